"""Calls for help: one open call a person."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.models import HelpCall

pytestmark = pytest.mark.django_db


def test_the_longest_wait_comes_first_and_what_is_answered_is_gone(member, other_member):
    room = member.group.room
    late = HelpCall.objects.create(room=room, caller=member)
    early = HelpCall.objects.create(
        room=room, caller=other_member, called_at=timezone.now() - datetime.timedelta(minutes=2)
    )
    assert list(HelpCall.objects.open()) == [early, late]

    early.answered_at = timezone.now()
    early.save()
    assert list(HelpCall.objects.open()) == [late]


def test_nobody_has_two_open_calls(member):
    HelpCall.objects.create(room=member.group.room, caller=member)

    with pytest.raises(IntegrityError), transaction.atomic():
        HelpCall.objects.create(room=member.group.room, caller=member)
