"""Who may say that they see to a room that waits."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no


def may_see_to(user, paging):
    """Somebody who was asked, with a duty that has its proof, as long as it still waits."""
    if not user.holds("facilitator", "moderator", "safeguarding"):
        return no(
            _(
                "Coming when you are asked needs a checked credential and a second step at sign-in."
                " Your page You says what is missing."
            )
        )
    if paging.ended_at is not None:
        return no(_("It is seen to already. Thank you for coming."))
    return YES
