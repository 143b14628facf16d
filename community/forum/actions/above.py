"""What moderators decide about a forum's words. They have no seat there: the caller has checked the right.

Each of these leaves an entry in the audit, like what the group's own staff decide. Raises ValidationError when
somebody has decided otherwise meanwhile.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.forum.actions import deciding
from community.forum.actions.changing import latest_of
from community.forum.caring import STAYS
from community.forum.models import Reply


@transaction.atomic
def release(*, reply, by):
    """Let words through that wait or were given back."""
    return deciding.release(reply=_standing(reply, *Reply.WAITING), by=by)


@transaction.atomic
def give_back(*, reply, by, reason):
    """Give held words back to their author, with the reason."""
    return deciding.give_back(reply=_standing(reply, Reply.State.HELD), by=by, reason=reason)


@transaction.atomic
def hold_again(*, reply, by):
    """Words that were given back wait for staff again, as before anybody decided."""
    return deciding.hold_again(reply=_standing(reply, Reply.State.RETURNED), by=by)


@transaction.atomic
def hide(*, reply, by, reason):
    """Take words out of everyone's view."""
    return deciding.hide(reply=_standing(reply, Reply.State.SHOWN), by=by, reason=reason)


@transaction.atomic
def restore(*, reply, by):
    """Show hidden words again, in their old place."""
    return deciding.restore(reply=_standing(reply, Reply.State.HIDDEN), by=by)


def forget_found(*, besides):
    """Forget what screeners saw in words that their author took back, once it shows nobody any crisis lines.

    `besides`: the ids of words that somebody still has to decide about.
    """
    gone = Reply.objects.filter(state=Reply.State.RETRACTED, found__isnull=False)
    gone.filter(said_at__lt=timezone.now() - STAYS).exclude(pk__in=besides).update(found=None)


def _standing(reply, *states):
    reply = latest_of(reply=reply)
    if reply.state not in states:
        raise ValidationError(_("Somebody has already decided about these words."), "decided")
    return reply
