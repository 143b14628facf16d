"""Who may change the directory. Every no says why."""

from django.utils.translation import gettext_lazy as _

from community.verdicts import YES, no

EDITORS = ("coordinator",)


def may_edit(user):
    """Change what the directory says, and see entries that are not shown to the public."""
    if not (user.is_authenticated and user.holds(*EDITORS)):
        return no(_("The directory is kept by coordinators who have set up their second step."))
    return YES


# --- Need help? -----------------------------------------------------------------------------
CONTACTS = ("coordinator", "referrer")
NOT_ON_DUTY = _("People who ask to be contacted are called by referrers and coordinators.")


def may_contact(user):
    """Read who asked to be contacted, and get in touch."""
    return YES if user.is_authenticated and user.holds(*CONTACTS) else no(NOT_ON_DUTY)


def may_claim(user, request):
    """Take one upon oneself; what a colleague has is theirs until they give it back, or until it is late."""
    if not (verdict := may_contact(user)):
        return verdict
    if request.closed_at:
        return no(_("This request is closed."))
    if request.claimed_by_id not in (None, user.pk) and not request.is_late:
        return no(_("A colleague has this already."))
    return YES


def may_close(user, request):
    """Note a try or the end: whoever has it."""
    if not (verdict := may_claim(user, request)):
        return verdict
    return YES if request.claimed_by_id == user.pk else no(_("Take it first: then two people do not call."))


# --- Referral -------------------------------------------------------------------------------
REFERRERS = ("facilitator", "referrer")


def may_follow(user):
    """See where those referrals stand that one may follow."""
    if not user.holds(*REFERRERS):
        return no(_("A referral is offered and followed by referrers and by those who lead a group."))
    return YES


def may_offer(user, account):
    """Offer to hand somebody over to a service; the person decides."""
    if not (verdict := may_follow(user)):
        return verdict
    return YES if account is not None and account.pk != user.pk else no(_("Nobody is there to offer it to."))


def may_send(user, referral):
    """Say what is handed over, and send it: the person alone, once."""
    if referral.account_id != user.pk:
        return no(_("Only the person themselves can agree to this."))
    return YES if referral.state == "offered" else no(_("This referral was answered already."))


def may_withdraw(user, referral):
    """Take it back: the person alone, at any time until it is over."""
    if referral.account_id != user.pk:
        return no(_("Only the person themselves can take this back."))
    return YES if referral.is_going_on else no(_("This referral is over."))


def may_renew(user, referral):
    """Make its letter anew: the person, while the service has not opened it."""
    if referral.account_id != user.pk:
        return no(_("Only the person themselves can agree to this."))
    if referral.state not in ("sent", "expired") or referral.erased_at:
        return no(_("This referral was opened, or it is over."))
    return YES


def may_answer(referral):
    """Say yes or no to it, as its service."""
    return YES if referral.state == "opened" else no(_("This referral was answered already, or it is over."))


def may_complete(referral):
    """Say that it is done, or that it ended otherwise, as its service."""
    return YES if referral.state == "accepted" else no(_("This referral was not accepted, or it is over."))
