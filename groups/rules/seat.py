"""Who leads, plans, and changes who has a seat."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no

STAFF_ROLES = ("facilitator",)


def may_lead(user, membership):
    """A seat as staff in this group, and for a facilitator the role with its proof (credential, second step)."""
    if membership is None or not membership.is_current or not membership.is_staff:
        return no(_("This is for those who lead the group."))
    if not user.holds(*STAFF_ROLES):
        return no(
            _(
                "Leading needs a checked credential and a second step at sign-in. Your page You says what is missing."
            )
        )
    return YES


def may_plan(user):
    """Creating groups and their meetings."""
    if not user.holds("coordinator"):
        return no(_("Groups are planned by the coordinators."))
    return YES


def may_seat(user, person, part):
    """Giving somebody a seat as staff: planned by coordinators, who themselves never read what is said."""
    if not (verdict := may_plan(user)):
        return verdict
    duties = {role.kind for role in person.roles_claimed}
    if person == user or duties & {"coordinator", "administrator"}:
        return no(_("Whoever plans the groups or runs the software has no seat in them."))
    if "facilitator" not in duties and (part == "facilitator" or not duties):
        return no(_("A seat as staff needs the duty of a facilitator first."))
    return YES


def may_unseat(user, membership):
    """Ending a seat of staff."""
    if not (verdict := may_plan(user)):
        return verdict
    if not membership.is_current or not membership.is_staff:
        return no(
            _("This is not a seat of staff. Members leave by themselves, or are asked to by those who lead.")
        )
    return YES


def may_destroy_words(user, group):
    if not (verdict := may_plan(user)):
        return verdict
    return YES if group.ended_at else no(_("The group is still running. End it first."))


def may_leave(user, membership):
    if membership is None or not membership.is_current or membership.user_id != user.pk:
        return no(_("You have no seat in this group."))
    return YES


def may_erase(user, membership):
    """Take away what was said from a seat: whoever has or had it, for themselves. What staff say is said in a duty."""
    if membership.user_id != user.pk or membership.is_staff:
        return no(_("These are not your words."))
    return YES


may_promise = may_leave  # signing the agreement in force: whoever has the seat, whatever else they may not do


def may_remove(user, leader, membership):
    """`leader` is the actor's own seat in the same group."""
    if not (verdict := may_lead(user, leader)):
        return verdict
    if membership.group_id != leader.group_id or not membership.is_current:
        return no(_("This person has no seat in your group."))
    if membership.is_staff:
        return no(_("Seats of staff are changed by the coordinators."))
    return YES


may_quieten = may_remove  # muting and reading first: the same people, the same limits


def may_help_back(user, membership, leader=None):
    """Making a code for somebody who cannot sign in: their facilitator, or the referrer whose invitation opened the
    account. A code opens the whole account, so neither may when the person sits in a group that is not theirs. Boards
    do not count: whoever joined one would lose the way back to their group by it. And nobody makes one there: that they
    can would tell staff in whose group somebody is."""
    if not membership.is_current or membership.user_id is None or membership.is_staff:
        return no(_("This person has no seat that a code could open."))
    seats = membership.user.memberships.current().in_groups()
    others = [seat for seat in seats if seat.group_id != membership.group_id]
    if leader is not None and leader.group_id == membership.group_id and may_lead(user, leader):
        if leader.group.is_board:
            return _ask_elsewhere()
        led = {seat.group_id for seat in user.memberships.current() if seat.part == seat.Part.FACILITATOR}
        return YES if all(seat.group_id in led for seat in others) else _ask_elsewhere()
    invitation = getattr(membership, "invitation", None)
    if invitation is None or invitation.referrer_id != user.pk or not user.holds("referrer"):
        return no(_("Only this person's facilitator, or whoever invited them, can make a code."))
    has_opened_it = membership.user.date_joined >= invitation.made_at
    return YES if has_opened_it and not others else _ask_elsewhere()


def _ask_elsewhere():
    """Says nothing about where else the person may have a seat."""
    return no(
        _("For this account the code cannot be made here. The operator of the service can help the person.")
    )
