"""Who may say that they have it."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from moderation.rules.report import may_watch


def may_take_alarm(user, alarm):
    """Anybody on watch, asked or not, unless it is about themselves; the first one has it."""
    if not (verdict := may_watch(user)):
        return verdict
    if alarm.case.person_id == user.pk:
        return no(_("This is about you, so a colleague sees to it."))
    return no(_("Somebody has it already. Thank you for coming.")) if alarm.ended_at else YES
