"""Who may look at a case, take it, decide it, confirm it and undo it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from community.verdicts import YES, no
from moderation.rules.report import may_watch

A_SLIP = timedelta(minutes=5)  # how long a press can be taken back by whoever pressed


def may_look(user, case):
    """Opening a case and its sealed copy: moderators and safeguarding leads, but nobody reads about themselves."""
    if not (verdict := may_watch(user)):
        return verdict
    if case.person_id == user.pk:
        return no(_("This case is about you. Somebody else looks at it."))
    return YES


def may_claim(user, case):
    """Taking a case for a while: it waits, nobody else has it, and it is not one's own proposal that waits."""
    if not (verdict := may_look(user, case)):
        return verdict
    if not case.is_open:
        return no(_("This has been decided already."))
    if case.proposed_by_id == user.pk:
        return no(_("You proposed this. It needs a second person."))
    if case.is_claimed and case.claimed_by_id != user.pk:
        return no(_("Somebody else has this one just now."))
    if case.reports.filter(reporter=user).exists():
        return no(_("You reported this yourself. Somebody else decides it."))
    if sits_in(user, case.group):
        return no(_("You have a seat in this group. Somebody else decides it."))
    if case.decided_before_by(user):
        return no(_("You decided this before. Whoever asked does not agree, so somebody else looks at it."))
    return YES


def sits_in(user, group):
    """Whether this person takes part in the group, or leads it. One query, or none where seats are prefetched."""
    seats = group.memberships.all() if group else ()
    return any(seat.user_id == user.pk and seat.is_current for seat in seats)


def may_decide(user, case):
    """Deciding: one's own claim, or a case nobody has. What was proposed is confirmed or turned down instead."""
    if not (verdict := may_claim(user, case)):
        return verdict
    if case.proposed_by_id is not None:
        return no(_("This waits for a second person to confirm it."))
    return YES


def may_confirm(user, case):
    """Confirming, or turning down, what somebody else proposed."""
    if not (verdict := may_claim(user, case)):
        return verdict
    if case.proposed_by_id is None:
        return no(_("Nothing has been proposed here."))
    return YES


def may_undo(user, decision):
    """Taking a decision back, whether after an objection or because it was wrong."""
    if not (verdict := may_look(user, decision.case)):
        return verdict
    return YES if decision.undone_at is None else no(_("This has been undone already."))


def may_take_back(user, decision):
    """Undoing one's own press: what one decided alone, for a few minutes, before anybody objected."""
    if not (verdict := may_undo(user, decision)):
        return verdict
    if decision.made_by_id != user.pk or decision.second_by_id is not None:
        return no(_("Only what you decided alone can be taken back like this."))
    if decision.made_at <= timezone.now() - A_SLIP:
        return no(
            _("The minutes in which a press can be taken back are over. Whoever it is about can object.")
        )
    if getattr(decision, "appeal", None) is not None:
        return no(_("Somebody has objected to this. Somebody else answers it."))
    return YES
