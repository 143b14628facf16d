"""Who may read, write, change, take back, quote, sign, report and decide in a forum."""

import datetime

import pytest
from django.utils import timezone

from community.forum import rules
from community.forum.models import Reply, Topic
from groups.models import Membership
from tests import cast
from tests.groups.rules import refused

pytestmark = pytest.mark.django_db


# --- Writing -----------------------------------------------------------------------
def test_members_and_staff_begin_and_reply(topic, member, other_member, facilitator, group):
    for seat in (member, other_member, facilitator):
        assert rules.may_start(seat.user, seat, group, "talk")
        assert rules.may_reply(seat.user, seat, topic)


def test_strangers_visitors_and_those_who_left_do_not(topic, member, stranger, group):
    for may, thing in (
        (rules.may_write, (group,)),
        (rules.may_start, (group, "talk")),
        (rules.may_reply, (topic,)),
    ):
        assert refused(may(stranger.user, stranger, *thing), "This forum is for members")
        assert refused(may(stranger.user, None, *thing), "for members")
        member.left_at = timezone.now()
        assert refused(may(member.user, member, *thing), "for members")
        member.left_at = None


def test_whoever_is_asked_to_listen_reads_and_does_not_write(topic, member):
    member.muted_until = timezone.now() + datetime.timedelta(hours=1)

    assert rules.may_read(member.user, member)
    assert refused(rules.may_reply(member.user, member, topic), "asked you to listen")
    assert refused(rules.may_start(member.user, member, topic.group, "talk"), "asked you to listen")


def test_the_theme_of_the_week_is_staffs_and_questions_are_members(member, facilitator, group):
    assert rules.may_start(facilitator.user, facilitator, group, "week")
    assert refused(rules.may_start(member.user, member, group, "week"), "those who lead")
    assert rules.may_start(member.user, member, group, "question")
    assert refused(rules.may_start(facilitator.user, facilitator, group, "question"), "Questions go to staff")


def test_nobody_replies_in_a_closed_topic_or_in_one_that_waits(topic, member, facilitator):
    topic.closed_at = timezone.now()
    assert refused(rules.may_reply(facilitator.user, facilitator, topic), "closed")

    waiting = cast.topic(member, state="held")
    assert refused(rules.may_reply(member.user, member, waiting), "cannot see this topic yet")


def test_what_is_shown_in_the_same_topic_can_be_quoted(topic, reply, member):
    assert rules.may_quote(reply, topic)
    elsewhere = cast.topic(member)
    assert refused(rules.may_quote(None, topic), "no longer here")
    assert refused(rules.may_quote(reply, elsewhere), "no longer here")
    reply.state = Reply.State.HIDDEN
    assert refused(rules.may_quote(reply, topic), "no longer here")


def test_everybody_keeps_their_pace(member, facilitator, settings):
    now = timezone.now()
    assert rules.keeps_pace(member, [now] * 50, now)

    settings.FORUM_PACE = {"member": (2, 60.0)}
    assert rules.keeps_pace(member, [now], now)
    verdict = rules.keeps_pace(member, [now, now], now)
    assert refused(verdict, "write again in 1 minute.")
    assert verdict.seconds == 60
    assert refused(rules.keeps_pace(member, [now] * 3, now), "in 2 minutes.")
    assert rules.keeps_pace(facilitator, [now] * 50, now)


@pytest.mark.parametrize(
    ("on_seat", "on_group", "reads"), [(False, False, False), (True, False, True), (False, True, True)]
)
def test_whose_words_are_read_first(member, facilitator, group, on_seat, on_group, reads):
    for seat in (member, facilitator):
        seat.is_read_first = on_seat
    group.is_read_first = on_group

    assert rules.needs_reading(member, group) is reads
    assert not rules.needs_reading(facilitator, group)


# --- One's own words -----------------------------------------------------------------
def test_words_can_be_changed_for_a_quarter_of_an_hour(topic, reply, member, other_member):
    may_edit = rules.may_edit
    assert may_edit(other_member.user, other_member, reply)
    assert refused(may_edit(member.user, member, reply), "not your words")
    assert refused(may_edit(member.user, None, reply), "for members")

    reply.said_at = timezone.now() - datetime.timedelta(minutes=16)
    assert refused(may_edit(other_member.user, other_member, reply), "for 15 minutes")
    reply.state = Reply.State.RETURNED
    assert may_edit(other_member.user, other_member, reply)
    reply.state = Reply.State.HELD
    assert refused(may_edit(other_member.user, other_member, reply), "Staff are reading")
    for state in Reply.GONE:
        reply.state = state
        assert refused(may_edit(other_member.user, other_member, reply), "already gone")


def test_nobody_changes_words_in_a_closed_topic_or_while_asked_to_listen(topic, reply, other_member):
    other_member.muted_until = timezone.now() + datetime.timedelta(hours=1)
    assert refused(rules.may_edit(other_member.user, other_member, reply), "asked you to listen")
    other_member.muted_until = None
    topic.closed_at = timezone.now()
    assert refused(rules.may_edit(other_member.user, other_member, reply), "closed")


def test_one_takes_back_ones_own_words_whenever_one_likes(topic, reply, member, other_member):
    topic.closed_at = timezone.now()
    reply.said_at -= datetime.timedelta(days=9)
    other_member.muted_until = timezone.now() + datetime.timedelta(hours=1)

    assert rules.may_retract(other_member.user, other_member, reply)
    assert refused(rules.may_retract(member.user, member, reply), "not your words")
    assert refused(rules.may_retract(member.user, other_member, reply), "for members")
    reply.state = Reply.State.HIDDEN
    assert refused(rules.may_retract(other_member.user, other_member, reply), "already gone")
    other_member.left_at = timezone.now()
    assert refused(rules.may_retract(other_member.user, other_member, reply), "for members")


# --- Others' words ---------------------------------------------------------------------
def test_what_can_be_reported(topic, reply, member, other_member, stranger):
    assert rules.may_report(member.user, member, reply)
    assert refused(rules.may_report(other_member.user, other_member, reply), "your own words")
    assert refused(rules.may_report(stranger.user, stranger, reply), "not in your group")
    assert refused(rules.may_report(stranger.user, member, reply), "for members")
    held = cast.reply(topic, other_member, state="held")
    assert refused(rules.may_report(member.user, member, held), "not in your group")


def test_signs_go_to_what_others_write_while_it_is_shown(topic, reply, member, other_member, stranger):
    assert rules.may_react(member.user, member, reply)
    assert refused(rules.may_react(other_member.user, other_member, reply), "your own words")
    assert refused(rules.may_react(stranger.user, stranger, reply), "not in your group")
    assert refused(rules.may_react(member.user, None, reply), "for members")
    member.muted_until = timezone.now() + datetime.timedelta(hours=1)
    assert refused(rules.may_react(member.user, member, reply), "asked you to listen")
    assert rules.may_unreact(member.user, member, reply)
    reply.state = Reply.State.HIDDEN
    assert refused(rules.may_react(member.user, member, reply), "no longer on the page")


# --- Staff -------------------------------------------------------------------------------
def test_topics_are_tended_by_the_groups_own_staff(facilitator, member, group, stranger):
    assert rules.may_tend(facilitator.user, facilitator, group)
    assert refused(rules.may_tend(member.user, member, group), "those who lead")
    assert refused(rules.may_tend(facilitator.user, facilitator, stranger.group), "for members")


def test_deciding_is_for_the_groups_own_staff(topic, facilitator, member, stranger):
    elsewhere = cast.reply(cast.topic(stranger), stranger, state="held")

    for may in (rules.may_release, rules.may_return):
        assert may(facilitator.user, facilitator, cast.reply(topic, member, state="held"))
        assert refused(may(facilitator.user, facilitator, elsewhere), "not in your group")


@pytest.mark.parametrize(
    ("may", "right", "words"),
    [
        (rules.may_release, "held", "already decided"),
        (rules.may_hide, "shown", "Only words that are shown"),
        (rules.may_restore, "hidden", "Only hidden words"),
    ],
)
def test_each_decision_fits_one_state(topic, facilitator, member, may, right, words):
    for state in Reply.State:
        reply = Reply(topic=topic, author=member, state=state)
        verdict = may(facilitator.user, facilitator, reply)
        assert verdict if state == right else refused(verdict, words)
    assert refused(may(member.user, member, reply), "those who lead")


@pytest.mark.parametrize("part", [Membership.Part.FACILITATOR, Membership.Part.PEER])
def test_staff_without_proof_do_not_even_read(group, part):
    seat = cast.seat(cast.make_user(), group, alias="Anna", part=part)

    assert not rules.may_read(seat.user, seat)
    assert not rules.may_start(seat.user, seat, group, Topic.Kind.TALK)
    own = cast.reply(cast.topic(seat), seat)
    assert not rules.may_edit(seat.user, seat, own)
    assert rules.may_retract(seat.user, seat, own)
