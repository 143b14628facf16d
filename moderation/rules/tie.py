"""Who may say by hand what a notice from outside is about."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from moderation.rules.case import may_claim
from moderation.rules.visit import may_read_on


def may_tie(user, case):
    """Looking for what a notice is about: whoever may take its case, as long as it names nobody and no words."""
    if not (verdict := may_claim(user, case)):
        return verdict
    return YES if case.names_nobody else no(_("It is known already what this is about."))


def may_tie_to(user, case, visit, seat):
    """Tying it to words or a person of a group: from within its room, and not to oneself. `seat` may be None."""
    if not (verdict := may_tie(user, case) and may_read_on(user, visit)):
        return verdict
    if seat is not None and seat.user_id == user.pk:
        return no(_("This is about you, so a colleague sees to it."))
    return YES
