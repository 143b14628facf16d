"""What stands on the open pages of those who were asked: the alarms before them, and who has which."""

import json
from datetime import timedelta

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.accounts.models import User
from moderation.models import Alarm
from moderation.models.alarm import LATELY, waits
from moderation.watchers import everybody

REMEMBERED = timedelta(hours=12)  # whoever was asked longer ago has had another evening since


def alarms_html(user):
    """The alarms before one person, in their language; "" when there are none. Two queries at the most.

    It says how urgent it is, in which group and since when, and nothing of who it is about or what was said.
    """
    alarms = before(user)
    if not alarms:
        return ""
    with translation.override(user.language):
        return render_to_string("moderation/alarm/_alarms.html", {"alarms": alarms}).strip()


def before(user):
    """Those that still ask this person, and of those somebody else has by now only the newest. At most two queries."""
    alarms = list(Alarm.objects.before(user))
    asking = [alarm for alarm in alarms if alarm.ended_at is None]
    return asking + [alarm for alarm in alarms if alarm.ended_at is not None][-1:]


def signature():
    """What the alarms stand at now, for all: it changes when somebody is asked, has it, or it waits no more.

    Those that are over stay in it for hours: one that came and went between two looks is told of too. One query.
    """
    now = timezone.now()
    alarms = Alarm.objects.annotate(waits=waits(), count=Count("asked"))
    alarms = alarms.filter(Q(began_at__gt=now - REMEMBERED) | Q(waits=True, ended_at=None)).order_by("pk")
    facts = [
        [str(pk), count, waits, str(ended_at), ended_at is not None and ended_at > now - LATELY]
        for pk, count, waits, ended_at in alarms.values_list("pk", "count", "waits", "ended_at")
    ]
    return json.dumps(facts)


def audiences():
    """(audience, html) of everybody who was asked in the last hours, as it stands now; "" without the duty."""
    since = timezone.now() - REMEMBERED
    asked = Alarm.objects.filter(asked__asked_at__gt=since).values("asked__person")
    watching = everybody()
    return [
        (user.audience, alarms_html(user) if user.pk in watching else "")
        for user in User.objects.filter(pk__in=asked)
    ]
