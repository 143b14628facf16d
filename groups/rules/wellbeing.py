"""When somebody may answer the questions they asked for."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups import who5


def may_answer_wellbeing(wellbeing, last_at):
    """Answering WHO-5 for oneself: whoever wants it, once in two weeks. `last_at`: the last time, or None."""
    if wellbeing is None or not wellbeing.is_on:
        return no(_("You have not asked for these questions. You can begin at any time."))
    if last_at and (next_at := last_at + who5.EVERY) > timezone.now():
        day = date_format(timezone.localtime(next_at), "j F")
        return no(
            _("The questions are about two weeks. They come again on %(day)s, if you like.") % {"day": day}
        )
    return YES
