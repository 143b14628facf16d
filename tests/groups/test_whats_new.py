"""What is new in one's groups, for the home page."""

import datetime

import pytest
from django.utils import timezone

from groups.models import Aside
from groups.whats_new import of
from tests import cast

pytestmark = pytest.mark.django_db


def wrote(member, author, **fields):
    return Aside.objects.create(room=member.group.room, member=member, author=author, body="Words.", **fields)


@pytest.fixture
def leader(group):
    return cast.lead(cast.make_staff("facilitator"), group)


def test_what_staff_wrote_on_the_private_line_is_new_for_a_week(member, leader):
    wrote(member, leader)
    wrote(member, leader)

    (news,) = of(member.user)
    assert news.url == f"/rooms/{member.group.room.pk}/line/"
    assert "Words" not in str(news.sentence)

    Aside.objects.update(said_at=timezone.now() - datetime.timedelta(days=8))
    assert of(member.user) == []


def test_ones_own_words_and_those_of_other_lines_are_not_new(member, leader):
    wrote(member, member)
    other = cast.seat(cast.make_user(), member.group)
    wrote(other, leader)

    assert of(member.user) == []


def test_nothing_is_new_where_the_seat_has_ended(member, leader):
    wrote(member, leader)
    member.left_at = timezone.now()
    member.save()

    assert of(member.user) == []
