"""What people may do to accounts, and what an account still lacks. Every no says why."""

from django.utils.translation import gettext_lazy as _

from community.verdicts import YES, no

# Who may give and end which duty. Nobody gives one to themselves, whatever they hold.
GIVEN_BY = {
    "referrer": ("coordinator",),
    "facilitator": ("coordinator",),
    "moderator": ("coordinator",),
    "safeguarding": ("coordinator",),
    "coordinator": ("coordinator", "administrator"),
    "administrator": ("administrator",),
}

GIVEN_AFTER_A_CHECK = ("referrer", "facilitator", "moderator", "safeguarding")  # the professionals' duties


def may_manage_people(user):
    """See the list of staff and open an account for a colleague."""
    if not user.holds("coordinator", "administrator"):
        return no(_("This page is for coordinators and administrators who have set up their second step."))
    return YES


def may_grant(user, person, kind):
    """Give `person` the duty `kind`."""
    if not (verdict := may_manage_people(user)):
        return verdict
    if user == person:
        return no(_("A duty is always given by somebody else. Ask another coordinator or an administrator."))
    if not person.in_good_standing:
        return no(_("This account is paused or closed. Reinstate it first."))
    if kind in GIVEN_AFTER_A_CHECK and has_checked(user, person):
        return no(_("You checked this person's registration. Their duties are given by another coordinator."))
    return _gives(user, kind)


def may_end_role(user, role):
    """Take a duty back. The last administrator stays, because nobody can end their own."""
    if not (verdict := may_manage_people(user)):
        return verdict
    if user == role.user:
        return no(_("A duty is always ended by somebody else. Ask another coordinator or an administrator."))
    if role.ended_at is not None:
        return no(_("This duty has already ended."))
    return _gives(user, role.kind)


def _gives(user, kind):
    if not user.holds(*GIVEN_BY[kind]):
        return no(
            _(
                "This duty is given and ended by the other kind of manager: coordinators look after "
                "professionals, administrators look after administrators."
            )
        )
    return YES


def may_check_credential(user, person):
    """Record that a professional was found in their register.

    Two people stand behind everyone with a duty: whoever opened the account, gave a duty or could come in with a
    return code does not check the registration too, or one colleague alone could make up another.
    """
    if not (verdict := may_revoke_credential(user, person)):
        return verdict
    if person.opened_by_id == user.pk:
        return no(_("You opened this account. The registration is checked by another coordinator."))
    if any(role.granted_by_id == user.pk for role in person.roles_claimed):
        return no(_("You gave this person a duty. The registration is checked by another coordinator."))
    if person.return_codes.that_could_open().filter(made_by=user).exists():
        return no(
            _("You made this person's return code. The registration is checked by another coordinator.")
        )
    return YES


def may_revoke_credential(user, person):
    """Record that a professional is no longer in their register. Safer at once than by somebody else."""
    if not user.holds("coordinator"):
        return no(_("Professionals are checked by a coordinator who has set up their second step."))
    if user == person:
        return no(_("Your own registration is checked by somebody else."))
    return YES


def has_checked(user, person):
    """Whether a check that is valid now was made by this user."""
    return person.credentials.valid().filter(checked_by=user).exists()


def may_give_way_back(user, person):
    """Make a return code for a colleague. Members get theirs from their own facilitator or referrer."""
    if not (verdict := may_manage_people(user)):
        return verdict
    if user == person:
        return no(_("A return code for you is made by somebody else."))
    if not person.is_active:
        return no(_("This account is closed. Reinstate it first."))
    if any(role.kind == "administrator" for role in person.roles_claimed) and not user.holds("administrator"):
        return no(_("A return code for an administrator is made by another administrator."))
    if not any(role.has_second_step for role in person.roles_claimed) and has_checked(user, person):
        return no(_("You checked this person's registration. Their return code is made by somebody else."))
    return YES


def is_missing(user):
    """What stands between this person and their duties, one kind sentence each; [] for members."""
    sentences = []
    roles = user.roles_claimed
    if user.is_paused:
        sentences.append(
            _("Your account is paused. You can read, and answer the message you were sent about it.")
        )
    if roles and not roles[0].has_second_step:
        sentences.append(
            _(
                "Add a second step to your sign-in: a passkey, or a code from an app. "
                "The staff pages open after that."
            )
        )
    if any(role.kind in role.PROFESSIONAL and not role.has_credential for role in roles):
        sentences.append(
            _(
                "Your professional registration has not been checked, or the check is out of date. "
                "A coordinator can check it."
            )
        )
    return sentences


COPIES_A_DAY = 5


def may_have_copy(taken):
    """Take a copy of one's own data. `taken`: how many there were in the last day."""
    if taken >= COPIES_A_DAY:
        return no(_("You have taken five copies since yesterday. The next one can be made tomorrow."))
    return YES


def may_erase_words(place):
    """Take away what one wrote in a place; None when it is not one's own."""
    return YES if place else no(_("These are not your words."))


def may_erase_account(user):
    """Erase one's own account. What somebody did in a duty is on record with their name, as others may object to it."""
    if user.roles.all():
        return no(
            _(
                "You have or had a duty here, and decisions and records name who made them: others may object to "
                "them. So your account is not erased by a press. A coordinator ends your duties."
            )
        )
    return YES
