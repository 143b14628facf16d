"""What groups say they hold of somebody: rows for the copy, numbers before an erasure, reasons for what stays."""

import uuid

import pytest

from community.accounts import own_data
from groups.actions.aside import answer_line, write_to_staff
from groups.actions.call import call_staff
from groups.actions.message import say
from groups.actions.muting import fold
from groups.actions.note import write_note
from groups.actions.reaction import react
from groups.actions.wellbeing import answer_wellbeing, begin_wellbeing
from groups.models import CheckIn, Note, Notebook, Round, Turn, Wellbeing
from groups.own import Held
from tests import cast

pytestmark = pytest.mark.django_db


def rows(person):
    return {section.key: list(section.rows) for section in Held().export(person)}


def says(seat, body, **facts):
    return say(room=seat.group.room, author=seat, body=body, client_id=uuid.uuid4(), **facts)


@pytest.fixture
def lived(group, meeting, member, other_member, facilitator):
    """Somebody who used everything there is."""
    theirs = says(other_member, "My sister has the tickets.")
    ours = says(member, "Thank you, Halla.", reply_to=theirs.pk)
    says(member, "And once more.", reply_to=ours.pk)
    react(message=theirs, actor=member, kind="with_you")
    write_to_staff(room=group.room, actor=member, body="Halla is kind.", client_id=uuid.uuid4())
    answer_line(member=member, actor=facilitator, body="So she is.", client_id=uuid.uuid4())
    row = CheckIn(meeting=meeting, seat=member, kind="in")
    row.answer({"mood": 3})
    row.save()
    call_staff(room=group.room, caller=member)
    fold(actor=member, whom=other_member)
    begun = Round.objects.create(room=group.room, meeting=meeting)
    Turn.objects.create(round=begun, seat=member, place=1, state=Turn.State.SPOKE)
    write_note(account=member.user, words="Ask Halla about the ferry.")
    begin_wellbeing(account=member.user)
    answer_wellbeing(account=member.user, numbers=[4, 3, 2, 1, 0])
    return member


def test_every_kind_of_row_is_there_and_none_of_anybody_else(lived, other_member):
    found = rows(lived.user)

    assert [row["words"] for row in found["messages"]] == ["Thank you, [someone].", "And once more."]
    assert [row["answers"] for row in found["messages"]] == ["[someone else’s words]", "your own words"]
    assert [row["words"] for row in found["lines"]] == ["[someone] is kind."]
    assert [row["under"] for row in found["signs"]] == ["[someone else’s words]"]
    assert [(row["mood"], row["heard"], row["told"]) for row in found["checks"]] == [(3, None, False)]
    assert [row["text"] for row in found["promises"]] == ["What is said here stays here."]
    assert [row["name"] for row in found["seats"]] == ["Kuura"]
    assert [row["state"] for row in found["turns"]] == ["has spoken"]
    assert [row["words"] for row in found["notes"]] == ["Ask [someone] about the ferry."]
    assert [(row["numbers"], row["score"]) for row in found["wellbeing"]] == [([4, 3, 2, 1, 0], 40)]
    assert len(found["calls"]) == len(found["folded"]) == 1
    assert other_member.alias not in str(found)


def test_somebody_without_a_seat_has_no_rows(db):
    assert not any(rows(cast.make_user()).values())


def test_before_an_erasure_everything_is_counted(lived):
    held, person = Held(), lived.user

    assert held.counts(person, lived.pk) == {"messages": 2, "signs": 1, "line": 2}
    assert held.counts(person) == {
        "messages": 2,
        "signs": 1,
        "line": 2,
        "checks": 1,
        "notes": 1,
        "wellbeing": 1,
        "seats": 1,
    }
    assert list(held.kept(person)) == ["places", "promise", "calls"]
    assert set(held.counts(person)) == set(held.goes)


def test_a_seat_of_somebody_else_is_no_place_of_ones_own(lived, other_member):
    assert [place.pk for place in own_data.places(lived.user)] == [lived.pk]
    assert own_data.place_of(lived.user, other_member.pk) is None
    assert Held().counts(lived.user, other_member.pk) == {"messages": 0, "signs": 0, "line": 0}


def test_words_of_one_group_go_and_what_one_keeps_for_oneself_stays(lived):
    Held().erase(lived.user, lived.pk)

    assert Held().counts(lived.user, lived.pk) == {"messages": 0, "signs": 0, "line": 0}
    assert Note.objects.count() == CheckIn.objects.count() == 1


def test_with_the_account_the_keys_of_the_notebook_and_the_answers_are_destroyed(lived):
    keys = [Notebook.objects.get().data_key, Wellbeing.objects.get().data_key]

    Held().erase(lived.user)
    Held().forget(lived.user)

    for key in keys:
        key.refresh_from_db()
        assert key.destroyed_at
    assert not Note.objects.exists()
    assert not any(rows(lived.user).values())


@pytest.mark.parametrize("more", [0, 3])
def test_the_rows_cost_the_same_however_many(more, lived, other_member, django_assert_num_queries):
    for _number in range(more):
        says(lived, "More.", reply_to=lived.messages.first().pk)
        react(message=says(other_member, "Yes."), actor=lived, kind="thanks")
        write_note(account=lived.user, words="Another.")

    with django_assert_num_queries(26):
        rows(lived.user)
