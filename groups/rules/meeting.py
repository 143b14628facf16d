"""Who may say what a meeting is about."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.seat import may_lead


def may_set_agenda(user, leader, meeting):
    """Writing the theme and the agenda, before the meeting or during it."""
    if not (verdict := may_lead(user, leader)):
        return verdict
    if meeting.group_id != leader.group_id:
        return no(_("This meeting is not in your group."))
    if meeting.is_over or meeting.cancelled_at:
        return no(_("This meeting is over. What it was about stays as it was."))
    return YES
