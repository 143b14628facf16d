"""Who may take the statements of reasons out of the house."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no


def may_export_statements(user):
    """Taking the statements for the EU's database: those who answer for the service. There are no words in them."""
    if not user.holds("safeguarding", "coordinator"):
        return no(_("This export is for safeguarding leads and coordinators with a second step at sign-in."))
    return YES
