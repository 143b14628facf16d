"""How coordinators make boards and close them."""

import pytest
from django.urls import reverse

from groups.models import PeerGroup
from tests import cast
from tests.community.forum.pages import at, text_of

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Open board",
    "for_whom": "Parents",
    "about": "We write.",
    "language": "en",
    "audience": "adults",
}


@pytest.fixture
def board(group):
    return cast.make_board(group, name="Open board")


def test_a_coordinator_makes_a_board_and_gives_it_staff(coordinator, group, client):
    client.force_login(coordinator)

    answer = client.post(reverse("forum:plan_board"), NEW)

    board = PeerGroup.objects.wide().get()
    assert answer.headers["Location"] == reverse("groups:planned", args=[board.pk])
    assert (board.capacity, board.is_read_first, board.first_on) == (PeerGroup.BOARD_SEATS, False, None)
    page = text_of(client.get(reverse("groups:planned", args=[board.pk])))
    assert "Nobody can join before" in page
    assert "Coming meetings" not in page
    assert "Open board" in text_of(client.get(reverse("forum:plan_board")))


@pytest.mark.parametrize("audience", ["young", "families"])
def test_no_form_makes_a_board_with_minors_that_is_not_read_first(audience, coordinator, client):
    client.force_login(coordinator)

    client.post(reverse("forum:plan_board"), NEW | {"audience": audience})

    assert PeerGroup.objects.wide().get().is_read_first


def test_a_board_without_a_name_is_not_made(coordinator, client):
    client.force_login(coordinator)

    page = text_of(client.post(reverse("forum:plan_board"), NEW | {"name": ""}), 422)

    assert "We write." in page
    assert not PeerGroup.objects.wide().exists()


def test_closing_is_asked_once_more_and_ends_every_seat(coordinator, member, board, client):
    seat = cast.seat(member.user, board, alias="Lumi")
    client.force_login(coordinator)
    assert "Close this board?" in text_of(client.get(at("close_board", board)))

    answer = client.post(at("close_board", board))

    assert answer.headers["Location"] == reverse("forum:plan_board")
    seat.refresh_from_db()
    assert seat.end == "ended"
    assert client.get(at("close_board", board)).status_code == 404
    client.force_login(member.user)
    assert client.get(at("topics", board)).status_code == 404


def test_a_group_is_not_closed_as_a_board_and_others_close_nothing(coordinator, member, board, client):
    client.force_login(coordinator)
    assert client.post(at("close_board", member.group)).status_code == 404
    client.force_login(member.user)
    assert client.post(at("close_board", board)).status_code == 403
    assert client.post(reverse("forum:plan_board"), NEW).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    count, group, coordinator, client, django_assert_num_queries
):
    for number in range(count):
        cast.make_board(group, name=f"Board {number}")
    client.force_login(coordinator)
    client.get(reverse("forum:plan_board"))

    with django_assert_num_queries(5):  # the session, the person, their duties, and two of the page
        assert "Board 0" in text_of(client.get(reverse("forum:plan_board")))
