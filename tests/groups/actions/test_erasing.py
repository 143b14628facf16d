"""Own words taken away: the places stay, the words are nowhere, everybody's page follows."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from community.accounts.models import User
from community.audit.models import Entry
from groups.actions import erasing
from groups.actions.aside import answer_line, write_to_staff
from groups.actions.erasing import NOBODY, erase_seats, erase_words, forget_person, hide_words
from groups.actions.invitation import invite
from groups.actions.message import hide, retract, say
from groups.actions.muting import fold
from groups.actions.note import write_note
from groups.actions.reaction import react
from groups.actions.wellbeing import begin_wellbeing
from groups.chores import NOTEBOOKS_KEPT, forget_notebooks
from groups.models import (
    Aside,
    CheckIn,
    Invitation,
    Membership,
    Message,
    Muting,
    Notebook,
    Reaction,
    Room,
    Wellbeing,
)
from tests import cast

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def room(group, meeting):
    return group.room


def says(seat, body="What I have to say.", **facts):
    return say(room=seat.group.room, author=seat, body=body, client_id=uuid.uuid4(), **facts)


def bytes_of(message):
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, reason, found FROM groups_message WHERE id = %s", [as_key(message.pk)])
        return [bytes(column or b"") for column in cursor.fetchone()]


def as_key(pk):
    return pk.hex if connection.vendor == "sqlite" else pk


def test_shown_words_leave_a_line_and_their_answers_say_so(room, member, other_member, told):
    ours = says(member)
    theirs = says(other_member, "Yes.", reply_to=ours.pk)
    before = Room.objects.get().revision

    with told:
        erase_words(seat=member, actor=member.user)

    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.state, ours.body, ours.position) == (State.RETRACTED, "", 1)
    assert bytes_of(ours) == [b"", b"", b""]
    assert (ours.author, theirs.state, theirs.body) == (member, State.SHOWN, "Yes.")
    assert Room.objects.get().revision == before + 2
    assert [facts["id"] for facts in told.to(room.audience, "message.changed")] == [
        str(ours.pk),
        str(theirs.pk),
    ]


def test_hidden_words_and_words_taken_back_before_go_too(room, member, facilitator):
    hidden, taken = says(member, "One."), says(member, "Two.")
    hide(message=hidden, actor=facilitator, rule="private", reason="It names a school.")
    retract(message=taken, actor=member)
    revision = Room.objects.get().revision

    erase_words(seat=member, actor=member.user)

    assert {message.state for message in Message.objects.all()} == {State.RETRACTED}
    assert bytes_of(hidden) == bytes_of(taken) == [b"", b"", b""]
    assert Room.objects.get().revision == revision + 1  # what was taken back before looks as it did


@pytest.mark.parametrize("state", Message.WAITING)
def test_waiting_words_vanish_from_the_pages_they_were_on(state, room, member, told):
    waiting = cast.words(member, state=state, found="[]")

    with told:
        erase_words(seat=member, actor=member.user)

    assert Message.objects.get(pk=waiting.pk).state == State.RETRACTED
    assert bytes_of(waiting) == [b"", b"", b""]
    assert told.to(member.user.audience, "message.own")[0]["html"] == ""
    assert told.to(room.staff_audience)


def test_many_words_go_in_several_short_transactions(room, member, monkeypatch):
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    for _number in range(5):
        cast.words(member)

    erase_words(seat=member, actor=member.user)

    assert not Message.objects.exclude(state=State.RETRACTED).exists()


def test_what_was_said_and_given_later_stays(room, member, other_member, facilitator):
    theirs, ours = says(other_member), says(member, "Before.")
    react(message=theirs, actor=member, kind="with_you")
    write_to_staff(room=room, actor=member, body="Before.", client_id=uuid.uuid4())
    asked_at = timezone.now()
    later = says(member, "After.")
    react(message=theirs, actor=member, kind="thanks")
    write_to_staff(room=room, actor=member, body="After.", client_id=uuid.uuid4())

    erase_words(seat=member, actor=member.user, before=asked_at)

    assert Message.objects.get(pk=ours.pk).body == ""
    assert Message.objects.get(pk=later.pk).body == "After."
    assert Reaction.objects.get().kind == "thanks"
    assert Aside.objects.get().body == "After."


def test_whoever_goes_for_good_is_out_of_sight_at_once(group, room, member, other_member, facilitator, told):
    shown, held = cast.words(member), cast.words(member, state="held")
    theirs = says(other_member, "Yes.", reply_to=shown.pk)
    sealed = bytes_of(shown)

    with told:
        hide_words(person=member.user)
        hide_words(person=member.user)

    assert Membership.objects.get(pk=member.pk).end == Membership.End.LEFT
    assert [news["reason"] for news in told.to(member.user.audience, "leave")] == ["left"]
    assert {message.state for message in Message.objects.filter(author=member)} == {State.RETRACTED}
    assert not Message.objects.held_for(facilitator.user).exists()
    assert bytes_of(shown) == sealed  # they are overwritten after it
    assert Message.objects.get(pk=theirs.pk).body == "Yes."
    erase_seats(person=member.user)
    assert bytes_of(shown) == bytes_of(held) == [b"", b"", b""]


def test_a_hundred_words_cost_few_statements(room, member, django_assert_max_num_queries):
    for _number in range(100):
        cast.words(member)

    with django_assert_max_num_queries(60):
        erase_words(seat=member, actor=member.user, is_leaving=True)


def test_signs_given_go_from_under_the_words_of_others(room, member, other_member, told):
    theirs = says(other_member)
    react(message=theirs, actor=member, kind="with_you")
    react(message=theirs, actor=member, kind="thanks")

    with told:
        erase_words(seat=member, actor=member.user)

    assert not Reaction.objects.exists()
    assert [facts["id"] for facts in told.to(room.audience, "message.changed")] == [str(theirs.pk)]


def test_the_private_line_goes_with_both_its_sides(room, member, other_member, facilitator, told):
    for seat in (member, other_member):
        write_to_staff(room=room, actor=seat, body="Alone.", client_id=uuid.uuid4())
        answer_line(member=seat, actor=facilitator, body="We read it.", client_id=uuid.uuid4())

    with told:
        erase_words(seat=member, actor=member.user)

    assert {aside.member for aside in Aside.objects.all()} == {other_member}
    assert told.to(member.user.audience, "own.scene")
    assert told.to(room.staff_audience)


def test_only_their_own_and_nothing_said_in_a_duty(member, other_member, facilitator):
    for seat, actor in ((other_member, member.user), (facilitator, facilitator.user)):
        with pytest.raises(PermissionDenied, match="not your words"):
            erase_words(seat=seat, actor=actor)


def test_leaving_for_good_takes_the_name_too(group, room, member, other_member, referrer, told):
    first, second = says(member), says(member, "Another.")
    retract(message=second, actor=member)
    answer = says(other_member, "Yes.", reply_to=first.pk)
    row = CheckIn(meeting=group.meetings.get(), seat=member, kind="in")
    row.answer({"mood": 3})
    row.save()
    fold(whom=other_member, actor=member)
    fold(whom=member, actor=other_member)
    made = invite(actor=referrer, group=room.group, channel="letter", label="blue house", language="en")
    Invitation.objects.filter(pk=made.invitation.pk).update(membership=member)

    with told:
        erase_seats(person=member.user)
        erase_seats(person=member.user)

    seat = Membership.objects.get(pk=member.pk)
    assert (seat.alias, seat.is_current, seat.user) == (NOBODY, False, member.user)
    assert {message.author for message in Message.objects.exclude(pk=answer.pk)} == {None}
    assert not CheckIn.objects.exists()
    assert not Muting.objects.exists()
    assert Invitation.objects.get().label == ""
    html = told.to(room.audience, "message.changed")[-1]["html"]
    assert "Someone who has left" in html
    assert "Kuura" not in html


def test_in_the_end_nothing_leads_from_a_seat_to_its_person(member, other_member, referrer):
    made = invite(actor=referrer, group=member.group, channel="letter", label="blue house", language="en")
    Invitation.objects.filter(pk=made.invitation.pk).update(membership=member)

    forget_person(person=member.user)

    assert Membership.objects.get(pk=member.pk).user is None
    assert Membership.objects.get(pk=other_member.pk).user == other_member.user
    assert Invitation.objects.get().membership is None
    assert member.signatures.count() == 1


def test_a_notebook_nobody_comes_back_to_is_destroyed(member, other_member, stranger):
    for seat in (member, other_member):
        write_note(account=seat.user, words="Ask about the ferry.")
    begin_wellbeing(account=stranger.user)
    long_ago = timezone.now() - NOTEBOOKS_KEPT - timedelta(days=1)
    User.objects.filter(pk=member.user_id).update(last_login=long_ago)
    User.objects.filter(pk=stranger.user_id).update(date_joined=long_ago)

    forget_notebooks()
    forget_notebooks()

    assert Notebook.objects.get().account == other_member.user
    assert not Wellbeing.objects.exists()
    entries = Entry.objects.filter(action="notebook.lapsed")
    assert [entry.facts for entry in entries] == [
        {},
        {},
    ]  # who noted or answered how much is nobody's to read
