"""Who may say that they have it."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from moderation.rules.concern import may_steer
from moderation.rules.report import may_watch


def may_take_alarm(user, alarm):
    """Anybody on watch, asked or not, for a concern a lead; unless it is about themselves. The first one has it."""
    if not (verdict := may_watch(user) if alarm.concern_id is None else may_steer(user, alarm.concern)):
        return verdict
    if alarm.concern_id is None and alarm.case.person_id == user.pk:
        return no(_("This is about you, so a colleague sees to it."))
    return no(_("Somebody has it already. Thank you for coming.")) if alarm.ended_at else YES
