"""The page after signing in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import cast

pytestmark = pytest.mark.django_db


def page_of(client, user):
    client.force_login(user)
    return client.get("/home/").content.decode()


def test_a_member_finds_the_room_that_is_open(client, meeting, member):
    page = page_of(client, member.user)

    assert "Go in" in page
    assert f"/rooms/{member.group.room.pk}/" in page
    assert "Kuura" in page


def test_leaving_is_offered_away_from_going_in(client, meeting, member):
    card, _heading, rest = page_of(client, member.user).partition('id="yours"')

    assert "/leave/" not in card
    assert f"/groups/{member.group.pk}/leave/" in rest


def test_somebody_without_a_seat_is_led_to_the_code(client, db):
    assert "I have a code" in page_of(client, cast.make_user())


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("left", "You left the group."),
        ("removed", "The group’s staff ended it."),
        ("ended", "The group itself has ended."),
    ],
)
def test_somebody_whose_seat_ended_hears_it_kindly(client, member, end, sentence):
    type(member).objects.filter(pk=member.pk).update(left_at=timezone.now(), end=end)

    page = page_of(client, member.user).partition("<main")[2]

    assert "Your seat has ended: Thursday group" in page
    assert sentence in page
    assert "What was promised still holds" in page
    assert 'href="/help/"' in page
    assert f"/groups/{member.group.pk}/promise/" in page
    assert "You have no seat just now" not in page
    assert client.get(f"/groups/{member.group.pk}/promise/").status_code == 200


def test_an_older_seat_that_ended_is_not_brought_up_beside_a_new_one(client, member):
    type(member).objects.filter(pk=member.pk).update(left_at=timezone.now(), end="removed")
    cast.seat(member.user, cast.make_group(name="Second"))

    assert "Your seat has ended" not in page_of(client, member.user)


@pytest.mark.parametrize(
    ("kind", "link"),
    [("referrer", "/invitations/"), ("moderator", "/reports/"), ("coordinator", "/groups/plan/")],
)
def test_staff_find_their_work(client, db, kind, link):
    assert link in page_of(client, cast.make_staff(kind))


def test_staff_without_proof_read_what_is_missing_and_find_no_room(client, group, meeting):
    lapsed = cast.lead(cast.make_staff("facilitator", credential=False), group, alias="Vesa")

    page = page_of(client, lapsed.user)

    assert "Before you can work here" in page
    assert f"/rooms/{group.room.pk}/" not in page


def test_three_seats_cost_as_many_queries_as_one(client, member, meeting):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get("/home/")
        return len(queries)

    page_of(client, member.user)
    one = cost()
    for name in ("Second", "Third"):
        cast.make_meeting(cast.seat(member.user, cast.make_group(name=name)).group)

    assert cost() == one == 10  # four of them ask what is new
