"""Whoever speaks of a danger to life sees who can help, below their words, and nobody else does."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from community.screening import Finding
from groups import fragments
from groups.actions.deciding import ROOM
from groups.actions.message import retract, say
from groups.caring import help_of
from groups.models import Message
from tests import cast

pytestmark = pytest.mark.django_db
HERE = "tests.groups.actions.test_saying_help"
CALLED = "Staff have been called to read what you wrote."
HARD = "That sounds hard. You need not carry it alone."


def see_the_lake(text, *, author, place):
    """A screener for these stories: the lake is a plan, the shore a thought, the path a wish, 040 a number."""
    seen = {"lake": ("risk.en.plan.1", 4), "shore": ("risk.en.urge.1", 3), "path": ("risk.en.passive.1", 2)}
    seen["040"] = ("identifiers.phone", 3)
    waits = not author.is_staff
    return [
        Finding(rule, level, holds=waits and (level >= 4 or rule == "identifiers.phone"))
        for word, (rule, level) in seen.items()
        if word in text
    ]


@pytest.fixture(autouse=True)
def _screened(settings):
    settings.SCREENERS = [f"{HERE}.see_the_lake"]


def speak(author, body):
    return say(room=author.group.room, author=author, body=body, client_id=uuid.uuid4())


def helped(told, seat):
    """What stands in the part of that person, each time it was told."""
    return [news["parts"]["help"] for news in told.to(seat.user.audience, "own.scene")]


def test_held_for_a_plan_the_author_reads_that_staff_were_called_and_whom_to_call(
    meeting, member, other_member, facilitator, told
):
    with told:
        message = speak(member, "I go into the lake.")

    assert message.state == Message.State.HELD
    (help_,) = helped(told, member)
    assert CALLED in help_
    assert "tel:112" in help_
    assert "lake" not in help_
    assert told.to(other_member.user.audience) == told.to(member.group.room.audience) == []
    (panel,) = told.to(member.group.room.staff_audience, "staff.scene")
    assert "Somebody may be in danger" in panel["parts"]["panel"]
    assert "tel:112" not in panel["parts"]["panel"]


def test_a_thought_is_shown_and_only_its_author_sees_numbers(meeting, member, other_member, told):
    with told:
        message = speak(member, "I sit on the shore.")

    assert message.state == Message.State.SHOWN
    (help_,) = helped(told, member)
    assert HARD in help_
    assert CALLED not in help_
    (news,) = told.to(member.group.room.audience)
    assert "tel:" not in news["html"]
    assert told.to(other_member.user.audience) == []


@pytest.mark.parametrize("body", ["I walk on the path.", "It is 040.", "I baked."])
def test_what_is_less_or_something_else_brings_no_numbers(meeting, member, told, body):
    with told:
        speak(member, body)

    assert helped(told, member) == []
    assert help_of(member.group.room, member) == ""


def test_staff_who_ask_about_it_see_none(meeting, facilitator, told):
    with told:
        message = speak(facilitator, "Do you think of the lake?")

    assert message.state == Message.State.SHOWN
    assert helped(told, facilitator) == []
    assert help_of(facilitator.group.room, facilitator) == ""


def test_the_lines_are_those_of_the_groups_country(group, meeting, member, told):
    group.country, group.language = "SE", "sv"
    group.save()

    with told:
        speak(member, "I go into the lake.")

    (help_,) = helped(told, member)
    assert 'lang="sv"' in help_
    assert "90101" in help_.replace(" ", "")


@pytest.mark.parametrize(
    ("decide", "facts"),
    [(ROOM.release, {}), (ROOM.give_back, {"reason": "Let us talk, you and I."})],
)
def test_once_they_were_read_nobody_is_said_to_be_called_and_the_numbers_stay(
    meeting, member, facilitator, told, decide, facts
):
    message = speak(member, "I go into the lake.")

    with told:
        decide(words=message, by=facilitator.user, **facts)

    (help_,) = helped(told, member)
    assert HARD in help_
    assert "tel:112" in help_


def test_taken_back_words_leave_the_numbers(meeting, member, told):
    message = speak(member, "I go into the lake.")

    with told:
        retract(message=message, actor=member)

    (help_,) = helped(told, member)
    assert HARD in help_


def test_after_three_hours_or_for_somebody_else_nothing_stands_there(
    meeting, member, other_member, django_assert_num_queries
):
    message = speak(member, "I sit on the shore.")
    speak(member, "It is 040.")
    with django_assert_num_queries(1):
        assert HARD in help_of(member.group.room, member)
    assert help_of(member.group.room, other_member) == ""

    Message.objects.filter(pk=message.pk).update(said_at=timezone.now() - timedelta(hours=3, minutes=1))
    assert help_of(member.group.room, member) == ""


def test_what_was_found_is_kept_sealed_as_ids_and_levels(meeting, member):
    message = speak(member, "I go into the lake, 040.")
    plain = speak(member, "I baked.")

    kept = Message.objects.get(pk=message.pk)
    assert [(finding.rule, finding.level, finding.holds) for finding in kept.findings] == [
        ("risk.en.plan.1", 4, True),
        ("identifiers.phone", 3, True),
    ]
    assert (kept.risk, kept.is_about_life, kept.needs_help) == (4, True, True)
    assert (Message.objects.get(pk=plain.pk).found, plain.risk) == (None, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT found FROM groups_message WHERE found IS NOT NULL")
        ((stored,),) = cursor.fetchall()
    assert b"risk" not in bytes(stored)


def test_words_without_an_author_bring_nobody_numbers(meeting, member):
    message = speak(member, "I sit on the shore.")
    message.author = None

    assert not message.needs_help


def test_nothing_is_found_in_words_of_a_room_that_a_person_reads_first(meeting, member):
    held = cast.words(member, "May I?", state=Message.State.HELD)

    assert held.findings == ()
    assert not held.is_about_life


def break_down(text, *, author, place):
    """A screener that gives no answer."""
    raise TimeoutError


def test_held_because_no_screener_answered_the_author_sees_whom_to_call(
    meeting, member, other_member, settings, told
):
    settings.SCREENERS = [f"{HERE}.break_down"]

    with told:
        message = speak(member, "I go into the lake.")

    assert message.state == Message.State.HELD
    (help_,) = helped(told, member)
    assert "If it is hard right now, these lines answer." in help_
    assert "tel:112" in help_
    assert CALLED not in help_
    assert HARD not in help_
    assert told.to(other_member.user.audience) == []


def test_given_back_words_of_a_danger_say_that_somebody_gets_in_touch_to_their_author_alone(
    meeting, member, facilitator, told
):
    message = speak(member, "I go into the lake.")

    with told:
        ROOM.give_back(words=message, by=facilitator.user, reason="Let us talk, you and I.")

    (news,) = told.to(member.user.audience, "message.own")
    assert "A safeguarding lead gets in touch with you today." in news["html"]
    assert news["html"].index("A safeguarding lead") < news["html"].index("Given back")
    assert 'href="/help/"' in news["html"]
    ordinary = speak(member, "It is 040.")
    ROOM.give_back(words=ordinary, by=facilitator.user, reason="A number.")
    assert "safeguarding lead" not in fragments.message_html(ordinary, own=True)
