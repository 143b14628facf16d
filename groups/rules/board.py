"""Who takes a seat on a board: nobody is invited, members of groups come by themselves."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.invitation import may_sit


def may_join(user, board, *, had, is_open):
    """Taking a seat there. `had`: the seats this person had on it; `is_open`: whether one in a group opens it."""
    if not (verdict := may_sit(user, None)):
        return verdict
    if not is_open:
        return no(_("This board is for members of the groups it was made for."))
    if any(seat.end == seat.End.REMOVED for seat in had):
        return no(
            _(
                "Your seat on this board was ended, so you cannot join it again."
                " “What was decided about me” on your home page says why, and how to object."
            )
        )
    return YES
