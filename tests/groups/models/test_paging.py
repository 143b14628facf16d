"""Pagings: what goes on, what is due, and whom it concerns."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.models import Paged, Paging
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def paging(group):
    return Paging.objects.create(room=group.room, kind="staffing")


def test_what_is_due_is_what_goes_on_and_whose_time_has_come(paging, stranger):
    later = timezone.now() + timedelta(minutes=1)
    other = Paging.objects.create(room=stranger.group.room, kind="staffing", next_at=later)

    assert list(Paging.objects.going_on()) == [paging, other]
    assert list(Paging.objects.due()) == [paging]
    assert list(Paging.objects.due(later)) == [paging, other]

    Paging.objects.filter(pk=paging.pk).update(ended_at=timezone.now())
    assert list(Paging.objects.due(later)) == [other]


def test_a_room_waits_for_staff_once_at_a_time(paging, group):
    with pytest.raises(IntegrityError), transaction.atomic():
        Paging.objects.create(room=group.room, kind="staffing")

    Paging.objects.update(ended_at=timezone.now())
    Paging.objects.create(room=group.room, kind="staffing")


def test_nobody_is_asked_twice(paging, moderator):
    Paged.objects.create(paging=paging, user=moderator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Paged.objects.create(paging=paging, user=moderator)


def test_a_paging_is_known_to_whoever_was_asked_while_it_goes_on(paging, moderator):
    Paged.objects.create(paging=paging, user=moderator)

    assert Paging.objects.visible_to(moderator).get() == paging
    assert Paged.objects.waiting_for(moderator).get().paging == paging
    assert not Paging.objects.visible_to(cast.make_staff("moderator")).exists()

    Paging.objects.update(ended_at=timezone.now())
    assert not Paged.objects.waiting_for(moderator).exists()
