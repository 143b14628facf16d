"""Who may decide about words, take them back and report them."""

import pytest

from groups import rules
from groups.models import Message
from tests import cast
from tests.groups.rules import refused

pytestmark = pytest.mark.django_db


def test_deciding_is_for_the_groups_own_staff(facilitator, member, stranger):
    held = cast.words(member, state=Message.State.HELD)
    elsewhere = cast.words(stranger, state=Message.State.HELD)

    for may in (rules.may_release, rules.may_return):
        assert may(facilitator.user, facilitator, held)
        assert refused(may(member.user, member, held), "those who lead")
        assert refused(may(facilitator.user, facilitator, elsewhere), "not in your group")


@pytest.mark.parametrize(
    ("may", "right", "words"),
    [
        (rules.may_release, "held", "already decided"),
        (rules.may_hide, "shown", "Only words that are shown"),
        (rules.may_restore, "hidden", "Only hidden words"),
    ],
)
def test_each_decision_fits_one_state(facilitator, member, may, right, words):
    for state in Message.State:
        message = Message(room=member.group.room, author=member, state=state)
        verdict = may(facilitator.user, facilitator, message)
        assert verdict if state == right else refused(verdict, words)
    assert refused(may(member.user, member, message), "those who lead")


def test_one_takes_back_ones_own_words(facilitator, member, other_member):
    message = cast.words(member)

    assert rules.may_retract(member.user, member, message)
    assert refused(rules.may_retract(other_member.user, other_member, message), "not your words")
    assert refused(rules.may_retract(other_member.user, member, message), "for members")
    assert refused(rules.may_retract(member.user, None, message), "for members")
    message.state = Message.State.HIDDEN
    assert refused(rules.may_retract(member.user, member, message), "already gone")


def test_what_can_be_reported(member, other_member, stranger):
    message = cast.words(member)

    assert rules.may_report(other_member.user, other_member, message)
    assert refused(rules.may_report(member.user, member, message), "your own words")
    assert refused(rules.may_report(stranger.user, stranger, message), "not in your group")
    assert refused(rules.may_report(stranger.user, other_member, message), "for members")
    held = cast.words(member, state=Message.State.HELD)
    assert refused(rules.may_report(other_member.user, other_member, held), "not in your group")


@pytest.mark.parametrize("why", ["nothing", "elsewhere", "no meeting", "another meeting", *Message.GONE])
def test_what_is_shown_here_now_can_be_answered_and_nothing_else(group, meeting, member, stranger, why):
    said = cast.words(member, meeting=meeting)
    assert rules.may_answer(said, group.room, meeting)

    if why in Message.GONE:
        said.state = why
    answered = {"nothing": None, "elsewhere": cast.words(stranger, meeting=meeting)}.get(why, said)
    at = {"no meeting": None, "another meeting": cast.make_meeting(group, starts_in=9999)}.get(why, meeting)
    assert refused(
        rules.may_answer(answered, group.room, at),
        "What you answer is no longer here. Your words stay in the box.",
    )
