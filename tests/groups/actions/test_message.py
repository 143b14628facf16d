"""Words: said, held, let through, given back, hidden, restored, taken back."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.audit.models import Entry
from community.screening import Finding, content_held
from groups.actions.message import give_back, hide, release, restore, retract, say
from groups.models import Message, Room
from tests import cast

pytestmark = pytest.mark.django_db


def speak(author, body="I took the buns to my neighbour.", client_id=None):
    return say(room=author.group.room, author=author, body=body, client_id=client_id or uuid.uuid4())


def test_words_get_the_next_number_and_reach_every_page(meeting, member, told):
    with told:
        message = speak(member)

    assert message.state == Message.State.SHOWN
    assert message.position == message.revision == Room.objects.get().revision == 1
    (news,) = told.to(member.group.room.audience)
    assert news["type"] == "message.said"
    assert news["revision"] == news["position"] == 1
    assert "neighbour" in news["html"]


def test_a_resend_finds_the_first_copy_and_takes_no_number(meeting, member, told):
    client_id = uuid.uuid4()
    first = speak(member, client_id=client_id)

    with told:
        second = speak(member, client_id=client_id)

    assert second.pk == first.pk
    assert Room.objects.get().revision == 1
    assert told.to(member.group.room.audience) == []


def test_a_resend_is_answered_even_after_the_room_has_closed(meeting, member):
    client_id = uuid.uuid4()
    first = speak(member, client_id=client_id)
    meeting.closed_at = meeting.starts_at
    meeting.save()

    assert speak(member, client_id=client_id).pk == first.pk


def test_a_resend_after_leaving_is_refused(meeting, member):
    client_id = uuid.uuid4()
    speak(member, client_id=client_id)
    member.left_at = meeting.starts_at
    member.save()

    with pytest.raises(PermissionDenied):
        speak(member, client_id=client_id)


def test_two_people_may_use_the_same_client_id(meeting, member, other_member):
    client_id = uuid.uuid4()

    assert speak(member, client_id=client_id).pk != speak(other_member, client_id=client_id).pk


def test_words_in_a_read_first_room_wait_for_staff_and_reach_nobody_else(meeting, member, facilitator, told):
    Room.objects.update(mode=Room.Mode.READ_FIRST)

    with told:
        message = speak(member, "Words that wait.")

    assert message.state == Message.State.HELD
    assert message.position is None
    assert Room.objects.get().revision == 0
    assert told.to(member.group.room.audience) == []
    (panel,) = told.to(member.group.room.staff_audience)
    assert "Words that wait." in panel["parts"]["panel"]
    assert member.alias in panel["parts"]["people"]  # whoever waits to be read has spoken
    (own,) = told.to(member.user.audience)
    assert own["type"] == "message.own"
    assert "Words that wait." in own["html"]


@pytest.mark.parametrize("why", ["the member", "the group"])
def test_a_held_member_and_a_read_first_group_are_read_first(meeting, member, why):
    if why == "the member":
        member.is_read_first = True
        member.save()
    else:
        member.group.is_read_first = True
        member.group.save()

    assert speak(member).state == Message.State.HELD


def test_facilitators_are_not_read_first(meeting, facilitator):
    Room.objects.update(mode=Room.Mode.READ_FIRST)

    assert speak(facilitator).state == Message.State.SHOWN


def hold_everything(text, *, author, place):
    return [Finding(rule="test.all", level=3, holds=True)]


def test_a_screener_that_holds_is_obeyed_and_told_about(
    settings, meeting, member, django_capture_on_commit_callbacks
):
    settings.SCREENERS = ["tests.groups.actions.test_message.hold_everything"]
    heard = []

    def listen(sender, content, findings, **kwargs):
        heard.append((content.pk, findings[0].rule))

    content_held.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        message = speak(member)
    content_held.disconnect(listen)

    assert message.state == Message.State.HELD
    assert heard == [(message.pk, "test.all")]


def test_nothing_is_said_when_the_room_is_not_staffed(group, member):
    cast.make_meeting(group)

    with pytest.raises(PermissionDenied, match="opens when your facilitator is here"):
        speak(member)

    assert not Message.objects.exists()


def held_words(member, body="May I say this?"):
    return cast.words(member, body, state=Message.State.HELD)


def test_released_words_come_last_and_reach_everyone(meeting, member, other_member, facilitator, told):
    waiting = held_words(member)
    speak(other_member)

    with told:
        message = release(message=waiting, actor=facilitator)

    assert message.state == Message.State.SHOWN
    assert message.position == message.revision == 2
    assert message.decided_by == facilitator.user
    (news,) = told.to(member.group.room.audience, "message.said")
    assert "May I say this?" in news["html"]
    assert Entry.objects.filter(action="message.released", subject_id=str(waiting.pk)).exists()


def test_two_facilitators_cannot_both_decide(meeting, member, facilitator):
    waiting = held_words(member)
    give_back(message=waiting, actor=facilitator, rule="private", reason="A name.")

    with pytest.raises(PermissionDenied, match="already decided"):
        release(message=waiting, actor=facilitator)


def test_words_given_back_reach_only_their_author_with_the_reason(meeting, member, facilitator, told):
    waiting = held_words(member)

    with told:
        message = give_back(
            message=waiting, actor=facilitator, rule="private", reason="It has a phone number in it."
        )

    assert message.state == Message.State.RETURNED
    assert message.position is None
    assert told.to(member.group.room.audience) == []
    (own,) = told.to(member.user.audience)
    assert "phone number" in own["html"]
    entry = Entry.objects.get(action="message.returned")
    assert entry.reason == "It has a phone number in it."


def test_hidden_words_leave_every_page_and_keep_their_place(meeting, member, facilitator, told):
    message = speak(member, "unkind words")

    with told:
        hide(message=message, actor=facilitator, rule="private", reason="Agreement, point 2")

    message = Message.objects.get()
    assert (message.state, message.position, message.revision) == (Message.State.HIDDEN, 1, 2)
    (news,) = told.to(member.group.room.audience)
    assert news["type"] == "message.changed"
    assert "unkind words" not in news["html"]
    assert message.body == "unkind words"  # kept sealed for review
    assert Entry.objects.filter(action="message.hidden").count() == 1


def test_restored_words_come_back_in_their_old_place(meeting, member, other_member, facilitator, told):
    message = speak(member, "kind words")
    speak(other_member)
    hide(message=message, actor=facilitator, rule="private", reason="By mistake")

    with told:
        restore(message=message, actor=facilitator)

    message = Message.objects.get(pk=message.pk)
    assert (message.state, message.position, message.revision) == (Message.State.SHOWN, 1, 4)
    assert message.reason == ""
    assert "kind words" in told.to(member.group.room.audience)[0]["html"]


def test_retracted_words_leave_a_line_without_words(meeting, member, told):
    message = speak(member, "I regret this")

    with told:
        retract(message=message, actor=member)

    message = Message.objects.get()
    assert (message.state, message.position, message.revision) == (Message.State.RETRACTED, 1, 2)
    assert "I regret this" not in told.to(member.group.room.audience)[0]["html"]


def test_the_seat_is_asked_again_once_the_room_is_locked(meeting, member):
    """The page may hold a seat that has ended, or is read first, since it was loaded."""
    type(member).objects.update(is_read_first=True)
    assert speak(member).state == Message.State.HELD

    type(member).objects.update(left_at=meeting.starts_at)
    with pytest.raises(PermissionDenied):
        speak(member)


@pytest.mark.parametrize("state", [Message.State.HELD, Message.State.RETURNED])
def test_waiting_words_taken_back_leave_nothing(meeting, member, facilitator, told, state):
    waiting = cast.words(member, "never mind", state=state)

    with told:
        retract(message=waiting, actor=member)

    assert Message.objects.get().position is None
    assert told.to(member.group.room.audience) == []
    (own,) = told.to(member.user.audience)
    assert own["html"] == ""
    assert not Message.objects.visible_to(member.user).exists()


def test_nobody_decides_in_a_group_that_is_not_theirs(meeting, member):
    stranger = cast.lead(cast.make_staff("facilitator"), cast.make_group(name="Tuesday group"))
    message = speak(member)

    with pytest.raises(PermissionDenied, match="not in your group"):
        hide(message=message, actor=stranger, rule="private", reason="I pass by")


def test_saying_something_costs_few_queries(meeting, member):
    speak(member)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        speak(member)

    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 6, statements  # rooms, seats, meetings, first copies, counter, insert
