"""Who may read the audit log."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no


def may_read_audit(user):
    """Reading, checking and taking out the log: safeguarding leads and administrators with proof."""
    if not user.holds("safeguarding", "administrator"):
        return no(_("The audit log is read by safeguarding leads and administrators."))
    return YES


def may_follow(user, case):
    """Reading the story of one case, which is about somebody else."""
    if not (verdict := may_read_audit(user)):
        return verdict
    if case.person_id == user.pk:
        return no(_("This case is about you. Somebody else looks at it."))
    return YES


def may_read_reasons(user):
    """The sealed words of why something was done: safeguarding leads. Who runs the software reads no words."""
    if not user.holds("safeguarding"):
        return no(_("Reasons are read by safeguarding leads."))
    return YES
