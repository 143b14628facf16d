"""Deciding: once, with reasons, done at once, undone everywhere; for ever only by two."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.accounts.models import User
from community.audit.models import Entry
from groups.models import Message
from moderation import subjects
from moderation.actions.case import claim, open_case
from moderation.actions.decision import confirm, decide, turn_down, undo
from moderation.models import Case, Decision, Report, Sanction
from tests import cast

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def case_about(seat, state="shown", **facts):
    message = cast.words(seat, "Words of Kuura.", state=state)
    facts = {"kind": "report", "priority": 2, "person": seat.user, "group": seat.group} | facts
    return open_case(message=message, **facts)


def decided(case, actor, measure="hide", rule="kind", **facts):
    return decide(case=case, actor=actor, measure=measure, rule=rule, **facts)


def acts():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


@pytest.mark.parametrize(
    ("state", "measure", "becomes"),
    [
        ("held", "release", "shown"),
        ("held", "return", "returned"),
        ("shown", "hide", "hidden"),
        ("shown", "remind", "shown"),
        ("shown", "none", "shown"),
        ("hidden", "none", "hidden"),
    ],
)
def test_what_is_decided_about_words_is_done_at_once(moderator, member, state, measure, becomes):
    decision = decided(case_about(member, state), moderator, measure)

    assert Message.objects.get().state == becomes
    assert Case.objects.get().decided_at is not None
    assert decision.made_by == moderator
    assert decision.told_at is not None
    assert acts()[-1] == "case.decided"


def test_the_author_reads_where_the_words_stood_which_rule_it_was(moderator, member):
    decided(case_about(member, "held"), moderator, "return", facts="It says where you work.", rule="private")

    assert Message.objects.get().reason == "Our rule: What is said here stays here. It says where you work."


def test_without_words_of_ones_own_the_statement_is_written_in_the_persons_language(moderator, member):
    User.objects.filter(pk=member.user.pk).update(language="sv")
    case = Case.objects.select_related("person").get(pk=case_about(member).pk)

    decision = decided(case, moderator)

    assert decision.language == "sv"
    assert "Var vänlig" in decision.reasons


def test_ones_own_words_are_kept_as_they_are(moderator, member):
    decision = decided(case_about(member), moderator, facts="You called her a name.", reasons="We talked.")

    assert (decision.facts, decision.reasons) == ("You called her a name.", "We talked.")


@pytest.mark.parametrize(
    ("measure", "holds"),
    [
        ("hold_first", lambda seat: seat.waits_to_be_read),
        ("mute", lambda seat: seat.listens),
        ("pause", lambda seat: seat.user.is_paused),
    ],
)
def test_a_sanction_holds_ends_by_itself_and_is_undone(moderator, another_moderator, member, measure, holds):
    decision = decided(case_about(member), moderator, measure, ends_at=timezone.now() + WEEK)

    sanction = Sanction.objects.current().get()
    assert (sanction.person, sanction.kind, sanction.ends_at) == (member.user, measure, decision.ends_at)
    assert holds(type(member).objects.get())
    undo(decision=decision, actor=another_moderator)
    assert not holds(type(member).objects.get())
    assert not Sanction.objects.current().exists()
    assert acts()[-1] == "decision.undone"


def test_words_are_taken_with_a_sanction_and_come_back_with_it(moderator, another_moderator, member):
    facts = {"ends_at": timezone.now() + WEEK, "takes_words": True}
    decision = decided(case_about(member), moderator, "mute", **facts)
    assert Message.objects.get().state == "hidden"

    undo(decision=decision, actor=another_moderator)

    assert Message.objects.get().state == "shown"


def test_held_words_go_back_with_whatever_is_decided_about_their_author(moderator, another_moderator, member):
    decision = decided(case_about(member, "held"), moderator, "mute", ends_at=timezone.now() + WEEK)
    assert Message.objects.get().state == "returned"

    undo(decision=decision, actor=another_moderator)

    again = Case.objects.open().get()
    assert Message.objects.get().state == "held"  # nobody has seen them, and nobody does by this
    assert (again.message, again.person, again.kind) == (Message.objects.get(), member.user, "held")
    assert decided(again, moderator, "release")
    assert Message.objects.get().state == "shown"


def test_a_pause_does_not_open_what_two_closed_for_good(moderator, another_moderator, member):
    closing, other = case_about(member), case_about(member)
    decided(closing, moderator, "close_account")
    confirm(case=closing, actor=another_moderator)

    with pytest.raises(ValidationError, match="cannot be done here"):
        decided(other, moderator, "pause", ends_at=timezone.now() + WEEK)
    assert User.objects.get(pk=member.user.pk).standing == "closed"


@pytest.mark.parametrize("measure", ["pause", "close_account"])
def test_an_account_closed_while_it_was_decided_stays_closed(member, measure):
    case = Case.objects.select_related("person").get(pk=case_about(member).pk)
    User.objects.filter(pk=member.user.pk).update(standing="closed", is_active=False)

    with pytest.raises(ValidationError, match="cannot be done here"):
        subjects.DEEDS[measure].do(case, Decision(ends_at=timezone.now() + WEEK), None)


@pytest.mark.parametrize("measure", ["end_membership", "close_account"])
def test_what_lasts_for_ever_takes_a_second_person(moderator, another_moderator, member, measure):
    case = case_about(member)
    assert decided(case, moderator, measure, facts="Again and again.") is None
    assert not Decision.objects.exists()
    case.refresh_from_db()

    with pytest.raises(PermissionDenied, match="second person"):
        confirm(case=case, actor=moderator)
    with pytest.raises(PermissionDenied, match="second person"):
        decided(case, another_moderator, "none")
    decision = confirm(case=case, actor=another_moderator)

    assert (decision.made_by, decision.second_by) == (moderator, another_moderator)
    assert decision.is_permanent
    assert decision.facts == "Again and again."
    member.refresh_from_db()
    assert not (member.is_current and User.objects.get(pk=member.user.pk).is_active)
    undo(decision=decision, actor=cast.make_staff("moderator"))
    member.refresh_from_db()
    assert member.is_current
    assert User.objects.get(pk=member.user.pk).is_active


def test_a_colleague_is_paused_by_two_and_not_for_ever(moderator, another_moderator, facilitator):
    case, until = case_about(facilitator), timezone.now() + WEEK
    assert decided(case, moderator, "pause", ends_at=until) is None
    assert not User.objects.get(pk=facilitator.user.pk).is_paused

    decision = confirm(case=case, actor=another_moderator)

    assert (decision.ends_at, decision.second_by, decision.is_permanent) == (until, another_moderator, False)
    assert User.objects.get(pk=facilitator.user.pk).paused_until == until


def test_a_pause_that_would_be_over_is_not_confirmed(moderator, another_moderator, facilitator, clock):
    case = case_about(facilitator)
    decided(case, moderator, "pause", ends_at=timezone.now() + timedelta(days=1))
    clock.move(days=2)

    with pytest.raises(ValidationError, match="Turn it down"):
        confirm(case=case, actor=another_moderator)


def test_the_second_person_may_disagree_and_the_case_waits_again(moderator, another_moderator, member):
    case = case_about(member)
    decided(case, moderator, "close_account")

    turn_down(case=case, actor=another_moderator)

    assert not Decision.objects.exists()
    assert decided(case, moderator, "remind")
    assert "case.turned_down" in acts()


def test_nothing_is_confirmed_that_nobody_proposed(moderator, member):
    with pytest.raises(PermissionDenied, match="Nothing has been proposed"):
        confirm(case=case_about(member), actor=moderator)


def test_what_was_proposed_and_no_longer_fits_is_not_done(moderator, another_moderator, member):
    case = case_about(member)
    decided(case, moderator, "end_membership")
    type(member).objects.update(left_at=timezone.now())

    with pytest.raises(ValidationError, match="cannot be done here any more"):
        confirm(case=case, actor=another_moderator)


def test_deciding_takes_a_free_case_by_itself_and_none_that_is_taken(moderator, another_moderator, member):
    case = claim(case=case_about(member), actor=moderator)

    with pytest.raises(PermissionDenied, match="Somebody else has this one"):
        decided(case, another_moderator)
    decided(case, moderator)
    with pytest.raises(PermissionDenied, match="decided already"):
        decided(case, moderator)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"measure": "release"}, "cannot be done here"),
        ({"rule": "no_such_rule"}, "Name one rule"),
        ({"rule": "law"}, "Name one rule"),
        ({"measure": "mute"}, "Say until when"),
        ({"measure": "pause", "ends_at": timezone.now()}, "Say until when"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(moderator, member, facts, says):
    case = case_about(member)

    with pytest.raises(ValidationError, match=says):
        decided(case, moderator, **facts)
    assert not Decision.objects.exists()
    assert Message.objects.get().state == "shown"


def test_the_law_is_named(moderator, member):
    decision = decided(case_about(member), moderator, rule="law", legal_ground="Criminal Code 25:7")

    assert "Criminal Code 25:7" in decision.reasons


def test_what_the_rooms_own_staff_decided_is_not_decided_again(moderator, member):
    held = case_about(member, "held", kind="held")
    Message.objects.update(state="returned")

    with pytest.raises(PermissionDenied, match="decided already"):
        decided(held, moderator, "release")


def test_whoever_asked_does_not_decide_it_and_reads_how_it_ended(moderator, another_moderator, member):
    case = case_about(member)
    report = Report.objects.create(kind="unkind", copy="[]", case=case, reporter=moderator)

    with pytest.raises(PermissionDenied, match="reported this yourself"):
        decided(case, moderator)
    decision = decided(case, another_moderator)

    report.refresh_from_db()
    assert report.told_at is not None
    assert decision.source == "notice"


def test_a_machine_that_pointed_to_it_is_named(moderator, member):
    case = case_about(member, "held", kind="held", rules=["links.1"])

    decision = decided(case, moderator, "return")

    assert decision.automated_detection
    assert not decision.automated_decision
    assert "automatic check" in decision.reasons
