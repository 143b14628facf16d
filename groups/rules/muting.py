"""Whose words one may fold away for oneself."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.room import may_enter


def may_fold(user, membership, whom):
    """Not being shown what another member writes, until asked for: whoever has a seat, whatever else they may not do.

    Staff's words stay, for they run the room; and who leads must not miss what members write.
    """
    if not (verdict := may_unfold(user, membership)):
        return verdict
    if whom.group_id != membership.group_id or not whom.is_current:
        return no(_("This person has no seat in your group."))
    if whom.pk == membership.pk:
        return no(_("This is your own seat."))
    if whom.is_staff:
        return no(_("Staff look after the room, so what they write is always shown."))
    if membership.is_staff:
        return no(_("You are here for the whole group, so you see what everybody writes."))
    return YES


may_unfold = may_enter
