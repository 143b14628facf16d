"""The rota and the hand-over: planned without overlaps, begun, ended with what stands, read by the next one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.actions import record
from community.audit.models import Entry
from groups.models import Room, Visit
from moderation.actions import shift as rota
from moderation.actions.appeal import appeal
from moderation.actions.case import claim
from moderation.actions.visit import enter
from moderation.models import HandOver, Promise, Shift
from tests import cast
from tests.moderation.watching import on, waiting

pytestmark = pytest.mark.django_db


def planned(actor, person, *, start=1, hours=2, **facts):
    now = timezone.now()
    begins = now + timedelta(hours=start)
    facts = {"kind": "duty", "starts_at": begins, "ends_at": begins + timedelta(hours=hours)} | facts
    return rota.plan(actor=actor, person=person, **facts)


def acts():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


# --- The rota ---------------------------------------------------------------------------
def test_a_coordinator_plans_and_it_is_recorded(coordinator, moderator):
    shift = planned(coordinator, moderator)

    assert (shift.person, shift.kind, shift.order) == (moderator, "duty", 0)
    entry = Entry.objects.get(action="shift.planned")
    assert entry.facts == {"kind": "duty", "person": str(moderator.pk)}


def test_nobody_is_planned_twice_at_once_whatever_as(coordinator, moderator):
    planned(coordinator, moderator)

    with pytest.raises(PermissionDenied, match="at that time already"):
        planned(coordinator, moderator, start=2, kind="on_call", order=1)
    assert planned(coordinator, moderator, start=3)


def test_a_place_in_the_on_call_line_is_taken_once(coordinator, moderator, another_moderator):
    planned(coordinator, moderator, kind="on_call", order=1)

    with pytest.raises(PermissionDenied, match="Somebody else has that place"):
        planned(coordinator, another_moderator, kind="on_call", order=1)
    assert planned(coordinator, another_moderator, kind="on_call", order=2).order == 2


def test_two_are_on_duty_at_once(coordinator, moderator, another_moderator):
    planned(coordinator, moderator)

    assert planned(coordinator, another_moderator)


def test_moderators_do_not_plan(moderator):
    with pytest.raises(PermissionDenied, match="plan the rota"):
        planned(moderator, moderator)


def test_a_coming_shift_is_taken_off(coordinator, moderator):
    shift = planned(coordinator, moderator)

    rota.take_off(shift=shift, actor=coordinator)

    assert not Shift.objects.exists()
    assert acts() == ["shift.planned", "shift.taken_off"]


# --- Coming and going ---------------------------------------------------------------------
def test_one_says_that_one_is_here(moderator):
    shift = on(moderator)

    rota.begin(shift=shift, actor=moderator)

    shift.refresh_from_db()
    assert shift.begun_at
    assert acts() == ["shift.begun"]


def test_one_comes_without_a_plan(moderator):
    shift = rota.begin_unplanned(actor=moderator, hours=2)

    assert shift.is_now
    with pytest.raises(PermissionDenied, match="at that time already"):
        rota.begin_unplanned(actor=moderator, hours=2)


def test_handing_over_ends_the_shift_and_keeps_what_stood(moderator, another_moderator, group):
    shift = on(moderator)
    waiting(2, kind="report", group=group, due_at=timezone.now() + timedelta(seconds=1))
    record(moderator, "case.decided")
    rota.promise(actor=moderator, words="Kuura hears from us by noon.")

    made = rota.hand_over(shift=shift, actor=moderator, words="A quiet evening.")

    shift.refresh_from_db()
    assert shift.ended_at
    assert made.words == "A quiet evening."
    counts = made.counts
    assert (counts["held"], counts["cases"], counts["promises"], counts["concerns"]) == (0, 1, 1, 0)
    assert counts["done"] == {"case.decided": 1, "promise.made": 1}
    with pytest.raises(PermissionDenied, match="nothing to hand over"):
        rota.hand_over(shift=shift, actor=moderator)


def test_a_hand_over_counts_the_objections_that_wait(moderator, member, group):
    appeal(
        decision=cast.decide(member.user, group=group, by=moderator), actor=member.user, words="I did not."
    )

    made = rota.hand_over(shift=on(moderator), actor=moderator)

    assert made.counts["objections"] == 1


def test_whoever_ends_their_duty_leaves_the_room_they_are_in(meeting, moderator, another_moderator):
    enter(room=meeting.group.room, actor=moderator, reason="Two reports about this evening.")
    rota.hand_over(shift=on(another_moderator), actor=another_moderator)
    assert Visit.objects.get().is_going_on

    rota.hand_over(shift=on(moderator), actor=moderator)

    assert not Visit.objects.get().is_going_on
    assert not Room.objects.get().visitor_now
    assert acts()[-2:] == ["shift.handed_over", "visit.ended"]


def test_whoever_ends_their_duty_puts_back_what_they_had_in_hand(moderator, another_moderator):
    mine, other = waiting(), waiting()
    claim(case=mine, actor=moderator)
    claim(case=other, actor=another_moderator)

    rota.hand_over(shift=on(moderator), actor=moderator)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.claimed_by, other.claimed_by) == (None, another_moderator)
    assert "case.released" in acts()


def test_the_next_one_says_that_they_read_it_and_the_first_is_kept(moderator, another_moderator, lead):
    made = rota.hand_over(shift=on(moderator), actor=moderator)

    rota.look_at(hand_over=made, actor=another_moderator)
    rota.confirm_read(hand_over=made, actor=another_moderator)
    rota.confirm_read(hand_over=made, actor=lead)

    assert HandOver.objects.get().read_by == another_moderator
    assert acts() == ["shift.handed_over", "hand_over.looked", "hand_over.read"]
    with pytest.raises(PermissionDenied, match="You wrote this"):
        rota.confirm_read(hand_over=made, actor=moderator)


# --- Promises -----------------------------------------------------------------------------
def test_a_promise_stays_until_it_is_kept_and_each_look_is_recorded(moderator, another_moderator):
    assert rota.look_at_promises(actor=moderator) == []
    made = rota.promise(actor=moderator, words="Call Kuura.")

    assert rota.look_at_promises(actor=another_moderator) == [made]
    rota.keep(promise=made, actor=another_moderator)
    rota.keep(promise=made, actor=moderator)

    assert Promise.objects.get().kept_by == another_moderator
    assert acts() == ["promise.made", "promise.looked", "promise.kept"]


def test_members_and_coordinators_promise_nothing(coordinator):
    for person in (coordinator, cast.make_user()):
        with pytest.raises(PermissionDenied, match="for moderators"):
            rota.promise(actor=person, words="Something.")


def test_only_leads_look_at_what_others_have_read(lead, moderator):
    rota.look_at_loads(actor=lead, count=3)

    assert acts() == ["exposure.looked"]
    with pytest.raises(PermissionDenied, match="for safeguarding leads"):
        rota.look_at_loads(actor=moderator, count=3)
