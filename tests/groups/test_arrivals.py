"""What is found at the door in one question is what the models say one by one."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from community.accounts.models import User
from community.screening import Finding, written
from groups import scene
from groups.arrivals import AT_ONCE, Arrival, arrival_of, arrivals_of, own_parts, shown_to_all
from groups.consumers import RoomConsumer, arrived_together
from groups.models import Aside, CheckIn, HelpCall, Meeting, Message, Muting
from groups.readings import changes, room_now, said_at
from tests import cast

pytestmark = pytest.mark.django_db


def arrival(seat) -> Arrival:
    return arrival_of(room_id=seat.group.room.pk, user_id=seat.user_id)


def door_of(seat):
    """The room's consumer with the session of that person, signed in."""
    client = Client()
    client.force_login(seat.user)
    consumer = RoomConsumer()
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    consumer.scope = {"session_key": key, "url_route": {"kwargs": {"pk": seat.group.room.pk}}}
    return consumer


@pytest.mark.parametrize(
    ("starts", "lasts", "facts"),
    [
        (timedelta(minutes=-5), timedelta(hours=1), {}),
        (timedelta(minutes=14), timedelta(hours=1), {}),
        (timedelta(minutes=16), timedelta(hours=1), {}),
        (timedelta(minutes=-80), timedelta(minutes=51), {}),
        (timedelta(minutes=-80), timedelta(minutes=49), {}),
        (timedelta(minutes=-5), timedelta(hours=1), {"cancelled_at": True}),
        (timedelta(minutes=-5), timedelta(hours=1), {"closed_at": True}),
    ],
)
def test_the_meeting_that_is_on_is_the_rooms(group, member, starts, lasts, facts):
    Meeting.objects.filter(group=group).delete()
    now = timezone.now()
    facts = dict.fromkeys(facts, now)
    Meeting.objects.create(
        group=group, number=1, starts_at=now + starts, ends_at=now + starts + lasts, **facts
    )

    assert arrival(member).meeting == group.room.meeting()
    assert room_now(str(group.room.pk))[1] == group.room.meeting()


def test_of_two_meetings_at_once_it_is_the_earlier(group, member):
    Meeting.objects.filter(group=group).delete()
    now = timezone.now()
    for number, start in enumerate([now + timedelta(minutes=10), now - timedelta(minutes=80)], start=1):
        Meeting.objects.create(
            group=group, number=number, starts_at=start, ends_at=start + timedelta(minutes=60)
        )

    assert arrival(member).meeting == group.room.meeting()
    assert arrival(member).meeting.number == 2


def test_people_and_staff_are_the_rooms_too(meeting, member, facilitator):
    found = arrival(member)

    assert (found.seat, found.room, found.seat.group) == (member, member.group.room, member.group)
    assert found.seat.user == member.user
    assert found.seat.user.password == member.user.password
    assert found.staff_count == member.group.room.staff_here
    assert found.room.group.language == member.group.language


def test_who_has_left_or_never_came_does_not_arrive(member):
    stranger = cast.make_user()
    assert arrival_of(room_id=member.group.room.pk, user_id=stranger.pk) is None

    member.left_at = timezone.now()
    member.save()
    assert arrival(member) is None


def test_what_is_at_hand_is_what_the_scene_says(meeting, member, facilitator):
    for seat in (member, facilitator):
        found = arrival(seat)
        seat.group.room.refresh_from_db()
        assert shown_to_all(found) == scene.everyone(seat.group.room)
        assert own_parts(found) == scene.own(seat.group.room, seat)


def test_whoever_has_something_of_their_own_is_shown_it(meeting, member, facilitator):
    room = member.group.room
    assert arrival(member).has == frozenset()
    HelpCall.objects.create(room=room, caller=member)
    CheckIn.objects.create(meeting=meeting, seat=member, kind="in")
    Muting.objects.create(by=member, whom=cast.seat(cast.make_user(), member.group, alias="Halla"))
    Aside.objects.create(
        room=room, meeting=meeting, member=member, author=member, body="?", client_id=room.pk
    )
    found = written([Finding("risk.en.plan.1", 4, holds=True)])
    cast.words(member, "Wait", state=Message.State.HELD, found=found)

    found = arrival(member)

    assert found.has == {"call", "check", "mutings", "line", "help"}
    assert found.has_waiting
    parts = own_parts(found)
    assert parts == scene.own(room, member)
    assert parts["call"]
    assert "Staff have been called" in parts["help"]


def test_a_part_that_nobody_has_thought_of_here_is_asked_for(meeting, member, monkeypatch):
    monkeypatch.setitem(scene.OWN, "new", lambda room, seat: f"new for {seat.alias}")

    assert own_parts(arrival(member))["new"] == f"new for {member.alias}"


@pytest.mark.parametrize(("seat", "count"), [("member", 2), ("facilitator", 4)])
def test_a_door_asks_the_database_that_often_once_its_room_is_known(
    request, meeting, member, facilitator, seat, count, django_assert_num_queries
):
    seat = request.getfixturevalue(seat)
    door_of(member).arrive()
    door = door_of(seat)

    with django_assert_num_queries(count):
        place, _ready = door.arrive()

    assert place.user_id == str(seat.user_id)
    assert place.chapter == str(meeting.pk)


def test_many_who_come_at_once_are_asked_for_together_and_each_gets_their_own_place(
    meeting, member, facilitator, django_assert_num_queries
):
    elsewhere = cast.seat(member.user, cast.make_group(), alias="Myrsky")
    cast.make_meeting(elsewhere.group)
    halla = cast.seat(cast.make_user(), member.group, alias="Halla")
    door_of(member).arrive()
    door_of(elsewhere).arrive()
    comers = [door_of(seat) for seat in (halla, member, elsewhere, halla)]
    stranger, nobody = door_of(halla), door_of(halla)
    stranger.scope["url_route"] = comers[2].scope["url_route"]
    nobody.scope["session_key"] = None

    with django_assert_num_queries(2):
        found = arrived_together([stranger, *comers, nobody])

    assert found[0] == found[-1] == (None, None)
    places = [place for place, _ready in found[1:-1]]
    alone = [comer.arrive()[0] for comer in comers]
    assert [place.label["id"] for place in places] == [
        str(seat.pk) for seat in (halla, member, elsewhere, halla)
    ]
    assert [replace(place, expires=None) for place in places] == [
        replace(place, expires=None) for place in alone
    ]
    assert all(comer.session_key == comer.scope["session_key"] for comer in comers)


def test_a_full_question_finds_everybody(meeting, member):
    room, strangers = member.group.room.pk, [(member.group.room.pk, uuid.uuid4())] * (AT_ONCE - 1)

    *others, last = arrivals_of([*strangers, (room, member.user_id)])

    assert set(others) == {None}
    assert last.seat == member
    assert arrivals_of([(room, None)]) == [None]
    with pytest.raises(ValueError, match="at most"):
        arrivals_of(strangers * 2)


def test_a_door_stays_shut_for_a_session_that_is_over_or_another_passphrase(meeting, member):
    door = door_of(member)
    assert door.seat()

    User.objects.filter(pk=member.user_id).update(password="another")

    assert door.seat() is None


def test_readings_hold_what_the_queryset_does(meeting, member, facilitator):
    room = member.group.room
    for number in range(5):
        cast.words(member if number % 2 else facilitator, f"Word {number}")
    hidden = room.messages.placed().first()
    hidden.state, hidden.decided_by = Message.State.HIDDEN, facilitator.user
    hidden.revision = room.advance()
    hidden.save()

    for now in (meeting, None):
        expected = list(room.messages.since(0, now))
        found = changes(room, now, 0)
        assert found == expected
        assert [m.author.alias for m in found] == [m.author.alias for m in expected]
        assert [m.body for m in found] == [m.body for m in expected]
        assert [m.decided_by for m in found] == [m.decided_by for m in expected]
    said, has_earlier = said_at(room, meeting, at_most=3)
    assert said == list(room.messages.visible_to(member.user).placed())[-3:]
    assert has_earlier
