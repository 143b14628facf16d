"""Who may share a service with the group."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.room import may_run


def may_share(user, leader, room, card):
    """Those who lead; `card` is the service as our list has it now, or None."""
    if not (verdict := may_run(user, leader, room)):
        return verdict
    return YES if card else no(_("This service is not on our list any more. Choose another."))
