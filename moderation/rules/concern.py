"""Who may raise a concern, write in it, lead it and close it."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no


def may_raise(user):
    """Raising a concern: whoever watches over people here, with proof."""
    if not user.holds("safeguarding", "moderator", "facilitator"):
        return no(
            _(
                "Concerns are raised by staff with a checked credential and a second step at sign-in. "
                "If somebody is in danger, call the emergency number now."
            )
        )
    return YES


def may_lead_concerns(user):
    """Reading and working on every concern."""
    if not user.holds("safeguarding"):
        return no(
            _("This is for safeguarding leads. It needs a checked credential and a second step at sign-in.")
        )
    return YES


def may_read(user, concern):
    """Opening the record: safeguarding leads; who raised it sees what they wrote themselves."""
    if not (verdict := may_raise(user)):
        return verdict
    if not user.holds("safeguarding") and concern.raised_by_id != user.pk:
        return no(_("Only who raised a concern, and safeguarding leads, see it."))
    return _of_another(user, concern)


def may_add_fact(user, concern):
    """Adding what was said, seen, understood or done: a safeguarding lead, or who raised it."""
    if not user.holds("safeguarding") and concern.raised_by_id != user.pk:
        return no(_("Only who raised a concern, and safeguarding leads, add to it."))
    if not (verdict := may_raise(user)):
        return verdict
    return _of_another(user, concern) and while_open(concern)


def may_steer(user, concern):
    """Taking it in hand, planning, judging, noting what was done: a safeguarding lead, while it is open."""
    if not (verdict := may_lead_concerns(user)):
        return verdict
    return _of_another(user, concern) and while_open(concern)


def may_do_step(user, step):
    """Ticking off one step, once."""
    if not (verdict := may_steer(user, step.concern)):
        return verdict
    return YES if step.done_at is None else no(_("This step is done already."))


def may_close(user, concern):
    """Closing it: when nothing planned is left, the family was thought of, and whoever was looked up is told or not.

    What is severe (level 4 and 5) takes somebody who was asked.
    """
    if not (verdict := may_steer(user, concern)):
        return verdict
    if concern.taken_at is None:
        return no(_("Take the concern in hand first, so that it is known who had it."))
    if concern.steps.filter(done_at=None).exists():
        return no(_("Some steps are not done yet. Do them, or write why they are not needed any more."))
    if not concern.facts.filter(kind="family").exists():
        return no(_("Write down first whether the family was told, and why or why not."))
    if concern.is_severe and not concern.consultations.exists():
        return no(_("Nobody decides alone about a life. Write down first whom you asked."))
    if concern.reveals.filter(answered_at=None).exists():
        return no(_("Somebody is still asked to agree to looking up who this is."))
    if concern.reveals.filter(is_agreed=True, settled_at=None).exists():
        return no(_("Write down first whether the person is told that you looked up who they are."))
    return YES


def _of_another(user, concern):
    if concern.seat is not None and concern.seat.user_id == user.pk:
        return no(_("This is your own seat."))
    return YES


def while_open(concern):
    """Whether anything may still be done about it."""
    if concern.closed_at is not None:
        return no(_("This concern is closed. What is new is a new concern; it may name this one."))
    return YES
