"""Who may ask who is behind an alias, who may agree, and who may look."""

from django.utils import timezone
from django.utils.translation import gettext as _

from community.verdicts import YES, no
from moderation.rules.concern import may_steer, while_open


def may_ask_identity(user, concern):
    """Asking: a safeguarding lead, about the seat of an open concern, one request at a time."""
    if not (verdict := may_steer(user, concern)):
        return verdict
    if concern.seat is None or concern.seat.user_id is None:
        return no(_("There is no account behind this concern that could be looked up."))
    if concern.seat.user_id == user.pk:
        return no(_("This is your own seat."))
    if concern.reveals.filter(answered_at=None).exists():
        return no(_("Somebody is already asked to agree. Call them."))
    return YES


def may_be_second(user):
    """Seeing the requests: those who may be the second person."""
    if not user.holds("safeguarding", "coordinator"):
        return no(
            _(
                "This is for safeguarding leads and coordinators, as the second person. "
                "It needs a second step at sign-in."
            )
        )
    return YES


def may_agree(user, reveal):
    """Being the second person: anybody of those but the one who asks, and never about oneself."""
    if not (verdict := may_be_second(user)):
        return verdict
    if reveal.asked_by_id == user.pk:
        return no(_("You asked. Another person agrees or declines."))
    if reveal.person_id == user.pk:
        return no(_("This is about your own seat. Another person agrees or declines."))
    return YES if reveal.answered_at is None else no(_("Somebody has already answered this request."))


def may_look_behind(user, reveal):
    """Looking: the one who asked, in the time after a second person agreed, while the concern is open."""
    if not user.holds("safeguarding") or reveal.asked_by_id != user.pk:
        return no(_("Only the safeguarding lead who asked sees who it is."))
    if reveal.answered_at is None:
        return no(_("A second person has not agreed yet."))
    if not reveal.is_agreed:
        return no(_("The second person declined. You may ask again with another reason."))
    if reveal.open_until <= timezone.now():
        return no(_("The time to look is over. Ask again if you still need it."))
    return while_open(reveal.concern)


def may_settle(user, reveal):
    """Deciding whether the person is told: a safeguarding lead, once, after somebody agreed."""
    if not user.holds("safeguarding"):
        return no(_("Safeguarding leads decide whether the person is told."))
    if reveal.person_id == user.pk:
        return no(_("This is your own seat."))
    if not reveal.is_agreed:
        return no(_("Nobody looked up who this is, so there is nothing to tell."))
    return YES if reveal.settled_at is None else no(_("This is decided already."))
