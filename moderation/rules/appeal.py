"""Who may object to a decision, and who decides about that."""

from django.utils import timezone
from django.utils.translation import gettext as _

from community.verdicts import YES, no
from moderation.rules.case import sits_in
from moderation.rules.report import may_watch

FOUND_NOTHING = frozenset({"none", "release"})


def may_appeal(user, decision, *, until):
    """Objecting to what was decided about oneself, once, for six months from being told. `until` is when they end."""
    if decision.case.person_id != user.pk:
        return no(_("Only the person whom a decision is about can object to it here."))
    if decision.measure in FOUND_NOTHING:
        return no(_("This decision takes nothing away from you."))
    if decision.told_at is None:
        return no(_("This decision is not made known yet."))
    if getattr(decision, "appeal", None) is not None:
        return no(_("You have objected already. The answer stands below."))
    if decision.undone_at is not None:
        return no(_("This decision has been undone."))
    if timezone.now() > until:
        return no(_("The six months in which one can object are over. You can still write to us."))
    return YES


def may_decide_appeal(user, appeal):
    """Looking at an objection and answering it: whoever moderates and took no part in what led to the decision."""
    if not (verdict := may_watch(user)):
        return verdict
    if user.pk in {appeal.first_by_id, appeal.first_second_by_id}:
        return no(_("You took part in this decision. Somebody else looks at it anew."))
    if appeal.by_id == user.pk:
        return no(_("This is about a decision on yourself."))
    if appeal.decided_at is not None:
        return no(_("Somebody has already answered this."))
    case = appeal.decision.case
    if any(report.reporter_id == user.pk for report in case.reports.all()):
        return no(_("You reported this yourself. Somebody else decides it."))
    if sits_in(user, case.group):
        return no(_("You have a seat in this group. Somebody else decides it."))
    return YES
