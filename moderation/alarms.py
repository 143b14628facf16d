"""What stands on the open pages of those who were asked: the alarms before them, and who has which."""

import json

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.accounts.models import User
from moderation.models import Alarm
from moderation.models.alarm import LATELY


def alarms_html(user):
    """The alarms before one person, in their language; "" when there are none. One query.

    It says how urgent it is and since when, and nothing of who it is about or what was said.
    """
    alarms = list(Alarm.objects.before(user))
    if not alarms:
        return ""
    with translation.override(user.language):
        return render_to_string("moderation/alarm/_alarms.html", {"alarms": alarms}).strip()


def signature():
    """What the alarms stand at now, for all: it changes when somebody is asked, has it, or the case is decided.

    One query.
    """
    lately = Alarm.objects.filter(ended_at__gt=timezone.now() - LATELY)
    alarms = (Alarm.objects.going_on() | lately).annotate(count=Count("asked")).order_by("pk")
    facts = alarms.values_list("pk", "ended_at", "next_at", "count")
    return json.dumps([[str(fact) for fact in alarm] for alarm in facts])


def audiences(*, since):
    """(audience, html) of everybody who was asked since then, as it stands now."""
    people = User.objects.filter(
        pk__in=Alarm.objects.filter(asked__asked_at__gt=since).values("asked__person")
    )
    return [(user.audience, alarms_html(user)) for user in people]
