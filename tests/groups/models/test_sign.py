"""Signs: one of a kind for each person, gone with their meeting."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.models import Sign

pytestmark = pytest.mark.django_db


def test_a_person_shows_one_sign_of_a_kind(member):
    sign = Sign.objects.create(room=member.group.room, seat=member, kind=Sign.Kind.HAND)
    Sign.objects.create(room=member.group.room, seat=member, kind=Sign.Kind.BREAK)

    with pytest.raises(IntegrityError), transaction.atomic():
        Sign.objects.create(room=member.group.room, seat=member, kind=Sign.Kind.HAND)
    assert str(sign) == str(sign.pk)


def test_signs_come_longest_first_and_old_ones_not_at_all(member, other_member):
    now = timezone.now()
    room = member.group.room
    late = Sign.objects.create(room=room, seat=member, kind=Sign.Kind.HAND, since=now)
    early = Sign.objects.create(
        room=room, seat=other_member, kind=Sign.Kind.HAND, since=now - datetime.timedelta(minutes=3)
    )
    Sign.objects.create(room=room, seat=member, kind=Sign.Kind.BREAK, since=now - datetime.timedelta(days=7))

    assert list(Sign.objects.of_kind(Sign.Kind.HAND)) == [early, late]
    assert list(Sign.objects.shown()) == [early, late]


def test_signs_are_seen_by_those_with_a_seat(member, other_member, stranger):
    sign = Sign.objects.create(room=member.group.room, seat=member, kind=Sign.Kind.HAND)

    assert list(Sign.objects.visible_to(other_member.user)) == [sign]
    assert not Sign.objects.visible_to(stranger.user).exists()
