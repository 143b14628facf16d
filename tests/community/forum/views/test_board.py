"""The pages of boards: finding one, joining it, and what other pages say of a board."""

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.models import Membership, PeerGroup
from tests import cast
from tests.community.forum.pages import at, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(group):
    return cast.make_board(group, name="Open board")


@pytest.fixture
def leader(board):
    return cast.lead(cast.make_staff("facilitator", display_name="Mikko"), board, alias="Mikko")


def boards_of(seat, as_):
    return text_of(as_(seat).get(reverse("forum:boards")))


# --- Which ones ---------------------------------------------------------------------------
def test_a_member_is_shown_what_is_open_to_them_and_later_that_it_is_theirs(member, board, leader, as_):
    assert at("board", board) in boards_of(member, as_)

    cast.seat(member.user, board, alias="Lumi")

    page = boards_of(member, as_)
    assert at("topics", board) in page
    assert at("board", board) not in page
    assert "No other board" in page


def test_without_a_group_that_opens_one_there_is_none(group, stranger, leader, as_):
    PeerGroup.objects.filter(pk=stranger.group_id).update(audience="young")

    assert "No board is open to you" in boards_of(stranger, as_)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(count, group, member, as_, django_assert_num_queries):
    for number in range(count):
        theirs = cast.make_board(group, name=f"Mine {number}")
        cast.seat(member.user, theirs, alias="Lumi")
        cast.lead(cast.make_staff("facilitator"), cast.make_board(group, name=f"Other {number}"))
    browser = as_(member)
    browser.get(reverse("forum:boards"))

    with django_assert_num_queries(7):  # the session, the person, their duties, and four of the page
        assert browser.get(reverse("forum:boards")).status_code == 200


# --- Joining --------------------------------------------------------------------------------
def test_before_joining_one_reads_who_reads_it_and_what_is_promised(member, board, leader, as_):
    page = text_of(as_(member).get(at("board", board)))

    assert "The staff who look after it: Mikko." in page
    assert "seen at once" in page
    assert "What is said here stays here." in page
    assert "Kuura" not in page
    assert "Thursday group" not in page


def test_a_board_that_is_read_first_says_so(group, member, as_):
    board = cast.make_board(group, is_read_first=True)
    cast.lead(cast.make_staff("facilitator"), board)

    assert "Staff read every message before others see it" in text_of(as_(member).get(at("board", board)))
    assert "Staff read everything first" in boards_of(member, as_)


def test_joining_takes_a_name_and_the_promise_and_leads_into_the_board(member, board, leader, as_):
    browser = as_(member)

    answer = browser.post(at("board", board), {"alias": "Lumi", "q0": "1"})

    assert answer.headers["Location"] == at("topics", board)
    seat = Membership.objects.current().on_boards().get(user=member.user)
    assert (seat.alias, seat.has_agreed) == ("Lumi", True)
    page = text_of(browser.get(at("topics", board)))
    assert "You are in." in page
    assert "People of many groups read it" in page
    assert browser.get(at("board", board)).headers["Location"] == at("topics", board)


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"alias": "Kuura", "q0": "1"}, "another place here"),
        ({"alias": "Mikko", "q0": "1"}, "cannot be used"),
        ({"alias": "", "q0": "1"}, "required"),
        ({"alias": "Lumi", "q0": "0"}, "Who takes part is part of what we keep"),
        ({"alias": "Lumi"}, "Choose what you would do"),
    ],
)
def test_what_was_wrong_is_said_and_what_was_typed_is_kept(filled, said, member, board, leader, as_):
    page = text_of(as_(member).post(at("board", board), filled), 422)

    assert said in page
    assert f'value="{filled["alias"]}"' in page or not filled["alias"]
    assert not Membership.objects.on_boards().filter(user=member.user).exists()


def test_somebody_who_left_finds_their_name_in_the_box(member, board, leader, as_):
    cast.seat(member.user, board, alias="Lumi", left_at=timezone.now(), end="left")

    assert 'value="Lumi"' in text_of(as_(member).get(at("board", board)))


def test_whose_seat_was_ended_is_told_so(member, board, leader, as_):
    cast.seat(member.user, board, alias="Lumi", left_at=timezone.now(), end="removed")

    assert "cannot join it again" in text_of(as_(member).get(at("board", board)), 403)


def test_a_board_that_is_not_open_to_somebody_is_not_known_to_exist(member, facilitator, board, as_):
    assert as_(member).get(at("board", board)).status_code == 404  # nobody leads it
    cast.lead(cast.make_staff("facilitator"), board)
    assert as_(facilitator).get(at("board", board)).status_code == 404
    assert as_(member).get(at("board", member.group)).status_code == 404


# --- On it ------------------------------------------------------------------------------------
def test_whoever_writes_is_told_who_reads_and_leaving_is_one_press(member, board, leader, as_):
    seat = cast.seat(member.user, board, alias="Lumi")
    browser = as_(seat)
    assert "People of many groups and the board’s staff" in text_of(browser.get(at("start", board)))
    for topic, who in (
        (cast.topic(member), "Members of the group"),
        (cast.topic(seat), "People of many groups"),
    ):
        assert who in text_of(browser.get(at("topic", topic)))
    leave = reverse("groups:leave", args=[board.pk])
    assert f'action="{leave}"' in text_of(browser.get(at("topics", board)))
    assert "You can join again" in text_of(browser.get(leave))

    assert "You have left the board." in text_of(browser.post(leave))

    seat.refresh_from_db()
    assert not seat.is_current
    assert "You have left the board." in text_of(browser.get(reverse("groups:promise", args=[board.pk])))


def test_a_new_version_of_its_promise_is_read_and_leads_back_to_the_board(member, board, leader, as_):
    seat = cast.seat(member.user, board, alias="Lumi", agreed=False)
    browser = as_(seat)
    promise = reverse("groups:promise", args=[board.pk])
    assert "before you next write" in text_of(browser.get(promise))

    assert browser.post(promise, {"q0": "1"}).headers["Location"] == at("topics", board)


def test_those_who_lead_it_see_its_people_and_nothing_of_their_groups(member, board, leader, as_):
    seat = cast.seat(member.user, board, alias="Lumi")
    browser = as_(leader)
    assert reverse("groups:people", args=[board.pk]) in text_of(browser.get(at("topics", board)))

    page = text_of(browser.get(reverse("groups:people", args=[board.pk])))

    assert "Lumi" in page
    assert not any(
        word in page for word in ("Kuura", "Thursday group", "until the meeting ends", "Help to sign in")
    )
    asked = text_of(browser.get(reverse("groups:remove", args=[seat.pk])))
    assert "They cannot join this board again" in asked
    ended = {"reason": "Asked for numbers", "rule": "private"}
    answer = browser.post(reverse("groups:remove", args=[seat.pk]), ended, follow=True)
    assert "The seat on the board has ended." in text_of(answer)


def test_what_hangs_on_a_room_is_not_there_for_a_board(member, board, leader, as_):
    seat = cast.seat(member.user, board, alias="Lumi")
    room = [f"/rooms/{board.room.pk}/", f"/rooms/{board.room.pk}/line/", f"/rooms/{board.room.pk}/call/"]
    group = [f"/groups/{board.pk}/{name}/" for name in ("meetings", "question", "shared", "over_time")]
    person = [f"/lines/{seat.pk}/", f"/seats/{seat.pk}/card/"]

    for who in (seat, leader):
        browser = as_(who)
        found = {path: browser.get(path).status_code for path in [*room, *group, *person]}
        assert set(found.values()) == {404}, found


def test_folding_somebody_leads_back_to_the_board(member, other_member, board, leader, as_):
    seat, other = (
        cast.seat(member.user, board, alias="Lumi"),
        cast.seat(other_member.user, board, alias="Usva"),
    )

    answer = as_(seat).post(reverse("groups:fold", args=[other.pk]))

    assert answer.headers["Location"] == f"{at('topics', board)}#mutings"


# --- Home and lists -----------------------------------------------------------------------------
def test_home_tells_a_board_from_a_group(member, board, leader, as_):
    cast.seat(member.user, board, alias="Lumi")

    page = text_of(as_(member).get("/home/"))

    assert "Read the board" in page
    assert "Leave the board: Open board" in page
    assert f"/rooms/{board.room.pk}/" not in page
    assert f"/rooms/{member.group.room.pk}/" in page


def test_a_seat_that_ended_last_on_a_board_is_not_called_a_group(member, board, as_):
    now = timezone.now()
    cast.seat(member.user, board, alias="Lumi", left_at=now, end="left")
    Membership.objects.filter(pk=member.pk).update(left_at=now - timezone.timedelta(days=1), end="left")

    page = text_of(as_(member).get("/home/"))

    assert "Your seat has ended: Thursday group" in page


def test_no_list_of_groups_has_a_board(board, leader, coordinator, referrer, client):
    assert "Open board" not in text_of(client.get("/groups/"))
    assert client.get(f"/groups/{board.pk}/").status_code == 404
    client.force_login(referrer)
    assert "Open board" not in text_of(client.get("/invitations/"))
    assert client.get(f"/invitations/new/{board.pk}/").status_code == 404
    client.force_login(coordinator)
    assert "Open board" not in text_of(client.get("/groups/plan/"))


def test_nobody_visits_the_room_of_a_board(board, moderator, client):
    client.force_login(moderator)

    assert client.get(reverse("moderation:visit_new", args=[board.room.pk])).status_code == 404
