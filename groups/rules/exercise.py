"""Who may say that they are done with what is being done together."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.room import may_enter


def may_be_done(user, membership, room):
    """Everybody with a seat, while an exercise is shown."""
    if not (verdict := may_enter(user, membership)):
        return verdict
    if membership.group_id != room.group_id:
        return no(_("This room is for members of the group."))
    return YES if room.exercise else no(_("The exercise is over. There was nothing you had to finish."))
