"""However many speak at once, through however many processes: no number twice, none left out, no word doubled."""

import random
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction

from groups.actions.saying import say_together
from groups.actions.seat import remove
from groups.models import Message, Room
from groups.saying import Saying
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SPEAKERS = 40


@pytest.fixture
def talk(real_database):
    """Two groups that meet now: the seats of their members, and of the first one's facilitator."""
    with transaction.atomic():
        return [meeting_now(), meeting_now()]


def meeting_now():
    group = cast.make_group(capacity=50)
    leader = cast.lead(cast.make_staff("facilitator"), group)
    cast.make_meeting(group)
    cast.attend(leader.user, group)
    return [cast.seat(cast.make_user(), group, alias=f"Seat {number}") for number in range(SPEAKERS)], leader


def words(seat, client_id=None):
    return Saying(seat.group.room.pk, seat.pk, "We baked.", client_id or uuid.uuid4(), language="en")


def all_at_once(jobs):
    """Each in a thread of its own, begun together; an error of any of them is this test's."""
    start = Barrier(len(jobs))

    def begin(job):
        start.wait()
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(begin, jobs))


def test_forty_who_speak_in_two_rooms_leave_no_gap_and_no_double(talk):
    seats = [seat for members, _leader in talk for seat in members]

    def speak():
        for _batch in range(3):
            say_together(sayings=[words(seat) for seat in random.sample(seats, 4)])

    all_at_once([speak] * SPEAKERS)

    assert Message.objects.count() == SPEAKERS * 3 * 4
    for room in Room.objects.all():
        said = list(Message.objects.filter(room=room).placed().values_list("position", flat=True))
        assert said == list(range(1, room.revision + 1))
        assert {message.body for message in Message.objects.filter(room=room)} == {"We baked."}


def test_the_same_words_sent_through_ten_lines_are_said_once(talk):
    (members, _leader), _other = talk
    client_id = uuid.uuid4()

    said = all_at_once(
        [
            lambda other=other: say_together(sayings=[words(members[0], client_id), words(other)])
            for other in members[1:11]
        ]
    )

    assert len({outcomes[0].pk for outcomes in said}) == 1
    assert Message.objects.count() == 11
    assert sorted(Message.objects.values_list("position", flat=True)) == list(range(1, 12))


def test_whoever_is_asked_to_leave_says_nothing_after_that(talk):
    (members, leader), _other = talk
    leaving, staying = members[:2]
    ended = []

    def speak():
        heard = []
        while not ended:
            heard.append(say_together(sayings=[words(staying), words(leaving)]))
        return heard

    def take_away():
        remove(membership=leaving, actor=leader, reason="A promise was broken.")
        at_that_time = Message.objects.filter(author=leaving).count()
        ended.append(True)
        return at_that_time

    *_said, at_that_time = all_at_once([speak, speak, take_away])

    assert Message.objects.filter(author=leaving).count() == at_that_time
    refusal, message = say_together(sayings=[words(leaving), words(staying)])
    assert isinstance(refusal, PermissionDenied)
    assert message.position == Room.objects.get(pk=message.room_id).revision
