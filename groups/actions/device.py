"""Telling devices that there is something new, or that a meeting is today: always in the same few words."""

import logging
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from secrets import SystemRandom

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community import push
from community.accounts.actions.device import note_outcome
from community.accounts.models import Device, User
from community.news import news_of
from groups.actions.digest import AHEAD, SPANS, clock_of, is_awake, seats_before_meeting

AT_ONCE = 8  # devices told side by side
LONGEST = 20  # seconds after which a run tells nobody new
LASTS = timedelta(hours=4)  # so long the push service keeps it for a device that is switched off
DAY = SPANS[User.Digest.DAILY]
logger = logging.getLogger(__name__)


def tell_devices(*, send=push.send):
    """Tell each device whose owner is awake and has something new, or a meeting today. Gives how many were told.

    A device is marked before it is told and told once, whatever comes of it: news at most once in the span its owner
    chose for mails, else once a day. Nothing is locked while a push service takes its time.
    """
    began, came = time.monotonic(), Counter()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="devices") as lines:
        waiting = _waiting(timezone.now())
        while waiting and time.monotonic() - began < LONGEST:
            some, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
            due = [device for pk in some for device in _due(pk=pk)]
            deliveries = [lines.submit(_delivery(device, send)) for device in due]
            for device, delivery in zip(due, deliveries, strict=True):
                note_outcome(device=device, outcome=delivery.result())
                came[delivery.result().value] += 1
    if came:
        logger.info("devices.told", extra={"facts": dict(came)})
    return came[push.Outcome.TOLD.value]


def _waiting(now):
    """Who has a device that may be told: for news by the clock, or before a meeting.

    In another order each time: a run that ends early would else never come to those at the end.
    """
    for_news = Device.objects.filter(told_at__lte=now - DAY, user__is_active=True)
    before = seats_before_meeting(now=now).values("user")
    for_meeting = Device.objects.filter(_not_reminded(now), user__in=before)
    found = {*for_news.values_list("user", flat=True), *for_meeting.values_list("user", flat=True)}
    return SystemRandom().sample(sorted(found), len(found))


def _not_reminded(now):
    return Q(reminded_at=None) | Q(reminded_at__lte=now - AHEAD)


@transaction.atomic
def _due(*, pk):
    """The devices of one person that are told now, marked as told."""
    person, now = User.objects.select_for_update(no_key=True).get(pk=pk), timezone.now()
    if not is_awake(person=person, now=now):
        return []
    span = SPANS.get(person.digest, DAY)
    devices = [device for device in person.devices.all() if device.told_at <= now - span]
    newest = next((news.at for news in news_of(person)), None) if devices else None
    with_news = [device for device in devices if newest and newest > device.told_at]
    person.devices.filter(pk__in=[device.pk for device in with_news]).update(told_at=now)
    return with_news + _reminded(person, now, with_news)


def _reminded(person, now, told):
    """Those that are told of a meeting and of nothing else; what is told of news stands for both."""
    if not seats_before_meeting(now=now).filter(user=person).exists():
        return []
    devices = person.devices.filter(_not_reminded(now))
    due = [device for device in devices if device not in told]
    devices.update(reminded_at=now)
    return due


def _delivery(device, send):
    """What another thread does, which asks no database."""
    person = device.user
    loud_for = person.loud_for(clock_of(person=person, now=timezone.now()))
    with translation.override(person.language):
        words = _("There is something new")
    seconds = int(min(LASTS, loud_for).total_seconds())
    return partial(send, device.way, words, language=person.language, seconds=seconds)
