"""Who may raise a hand or take a break, and who gives the word."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.room import may_enter


def may_sign(user, membership, room, meeting):
    """Showing a sign at all. A break may always be taken, also by somebody who is asked to listen or is paused."""
    if not (verdict := may_enter(user, membership)):
        return verdict
    if room.group_id != membership.group_id:
        return no(_("This room is for members of the group."))
    if membership.is_staff:
        return no(_("Hands and breaks are for members. Those who lead speak at any time."))
    return YES if meeting else no(_("The room is closed until the next meeting."))


def may_raise_hand(user, membership, room, meeting):
    """Asking for the word, also when one is asked to listen for a while."""
    if not (verdict := may_sign(user, membership, room, meeting)):
        return verdict
    if not user.in_good_standing:
        return no(_("Your account is paused. You can still read, and write to the moderators."))
    return YES
