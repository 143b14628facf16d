"""One's own notebook by plain pages: written, found, changed, shared and deleted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groups.actions.note import share_note, write_note, write_question
from groups.models import Note
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db
BOOK = "/notebook/"


@pytest.fixture
def note(member):
    return write_note(account=member.user, words="Words of mine.\nAnd a second line.")


def main_of(response):
    return page_of(response).partition("<main")[2]


# --- The notebook ---------------------------------------------------------------------------
def test_a_note_is_written_and_stands_in_the_list(as_, member):
    client = as_(member)
    page = page_of(client.post("/notebook/new/", {"words": "First line.\nSecond."}, follow=True))

    assert "Your note is saved." in page
    assert "First line." in page
    assert "Second." not in page


def test_an_empty_note_and_one_too_long_are_answered_with_what_was_typed(as_, member):
    client = as_(member)
    empty = client.post("/notebook/new/", {"words": "  "})
    long = client.post("/notebook/new/", {"words": "x" * 6001})

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "It can be short." in page_of(empty)
    assert "Make two notes of it." in page_of(long)
    assert "x" * 6001 in page_of(long)
    assert not Note.objects.exists()


def test_a_full_notebook_keeps_what_was_typed(as_, member, note, monkeypatch):
    monkeypatch.setattr("groups.actions.note.MOST", 1)
    client = as_(member)

    for path in ("/notebook/new/", address("question", member.group)):
        answer = client.post(path, {"words": "One more."})
        assert answer.status_code == 422
        assert "Your notebook is full." in page_of(answer)
        assert "One more." in page_of(answer)


def test_a_note_is_read_changed_and_deleted(as_, member, note):
    client = as_(member)
    assert "And a second line." in page_of(client.get(address("note", note)))

    page = page_of(client.post(address("note", note), {"words": "Other words."}, follow=True))
    assert "Other words." in page
    assert client.post(address("note", note), {"words": ""}).status_code == 422

    assert "Delete this note?" in page_of(client.get(address("note_delete", note)))
    assert Note.objects.exists()
    assert "The note is gone." in page_of(client.post(address("note_delete", note), follow=True))
    assert not Note.objects.exists()


def test_neither_tab_nor_address_says_anything(as_, member, note):
    for path in (BOOK, "/notebook/new/", "/notebook/paper/", address("note", note)):
        title = page_of(as_(member).get(path)).partition("<title>")[2].partition("</title>")[0]
        assert title.startswith("Notebook · ")


def test_notes_are_found_by_their_words_which_stand_in_no_address(as_, member, note):
    write_note(account=member.user, words="Something else.")
    client = as_(member)
    found = client.post(BOOK, {"sought": "SECOND words"})

    assert found.request["QUERY_STRING"] == ""
    assert "1 note found" in page_of(found)
    assert address("note", note) in page_of(found)
    assert "Something else." not in page_of(found)
    assert "Nothing found" in page_of(client.post(BOOK, {"sought": "elephant"}))


def test_an_empty_search_says_what_is_missing(as_, member, note):
    answer = as_(member).post(BOOK, {"sought": ""})

    assert answer.status_code == 422
    assert "Write a word to look for." in page_of(answer)


def test_only_the_newest_of_many_are_shown_and_that_is_said(as_, member, monkeypatch):
    monkeypatch.setattr("groups.views.note.FOUND_AT_MOST", 2)
    monkeypatch.setattr("groups.views.note.ON_A_PAGE", 2)
    monkeypatch.setattr("groups.views.note.ON_PAPER", 2)
    for number in range(3):
        write_note(account=member.user, words=f"Note number {number}.")
    client = as_(member)

    found = main_of(client.post(BOOK, {"sought": "note"}))
    assert "3 notes found" in found
    assert "One word more finds fewer." in found
    assert "number 0" not in found
    first, second = main_of(client.get(BOOK)), main_of(client.get(BOOK, {"page": 2}))
    assert "number 0" not in first
    assert "Older" in first
    assert "number 0" in second
    paper = main_of(client.get("/notebook/paper/"))
    assert "The newest 2 notes." in paper
    assert "number 0" not in paper


def test_nobody_finds_the_notes_of_somebody_else(as_, member, other_member, facilitator, note):
    for seat in (other_member, facilitator):
        client = as_(seat)
        assert "Words of mine" not in page_of(client.post(BOOK, {"sought": "mine"}))
        assert "Words of mine" not in page_of(client.get("/notebook/paper/"))
        for name in ("note", "note_delete", "note_share"):
            assert client.get(address(name, note)).status_code == 404
        for name in ("note", "note_delete", "note_share", "note_unshare", "note_done"):
            assert client.post(address(name, note), {"words": "x"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_costs_the_same_however_long_it_is(as_, member, count, django_assert_num_queries):
    for number in range(count):
        write_note(account=member.user, words=f"Note {number}")
    client = as_(member)
    client.get(BOOK)

    with django_assert_num_queries(5):  # who it is in two, the frame’s duties, how many, and these
        client.get(BOOK)
    with django_assert_num_queries(4):
        client.post(BOOK, {"sought": "note"})


# --- Sharing --------------------------------------------------------------------------------
def test_sharing_asks_once_more_and_is_taken_back(as_, member, facilitator, note):
    client = as_(member)
    asked = page_of(client.get(address("note_share", note)))
    assert "Those who lead your group read it" in asked
    assert Note.objects.get().shared_at is None

    page = page_of(client.post(address("note_share", note), {"seat": member.pk}, follow=True))
    assert "Those who lead Thursday group can read it." in page
    assert "staff can read it" in page_of(client.get(BOOK))
    shared = page_of(as_(facilitator).get(address("shared_notes", member.group)))
    assert "And a second line." in shared
    assert "Kuura" in shared

    page = page_of(as_(member).post(address("note_unshare", note), follow=True))
    assert "Only you read this note now." in page
    assert "Nothing is shared with you just now." in page_of(
        as_(facilitator).get(address("shared_notes", member.group))
    )


def test_whoever_has_two_groups_chooses_one(as_, member, note):
    other = cast.seat(member.user, cast.make_group(name="Tuesday group"))
    client = as_(member)

    refused = client.post(address("note_share", note), {})
    assert refused.status_code == 422
    assert "Choose a group." in page_of(refused)

    client.post(address("note_share", note), {"seat": other.pk})
    assert Note.objects.get().seat == other


def test_nobody_shares_with_a_group_that_is_not_theirs(as_, member, stranger, note):
    answer = as_(member).post(address("note_share", note), {"seat": stranger.pk})

    assert answer.status_code == 422
    assert Note.objects.get().shared_at is None


def test_without_a_seat_there_is_nobody_to_share_with(as_, member, note):
    type(member).objects.update(left_at=timezone.now())
    client = as_(member)

    assert "Let staff read it" not in page_of(client.get(address("note", note)))
    assert client.get(address("note_share", note)).status_code == 404


def test_members_do_not_read_what_is_shared(as_, member, other_member, note):
    share_note(note=note, seat=member)

    assert as_(other_member).get(address("shared_notes", member.group)).status_code == 403


@pytest.mark.parametrize("count", [1, 3, 300])
def test_what_is_shared_costs_the_same_however_much_it_is(
    as_, member, facilitator, count, django_assert_num_queries
):
    for number in range(count):
        share_note(note=write_note(account=member.user, words=f"Note {number}"), seat=member)
    client = as_(facilitator)
    client.get(address("shared_notes", member.group))

    with django_assert_num_queries(17):  # the list; all else is who it is, the room’s lock and the log
        client.get(address("shared_notes", member.group))


# --- A question for the next meeting --------------------------------------------------------------
@pytest.fixture
def question(member):
    return write_question(seat=member, words="How do others sleep?")


def test_a_question_is_written_and_waits_at_home_and_in_the_room(
    as_, room, member, other_member, facilitator
):
    client = as_(member)
    assert "A question for the next meeting" in page_of(client.get(address("question", member.group)))
    page = page_of(
        client.post(address("question", member.group), {"words": "How do others sleep?"}, follow=True)
    )

    assert "Your question is kept." in page
    assert "How do others sleep?" in page_of(client.get(reverse("groups:home")))
    assert "How do others sleep?" in page_of(client.get(address("room", room)))
    for seat in (other_member, facilitator):
        assert "How do others sleep?" not in page_of(as_(seat).get(reverse("groups:home")))
        assert "How do others sleep?" not in page_of(as_(seat).get(address("room", room)))


def test_an_empty_question_says_what_is_missing(as_, member):
    answer = as_(member).post(address("question", member.group), {"words": ""})

    assert answer.status_code == 422
    assert "It can be short." in page_of(answer)


def test_a_question_is_put_aside_from_the_room_and_from_the_notebook(as_, room, member, question):
    other = write_question(seat=member, words="And how do you rest?")
    client = as_(member)

    answer = client.post(address("note_done", question), {"from": "room"})
    assert answer["Location"] == address("room", room)
    page = page_of(client.post(address("note_done", other), follow=True))
    assert "It stays in your notebook." in page
    assert "question, put aside" in page
    assert "You wanted to ask" not in page_of(client.get(address("room", room)))
    assert "A question, put aside." in page_of(client.get(address("note", other)))
    assert client.get(address("note_share", other)).status_code == 404


def test_a_live_page_hears_it_from_the_socket(as_, room, member, question):
    answer = as_(member).post(address("note_done", question), headers={"X-Live": "1"})

    assert (answer.status_code, answer.content) == (204, b"")


def test_a_note_that_is_no_question_is_not_put_aside(as_, member, note):
    assert as_(member).post(address("note_done", note)).status_code == 404


def test_those_who_lead_are_told_that_questions_are_for_members(as_, facilitator):
    answer = as_(facilitator).get(address("question", facilitator.group))

    assert answer.status_code == 403
    assert "Questions are for members" in page_of(answer)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_questions_cost_home_one_query_however_many_wait(as_, member, count):
    client, home = as_(member), reverse("groups:home")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(home)
        return len(queries)

    client.get(home)
    without = cost()
    for _ in range(count):
        write_question(seat=member, words="How do others sleep?")
    assert cost() == without + 1
