"""Who may plan the rota, come on duty, and hand over."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from moderation.rules.report import may_watch


def may_see_rota(user):
    """Reading who is on duty when."""
    if not user.holds("moderator", "safeguarding", "coordinator"):
        return no(_("The rota is for moderators, safeguarding leads and coordinators."))
    return YES


def may_plan_shifts(user):
    """Writing somebody on the rota, and taking them off again."""
    if not user.holds("coordinator", "safeguarding"):
        return no(_("Coordinators and safeguarding leads plan the rota."))
    return YES


def may_be_planned(person, taken):
    """Whether this person can have that time. `taken`: what is planned then already, of anybody."""
    if not person.holds("moderator", "safeguarding"):
        return no(_("Only somebody with the duty and its proof can be on the rota."))
    if any(shift.person_id == person.pk for shift in taken):
        return no(_("They are on the rota at that time already."))
    return YES


def may_have_place(order, taken):
    """Whether that place in the on-call line is free at that time."""
    if any(shift.kind == shift.Kind.ON_CALL and shift.order == order for shift in taken):
        return no(_("Somebody else has that place in the line at that time."))
    return YES


def may_take_off(user, shift):
    """Taking a shift off the rota, before it begins."""
    if not (verdict := may_plan_shifts(user)):
        return verdict
    if shift.begun_at is not None or shift.is_now or shift.is_over:
        return no(_("This shift has begun. It is ended by whoever has it."))
    return YES


def may_begin(user, shift):
    """Saying that one is here: one's own shift, at most half an hour early, and once."""
    if not (verdict := may_watch(user)):
        return verdict
    if shift.person_id != user.pk:
        return no(_("This is somebody else’s shift."))
    if shift.is_over:
        return no(_("This shift is over."))
    if not shift.can_begin:
        return no(_("This shift begins later. You can start it half an hour early."))
    return YES


def may_hand_over(user, shift):
    """Ending one's own shift; also a while after the clock has ended it, so that nothing stays unsaid."""
    if not (verdict := may_watch(user)):
        return verdict
    if shift.person_id != user.pk:
        return no(_("This is somebody else’s shift."))
    if not shift.can_be_handed_over:
        return no(_("There is nothing to hand over: this shift has not begun, or it was handed over."))
    return YES


def may_read_hand_over(user, hand_over):
    """Saying that one has read what somebody else left."""
    if not (verdict := may_watch(user)):
        return verdict
    if hand_over.shift.person_id == user.pk:
        return no(_("You wrote this. Whoever comes next says that they read it."))
    return YES


def may_see_loads(user):
    """Seeing how much hard material colleagues have looked at, as numbers."""
    if not user.holds("safeguarding"):
        return no(_("How much colleagues have seen is for safeguarding leads."))
    return YES
