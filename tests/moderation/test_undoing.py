"""Taking a decision back gives back what it took, and nothing that somebody decided since."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from community.accounts.actions.own_data import empty_account
from community.accounts.actions.person import set_standing
from community.accounts.models import User
from community.audit.models import Entry
from groups.actions.message import hide, restore
from groups.models import Message
from moderation.actions.case import open_case
from moderation.actions.decision import take_back, undo
from moderation.models import Case, Decision, Report
from tests import cast
from tests.moderation.actions.test_decision import WEEK, case_about, decided

pytestmark = pytest.mark.django_db
QUEUE = "/moderation/queue/"
HIDE = {"measure": "hide", "rule": "kind"}


def test_undoing_leaves_what_its_author_took_back_since(moderator, another_moderator, member):
    decision = decided(case_about(member), moderator)
    Message.objects.update(state="retracted")

    undo(decision=decision, actor=another_moderator)

    assert Message.objects.get().state == "retracted"


def test_undoing_leaves_words_that_another_decision_holds(moderator, another_moderator, member, facilitator):
    first = decided(case_about(member), moderator)
    words = Message.objects.get()
    restore(message=words, actor=facilitator)
    words.refresh_from_db()
    again = open_case(kind="report", priority=2, message=words, person=member.user, group=member.group)
    second = decided(again, another_moderator)

    undo(decision=first, actor=another_moderator)
    assert Message.objects.get().state == "hidden"
    undo(decision=second, actor=moderator)
    assert Message.objects.get().state == "shown"


def test_undoing_leaves_words_that_their_room_took_since(moderator, another_moderator, member, facilitator):
    decision = decided(case_about(member), moderator)
    restore(message=Message.objects.get(), actor=facilitator)
    hide(message=Message.objects.get(), actor=facilitator, rule="private", reason="It names somebody.")

    undo(decision=decision, actor=another_moderator)

    assert Message.objects.get().state == "hidden"


def test_undoing_one_leaves_what_another_decision_says(moderator, another_moderator, member):
    short = decided(case_about(member), moderator, "mute", ends_at=timezone.now() + timedelta(days=1))
    long = decided(case_about(member), moderator, "mute", ends_at=timezone.now() + WEEK)

    undo(decision=short, actor=another_moderator)
    member.refresh_from_db()
    assert member.listens_until == long.ends_at
    undo(decision=long, actor=another_moderator)

    member.refresh_from_db()
    assert not member.listens


def test_undoing_a_pause_leaves_another_one(moderator, another_moderator, member):
    first = decided(case_about(member), moderator, "pause", ends_at=timezone.now() + WEEK)
    second = decided(case_about(member), moderator, "pause", ends_at=timezone.now() + timedelta(days=2))
    person = User.objects.get(pk=member.user.pk)
    assert person.paused_until == first.ends_at

    undo(decision=first, actor=another_moderator)

    assert User.objects.get(pk=person.pk).paused_until == second.ends_at


def test_a_decision_is_undone_once(moderator, another_moderator, member):
    decision = decided(case_about(member), moderator)
    undo(decision=decision, actor=another_moderator)

    with pytest.raises(PermissionDenied, match="undone already"):
        undo(decision=decision, actor=another_moderator)


# --- A slip of the hand -----------------------------------------------------------------
def test_a_press_taken_back_is_undone_and_the_same_waits_in_the_same_hand(moderator, member, other_member):
    case = case_about(member, kind="report", priority=1, level=3, rules=["risk.en.wish.1"])
    asked = Report.objects.create(kind="unkind", copy="[]", case=case, reporter=other_member.user)
    decision = decided(case, moderator)
    assert Report.objects.get().told_at is not None

    again = take_back(decision=decision, actor=moderator)

    assert Message.objects.get().state == "shown"
    decision.refresh_from_db()
    assert decision.undone_by == moderator
    assert again.pk != case.pk
    assert (again.kind, again.priority, again.level, again.rules) == ("report", 1, 3, ["risk.en.wish.1"])
    assert again.message == case.message
    assert again.is_claimed_by(moderator)
    asked.refresh_from_db()
    assert (asked.case, asked.told_at, asked.seen_at, asked.seen_by) == (again, None, None, None)
    assert (again.opened_at, again.due_at) == (case.opened_at, case.due_at)
    assert list(Entry.objects.order_by("-seq").values_list("action", flat=True)[:2]) == [
        "case.claimed",
        "decision.undone",
    ]


def test_who_asked_anew_meanwhile_waits_for_that(moderator, member, other_member):
    case = case_about(member, kind="report", priority=1)
    asked = {
        "kind": "unkind",
        "copy": "[]",
        "reporter": other_member.user,
        "message": case.message,
        "seat": member,
    }
    first = Report.objects.create(case=case, **asked)
    decision = decided(case, moderator)
    anew = Report.objects.create(**asked)

    again = take_back(decision=decision, actor=moderator)

    first.refresh_from_db()
    assert (first.case, first.told_at) == (again, None)
    assert first.seen_at is not None
    assert Report.objects.open().get() == anew


def test_who_asked_twice_before_it_was_decided_waits_for_the_second(moderator, member, other_member):
    case = case_about(member, kind="report", priority=1)
    asked = {
        "copy": "[]",
        "reporter": other_member.user,
        "message": case.message,
        "seat": member,
        "case": case,
    }
    first = Report.objects.create(kind="unkind", seen_at=timezone.now(), seen_by=moderator, **asked)
    second = Report.objects.create(kind="worry", **asked)
    decision = decided(case, moderator)

    again = take_back(decision=decision, actor=moderator)

    assert Report.objects.open().get() == second
    first.refresh_from_db()
    assert (first.case, first.told_at) == (again, None)


@pytest.mark.parametrize(("measure", "state"), [("release", "shown"), ("return", "held")])
def test_held_words_wait_again_as_urgent_as_they_were(moderator, member, measure, state):
    case = case_about(member, "held", kind="held", priority=1)

    again = take_back(decision=decided(case, moderator, measure), actor=moderator)

    assert Message.objects.get().state == state
    assert again.is_open
    assert again.priority == 1
    assert Case.objects.visible_to(moderator).open().get() == again


def test_only_ones_own_press_and_only_for_minutes(moderator, another_moderator, member):
    decision = decided(case_about(member), moderator)

    with pytest.raises(PermissionDenied, match="Only what you decided alone"):
        take_back(decision=decision, actor=another_moderator)
    Decision.objects.update(made_at=timezone.now() - timedelta(minutes=5))
    decision.refresh_from_db()
    with pytest.raises(PermissionDenied, match="are over"):
        take_back(decision=decision, actor=moderator)
    assert Message.objects.get().state == "hidden"


def test_after_a_press_the_queue_offers_to_undo_it_for_five_minutes(client, moderator, member, clock):
    client.force_login(moderator)
    case = case_about(member)
    client.post(reverse("moderation:decide_case", args=[case.pk]), HIDE)
    address = reverse("moderation:take_back_case", args=[case.pk])
    assert address in client.get(QUEUE).text

    answer = client.post(address)

    again = Case.objects.exclude(pk=case.pk).get()
    assert answer.url == reverse("moderation:case", args=[again.pk])
    assert "Undone. It waits again, and you have it." in client.get(answer.url).text
    assert address not in client.get(QUEUE).text
    client.post(reverse("moderation:decide_case", args=[again.pk]), HIDE)
    clock.move(minutes=5)
    assert "take-back" not in client.get(QUEUE).text


@pytest.mark.parametrize(("state", "measure", "stays"), [("held", "release", True), ("shown", "hide", False)])
def test_of_words_let_through_it_is_said_that_undoing_leaves_them(
    client, moderator, member, state, measure, stays
):
    client.force_login(moderator)
    case = case_about(member, state)
    client.post(reverse("moderation:decide_case", args=[case.pk]), {"measure": measure, "rule": "kind"})
    assert ("The words stay in the group until you hide them." in client.get(QUEUE).text) == stays

    answer = client.post(reverse("moderation:take_back_case", args=[case.pk]), follow=True).text

    assert ("you have it. The words still stand in the group." in answer) == stays


def test_a_press_of_another_is_not_offered(client, moderator, member, another_moderator):
    client.force_login(moderator)
    case = case_about(member)
    decided(case, another_moderator)

    assert "take-back" not in client.get(QUEUE).text
    assert client.post(reverse("moderation:take_back_case", args=[case.pk])).status_code == 403
    assert client.post(reverse("moderation:take_back_case", args=[case_about(member).pk])).status_code == 404


# --- Whoever decided leaves -------------------------------------------------------------
def test_the_account_of_whoever_decided_closes_and_the_decision_stands(moderator, another_moderator, member):
    decision = decided(case_about(member), moderator)
    undo(decision=decision, actor=another_moderator)

    administrator = cast.make_staff("administrator", credential=False)
    for person in (moderator, another_moderator):
        set_standing(person=person, standing="closed", actor=administrator, reason="Has left.")
        empty_account(person=person)

    decision.refresh_from_db()
    assert (decision.made_by, decision.undone_by) == (moderator, another_moderator)
    assert decision.made_by.display_name == ""
