"""Who may change the directory. Every no says why."""

from django.utils.translation import gettext_lazy as _

from community.verdicts import YES, no

EDITORS = ("coordinator",)


def may_edit(user):
    """Change what the directory says, and see entries that are not shown to the public."""
    if not (user.is_authenticated and user.holds(*EDITORS)):
        return no(_("The directory is kept by coordinators who have set up their second step."))
    return YES
