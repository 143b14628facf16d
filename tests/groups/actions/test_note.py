"""Notes: one's own, shared on purpose, gone when they are deleted."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community import vault
from community.audit.models import Entry
from groups.actions import note as act
from groups.models import Note, Notebook
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(member):
    return act.write_note(account=member.user, words="Words of mine.")


@pytest.fixture
def question(member):
    return act.write_question(seat=member, words="How do others sleep?")


def fresh(note):
    return Note.objects.select_related("seat", "notebook").get(pk=note.pk)


def audited():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


# --- Writing -----------------------------------------------------------------------------
def test_the_notebook_is_made_with_the_first_note_and_nobody_is_told(member):
    for words in ("One.", "Two."):
        act.write_note(account=member.user, words=words)

    assert Notebook.objects.get().account == member.user
    assert [note.words for note in Note.objects.order_by("written_at")] == ["One.", "Two."]
    assert audited() == []


def test_somebody_without_a_seat_has_a_notebook_too(db):
    user = cast.make_user()

    assert act.write_note(account=user, words="Mine.").notebook.account == user


def test_a_full_notebook_says_so(member, note, monkeypatch):
    monkeypatch.setattr("groups.actions.note.MOST", 1)

    with pytest.raises(ValidationError, match="Your notebook is full"):
        act.write_note(account=member.user, words="One more.")


def test_a_note_is_written_anew(note):
    act.change_note(note=note, words="Words of mine.")
    assert fresh(note).changed_at is None

    act.change_note(note=note, words="Other words.")

    assert fresh(note).words == "Other words."
    assert fresh(note).changed_at is not None
    assert audited() == []


def test_a_note_is_deleted(note):
    act.delete_note(note=note)

    assert not Note.objects.exists()


# --- Questions for the next meeting ------------------------------------------------------------
def test_a_question_is_on_the_persons_own_pages_and_nobody_elses(member, meeting, told):
    with told:
        act.write_question(seat=member, words="How do others sleep?")

    (frame,) = told.to(member.user.audience, "own.scene")
    assert "How do others sleep?" in frame["parts"]["question"]
    assert told.to(meeting.group.room.audience) == told.to(meeting.group.room.staff_audience) == []
    assert audited() == []


def test_a_question_that_is_put_aside_leaves_the_room_and_stays_in_the_notebook(question, member, told):
    with told:
        act.settle_question(note=question)
        act.settle_question(note=question)

    (frame,) = told.to(member.user.audience, "own.scene")
    assert frame["parts"]["question"] == ""
    assert fresh(question).done_at is not None
    assert Note.objects.visible_to(member.user).count() == 1


def test_a_question_that_is_changed_or_deleted_changes_in_the_room(question, member, told):
    with told:
        act.change_note(note=question, words="Do others sleep?")
        act.delete_note(note=question)

    first, last = told.to(member.user.audience, "own.scene")
    assert "Do others sleep?" in first["parts"]["question"]
    assert last["parts"]["question"] == ""


def test_a_question_outlives_its_group_in_the_notebook(question, member, told):
    Note.objects.update(seat=None)

    with told:
        act.change_note(note=question, words="Later.")

    assert fresh(question).words == "Later."
    assert told.to(member.user.audience) == []


def test_those_who_lead_write_no_questions_for_themselves(facilitator, meeting):
    with pytest.raises(PermissionDenied, match="Questions are for members"):
        act.write_question(seat=facilitator, words="Is it late?")


# --- Sharing ---------------------------------------------------------------------------------
def test_a_shared_note_is_read_by_those_who_lead_and_each_look_is_recorded(note, member, facilitator, group):
    act.share_note(note=note, seat=member)
    act.share_note(note=note, seat=member)

    (read,) = act.read_shared(group=group, actor=facilitator)

    assert (read.words, read.seat.alias) == ("Words of mine.", "Kuura")
    assert audited() == ["note.shared", "notes.looked"]
    assert Entry.objects.get(action="notes.looked").facts == {"count": 1}
    assert "Words" not in str(Entry.objects.values())


def test_where_nothing_is_shared_there_is_no_look(facilitator, group, note):
    assert act.read_shared(group=group, actor=facilitator) == []
    assert audited() == []


def test_only_those_who_lead_the_group_read_it(note, member, other_member, stranger, group, coordinator):
    act.share_note(note=note, seat=member)
    unproved = cast.lead(cast.make_staff("facilitator", step=False), group, alias="Jari")

    for seat in (other_member, unproved):
        with pytest.raises(PermissionDenied):
            act.read_shared(group=group, actor=seat)
    elsewhere = cast.lead(cast.make_staff("facilitator"), stranger.group)
    assert act.read_shared(group=stranger.group, actor=elsewhere) == []


def test_sharing_is_taken_back(note, member, facilitator, group):
    act.share_note(note=note, seat=member)

    act.unshare_note(note=note)
    act.unshare_note(note=note)

    assert act.read_shared(group=group, actor=facilitator) == []
    assert audited() == ["note.shared", "note.unshared"]
    assert fresh(note).seat is None


def test_other_words_are_not_shared_by_having_shared_the_first(note, member, facilitator, group):
    act.share_note(note=note, seat=member)

    act.change_note(note=note, words="Something that is nobody’s business.")

    assert act.read_shared(group=group, actor=facilitator) == []


def test_a_note_goes_to_one_group_at_a_time(note, member, group):
    other = cast.seat(member.user, cast.make_group(name="Tuesday group"))
    act.share_note(note=note, seat=member)

    act.share_note(note=note, seat=other)

    assert fresh(note).seat == other
    assert audited() == ["note.shared", "note.unshared", "note.shared"]


def test_a_shared_question_keeps_its_group_when_that_is_taken_back_and_is_not_shown_once_put_aside(
    question, member, facilitator, group
):
    act.share_note(note=question, seat=member)
    assert len(act.read_shared(group=group, actor=facilitator)) == 1
    act.unshare_note(note=question)
    assert fresh(question).seat == member

    act.share_note(note=question, seat=member)
    act.settle_question(note=question)
    assert act.read_shared(group=group, actor=facilitator) == []


def test_deleting_a_shared_note_takes_it_from_staff(note, member, facilitator, group):
    act.share_note(note=note, seat=member)

    act.delete_note(note=note)

    assert act.read_shared(group=group, actor=facilitator) == []
    assert audited() == ["note.shared", "note.unshared"]


def test_what_was_shared_in_a_group_that_is_gone_can_be_taken_back(note, member):
    act.share_note(note=note, seat=member)
    Note.objects.update(seat=None)

    act.unshare_note(note=note)

    assert Entry.objects.get(action="note.unshared").facts == {"group": None}


def test_nobody_shares_the_note_of_somebody_else(note, other_member):
    with pytest.raises(PermissionDenied, match="Only whoever wrote a note"):
        act.share_note(note=note, seat=other_member)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_what_is_shared_costs_the_same_however_much_it_is(
    member, facilitator, group, count, django_assert_num_queries
):
    for _ in range(count):
        act.share_note(note=act.write_note(account=member.user, words="Mine."), seat=member)
    assert facilitator.user.holds("facilitator")

    with django_assert_num_queries(11):  # the list; all else is the room’s lock and the entry of the log
        act.read_shared(group=group, actor=facilitator)


# --- One's own data -----------------------------------------------------------------------------
def test_ones_own_notes_are_handed_out_in_full_and_nobody_elses(note, question, member, other_member):
    act.write_note(account=other_member.user, words="Not hers.")
    act.share_note(note=note, seat=member)

    rows = act.own_notes(account=member.user)

    assert [row["words"] for row in rows] == ["Words of mine.", "How do others sleep?"]
    assert [row["kind"] for row in rows] == ["note", "question"]
    assert rows[0]["shared_at"]


def test_erasing_destroys_the_key_and_every_row(note, member, other_member):
    act.write_note(account=other_member.user, words="Hers.")
    key = Notebook.objects.get(account=member.user).data_key

    assert act.erase_notes(account=member.user) == 1
    assert act.erase_notes(account=member.user) == 0

    key.refresh_from_db()
    assert key.destroyed_at is not None
    assert bytes(key.wrapped) == b""
    assert [note.words for note in Note.objects.all()] == ["Hers."]


def test_the_end_of_the_group_leaves_the_notebook(question, member):
    vault.destroy(key=member.group.data_key)
    member.group.ended_at = member.left_at = timezone.now()
    member.save()

    assert act.own_notes(account=member.user)[0]["words"] == "How do others sleep?"
