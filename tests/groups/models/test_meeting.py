"""Meetings: which are coming, which are over, who knows of them."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.models import Meeting
from tests import cast

pytestmark = pytest.mark.django_db


def test_what_is_coming_leaves_out_what_is_over_closed_or_cancelled(group):
    cast.make_meeting(group, starts_in=-200)
    cast.make_meeting(group, starts_in=60, cancelled_at=timezone.now())
    cast.make_meeting(group, starts_in=-10, closed_at=timezone.now())
    now, later = cast.make_meeting(group, starts_in=-20), cast.make_meeting(group, starts_in=90)

    assert list(Meeting.objects.coming()) == [now, later]


@pytest.mark.parametrize(("starts_in", "is_over"), [(-30, False), (-90 - 29, False), (-90 - 31, True)])
def test_a_meeting_is_over_a_little_after_its_hour(group, starts_in, is_over):
    assert cast.make_meeting(group, starts_in=starts_in).is_over is is_over


def test_a_closed_meeting_is_over(group):
    assert cast.make_meeting(group, closed_at=timezone.now()).is_over


def test_meetings_are_known_to_those_with_a_seat(meeting, member, stranger):
    assert list(Meeting.objects.visible_to(member.user)) == [meeting]
    assert not Meeting.objects.visible_to(stranger.user).exists()


def test_a_meeting_takes_time(group):
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.make_meeting(group, minutes=0)


def test_its_theme_is_sealed_under_the_groups_key(group):
    meeting = cast.make_meeting(group, theme="When a visit is cancelled")

    assert meeting.vault_key_id == group.data_key_id
    assert Meeting.objects.get().theme == "When a visit is cancelled"
