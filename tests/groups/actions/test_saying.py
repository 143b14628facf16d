"""Many people talking at once: one transaction, and each hears of their own words alone."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone, translation

from community.screening import Finding, Screening, content_held, content_noticed
from groups.actions.saying import say, say_together
from groups.models import Message, Room
from groups.saying import Saying
from tests import cast

pytestmark = pytest.mark.django_db


def words(author, body="I took the buns to my neighbour.", **facts):
    facts.setdefault("client_id", uuid.uuid4())
    return Saying(room_id=author.group.room.pk, seat_id=author.pk, body=body, **facts)


def together(*sayings):
    return say_together(sayings=list(sayings))


@pytest.fixture
def elsewhere():
    """A member of another group that meets now too."""
    group = cast.make_group(name="Tuesday group")
    leader = cast.lead(cast.make_staff("facilitator"), group)
    cast.make_meeting(group)
    cast.attend(leader.user, group)
    return cast.seat(cast.make_user(), group, alias="Kivi")


def test_words_said_together_take_numbers_in_their_order(meeting, member, other_member, told):
    with told:
        said = together(words(member, "one"), words(other_member, "two"), words(member, "three"))

    assert [message.position for message in said] == [1, 2, 3]
    assert list(Message.objects.placed().values_list("position", flat=True)) == [1, 2, 3]
    assert [message.body for message in Message.objects.placed()] == ["one", "two", "three"]
    assert Room.objects.get().revision == 3
    news = told.to(member.group.room.audience)
    assert [(facts["revision"], facts["id"]) for facts in news] == [
        (message.position, str(message.pk)) for message in said
    ]


def test_each_room_counts_for_itself(meeting, member, elsewhere, told):
    with told:
        said = together(words(member), words(elsewhere), words(member))

    assert [message.position for message in said] == [1, 1, 2]
    assert len(told.to(member.group.room.audience)) == 2
    assert len(told.to(elsewhere.group.room.audience)) == 1


def test_one_who_is_refused_keeps_nobody_else_from_speaking(meeting, member, other_member):
    type(member).objects.filter(pk=member.pk).update(muted_until=timezone.now() + timedelta(minutes=5))

    refusal, message = together(words(member), words(other_member))

    assert isinstance(refusal, PermissionDenied)
    assert "listen for a while" in str(refusal)
    assert message.position == 1
    assert Message.objects.count() == 1


def test_a_refusal_is_in_the_language_of_whoever_hears_it(meeting, member):
    Room.objects.update(mode=Room.Mode.STAFF_ONLY)
    with translation.override("fi"):
        finnish = words(member)

    first, second = together(finnish, words(member))

    with translation.override("fi"):
        assert str(first) == translation.gettext(str(second)) != str(second)


def test_a_resend_beside_its_first_copy_is_one_message(meeting, member, told):
    client_id = uuid.uuid4()

    with told:
        first, second = together(words(member, client_id=client_id), words(member, client_id=client_id))

    assert first is second
    assert Message.objects.count() == Room.objects.get().revision == 1
    assert len(told.to(member.group.room.audience)) == 1


def test_a_resend_among_others_finds_its_first_copy(meeting, member, other_member):
    first = say(room=member.group.room, author=member, body="first", client_id=uuid.uuid4())

    again, new = together(words(member, "first", client_id=first.client_id), words(other_member))

    assert (again.pk, again.body, again.position) == (first.pk, "first", 1)
    assert new.position == 2


def test_other_words_under_a_known_id_are_said_too_and_once(meeting, member, other_member):
    """A page that sends its form twice, filled in anew, loses nothing; nor does it say the second words twice."""
    client_id = uuid.uuid4()
    first, other = together(
        words(member, "first", client_id=client_id), words(member, "other", client_id=client_id)
    )

    again, same, new = together(
        words(member, "first", client_id=client_id),
        words(member, "other", client_id=client_id),
        words(other_member),
    )

    assert [(said.body, said.position) for said in (first, other)] == [("first", 1), ("other", 2)]
    assert (again.pk, same.pk, new.position) == (first.pk, other.pk, 3)
    assert (again.body, same.body) == ("first", "other")
    assert Message.objects.count() == Room.objects.get().revision == 3


def test_the_same_words_are_others_when_they_answer_or_share_something_else(meeting, member, facilitator):
    said = cast.words(facilitator, "Who comes next week?")
    facts = {"body": "I do.", "client_id": uuid.uuid4()}

    first, answer, card = together(
        words(facilitator, **facts),
        words(facilitator, reply_to_id=said.pk, **facts),
        words(facilitator, card="crisis:fi-mieli-fi", **facts),
    )

    assert len({first.pk, answer.pk, card.pk}) == 3
    assert (first.reply_to_id, answer.reply_to_id) == (None, said.pk)


def test_a_first_copy_is_opened_only_when_there_is_one(meeting, member, monkeypatch):
    opened = []
    monkeypatch.setattr("groups.actions.saying._says_the_same", lambda *facts: opened.append(facts) or True)

    first, *_others = together(words(member), words(member))
    together(words(member, client_id=first.client_id))

    assert [said.pk for said, _saying in opened] == [first.pk]


def test_held_words_take_no_number_and_the_panel_is_told_once(meeting, member, other_member, told):
    type(member).objects.filter(pk=member.pk).update(is_read_first=True)

    with told:
        held, shown, also = together(words(member, "a"), words(other_member, "b"), words(member, "c"))

    assert (held.state, held.position, also.position) == (Message.State.HELD, None, None)
    assert shown.position == Room.objects.get().revision == 1
    assert len(told.to(member.group.room.audience)) == 1
    assert len(told.to(member.group.room.staff_audience)) == 1
    assert len(told.to(member.user.audience)) == 2


@pytest.mark.parametrize(
    ("signal", "holds", "state"), [(content_held, True, "held"), (content_noticed, False, "shown")]
)
def test_findings_come_with_the_words(
    meeting, member, signal, holds, state, django_capture_on_commit_callbacks
):
    findings = (Finding(rule="test.all", level=3, holds=holds),)
    heard = []

    def listen(sender, content, findings, **kwargs):
        heard.append((content.pk, findings))

    signal.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        message, *_plain = together(words(member, screening=Screening(findings)), words(member, "Hello"))
    signal.disconnect(listen)

    assert message.state == state
    assert heard == [(message.pk, findings)]


asked_inside = []


def note_when_asked(text, *, author, place):
    asked_inside.append(len(connection.savepoint_ids))
    return []


def test_screeners_are_asked_before_any_room_is_locked(settings, meeting, member):
    settings.SCREENERS = [f"{__name__}.note_when_asked"]
    outside = len(connection.savepoint_ids)
    asked_inside.clear()

    say(room=member.group.room, author=member, body="slowly", client_id=uuid.uuid4())

    assert asked_inside == [outside]


@pytest.mark.parametrize("gone", ["the seat", "the account", "the room"])
def test_whoever_is_not_there_any_more_is_refused(meeting, member, other_member, gone):
    asked = {
        "the seat": Saying(member.group.room.pk, uuid.uuid4(), "x", uuid.uuid4()),
        "the account": words(member),
        "the room": Saying(uuid.uuid4(), member.pk, "x", uuid.uuid4()),
    }[gone]
    if gone == "the account":
        type(member).objects.filter(pk=member.pk).update(user=None)

    refusal, message = together(asked, words(other_member))

    assert "members of the group" in str(refusal)
    assert message.position == 1


def test_nobody_speaks_in_a_room_that_is_not_their_groups(meeting, member, elsewhere):
    stray = Saying(member.group.room.pk, elsewhere.pk, "x", uuid.uuid4())

    (refusal,) = together(stray)

    assert isinstance(refusal, PermissionDenied)


# --- Pace ------------------------------------------------------------------------
def test_somebody_who_writes_very_fast_is_asked_to_wait(settings, meeting, member, other_member, facilitator):
    settings.SAY_PACE = {"member": (2, 3.0), "staff": (4, 1.0)}

    first, second, third, other = together(words(member), words(member), words(member), words(other_member))

    assert (first.position, second.position, other.position) == (1, 2, 3)
    assert str(third) == "That went fast. Wait 3 seconds, then send it again. Your words stay in the box."
    (still,) = together(words(member))
    assert isinstance(still, PermissionDenied)
    assert all(isinstance(said, Message) for said in together(*[words(facilitator) for _ in range(4)]))


@pytest.mark.parametrize("state", [Message.State.HELD, Message.State.RETURNED, Message.State.RETRACTED])
def test_words_nobody_sees_count_too(settings, meeting, member, state):
    settings.SAY_PACE = {"member": (1, 3.0)}
    cast.words(member, state=state)

    (refusal,) = together(words(member))

    assert "That went fast" in str(refusal)


def test_a_resend_is_not_counted(settings, meeting, member):
    settings.SAY_PACE = {"member": (1, 3.0)}
    (first,) = together(words(member))

    (again,) = together(words(member, client_id=first.client_id))

    assert again.pk == first.pk


def test_slow_mode_says_how_long_is_left_and_leaves_staff_alone(meeting, member, facilitator):
    Room.objects.update(slow_seconds=30)

    first, second = together(words(member), words(member))

    assert first.position == 1
    assert str(second) == (
        "The room goes slowly: one message every 30 seconds. You can write again in 30 seconds."
        " Your words stay in the box."
    )
    Message.objects.update(said_at=timezone.now() - timedelta(seconds=29, milliseconds=500))
    (third,) = together(words(member))
    assert "again in 1 second." in str(third)
    Message.objects.update(said_at=timezone.now() - timedelta(seconds=31))
    assert together(words(member))[0].position == 2
    assert [message.position for message in together(words(facilitator), words(facilitator))] == [3, 4]


# --- Answers ----------------------------------------------------------------------
def test_an_answer_names_what_it_answers(meeting, member, other_member):
    first = say(room=member.group.room, author=member, body="who baked?", client_id=uuid.uuid4())

    answer = say(
        room=member.group.room, author=other_member, body="I did", client_id=uuid.uuid4(), reply_to=first.pk
    )

    assert Message.objects.get(pk=answer.pk).reply_to == first


@pytest.mark.parametrize("what", ["held", "another room's", "an earlier meeting's", "nothing"])
def test_only_what_stands_in_this_meetings_transcript_is_answered(meeting, member, elsewhere, what):
    earlier = cast.make_meeting(member.group, starts_in=-10_000)
    answered = {
        "held": lambda: cast.words(member, state=Message.State.HELD, meeting=meeting),
        "another room's": lambda: cast.words(elsewhere),
        "an earlier meeting's": lambda: cast.words(member, meeting=earlier),
        "nothing": lambda: Message(),
    }[what]()

    (refusal,) = together(words(member, reply_to_id=answered.pk))

    assert "no longer here" in str(refusal)
