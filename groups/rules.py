"""Who may do what in a group. Each answer is a verdict: yes, or a no with a sentence fit to show that person."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no

STAFF_ROLES = ("facilitator",)
WATCH_ROLES = ("moderator", "safeguarding")


# --- Groups and seats ---------------------------------------------------------
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
    account. A code opens the whole account, so neither may when the person sits in a group that is not theirs."""
    if not membership.is_current or membership.user_id is None or membership.is_staff:
        return no(_("This person has no seat that a code could open."))
    others = [seat for seat in membership.user.memberships.current() if seat.group_id != membership.group_id]
    if leader is not None and leader.group_id == membership.group_id and may_lead(user, leader):
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


# --- Invitations --------------------------------------------------------------
def may_refer(user):
    """Inviting clients at all."""
    if not user.holds("referrer"):
        return no(
            _(
                "Inviting needs a checked credential and a second step at sign-in. Your page You says what is missing."
            )
        )
    return YES


def may_invite(user, group):
    if not (verdict := may_refer(user)):
        return verdict
    if group.ended_at:
        return no(_("This group has ended."))
    return YES


def may_revoke(user, invitation):
    if invitation.referrer_id != user.pk or not may_refer(user):
        return no(_("This invitation is not yours."))
    if not invitation.is_usable:
        return no(_("This invitation can no longer be taken back."))
    return YES


def may_accept(invitation):
    """One sentence for every way an invitation can have ended, so that it tells nothing about anybody."""
    if not invitation.is_usable or invitation.group.ended_at:
        return no(_("This invitation no longer works. The person who gave it to you can make a new one."))
    return YES


def may_sit(user, seat):
    """Taking an invited person's seat with this account; `seat` is the one it already has in that group, or None."""
    if seat is not None:
        return no(_("You already have a seat in this group."))
    if user.is_staff_somewhere:
        return no(
            _("This is a work account. Sign out first: the invitation is for the person it was given to.")
        )
    if not user.in_good_standing:
        return no(
            _("Your account is paused, so it cannot take a new seat. Your facilitator can tell you more.")
        )
    return YES


# --- The room -----------------------------------------------------------------
def may_enter(user, membership):
    """Opening the room's page and socket."""
    if membership is None or not membership.is_current or membership.user_id != user.pk:
        return no(_("This room is for members of the group."))
    if membership.part == membership.Part.FACILITATOR:
        return may_lead(user, membership)
    if membership.part == membership.Part.PEER and not user.works_with_second_step:
        return no(
            _("A trained peer needs a duty here and a second step. Your page You says what is missing.")
        )
    return YES


def may_say(user, membership, room, *, meeting, staff_count):
    """Speaking in the room now. Its facilitators may also speak before it opens and while it is paused."""
    if not (verdict := may_enter(user, membership)):
        return verdict
    if membership.group_id != room.group_id:
        return no(_("This room is for members of the group."))
    if not user.in_good_standing:
        return no(_("Your account is paused. You can still read, and write to the moderators."))
    if membership.part == membership.Part.FACILITATOR:
        return YES if meeting else no(_("The room is closed until the next meeting."))
    if not membership.has_agreed:
        return no(_("The agreement has a new version. Read and accept it first."))
    if membership.is_muted:
        return no(_("A facilitator has asked you to listen for a while."))
    return may_talk_now(room, meeting, staff_count)


def may_talk_now(room, meeting, staff_count):
    """Whether the room itself lets members speak: the clock, the staffing, a pause, the mode."""
    status = room.status_of(meeting, staff_count)
    refusals = {
        room.Status.CLOSED: _("The room is closed until the next meeting."),
        room.Status.BEFORE: _("The room opens when your facilitator is here."),
        room.Status.UNSTAFFED: _(
            "The room waits until your facilitator is back. Your words stay in the box."
        ),
        room.Status.PAUSED: _("The room is paused. Your words stay in the box."),
    }
    if status in refusals:
        return no(refusals[status])
    if room.mode == room.Mode.STAFF_ONLY:
        return no(_("Only staff speak just now. Your words stay in the box."))
    return YES


def needs_reading(membership, room):
    """Whether this person's words wait for staff before anybody else sees them."""
    if membership.is_staff:
        return False
    return room.mode == room.Mode.READ_FIRST or membership.is_read_first or room.group.is_read_first


def may_decide(user, leader, message):
    """Letting held words through, giving them back, hiding and restoring: staff of the group the words are in."""
    if not (verdict := may_lead(user, leader)):
        return verdict
    if message.room.group_id != leader.group_id:
        return no(_("These words are not in your group."))
    return YES


def may_release(user, leader, message):
    if not (verdict := may_decide(user, leader, message)):
        return verdict
    return (
        YES
        if message.state == message.State.HELD
        else no(_("Somebody has already decided about these words."))
    )


may_return = may_release


def may_hide(user, leader, message):
    if not (verdict := may_decide(user, leader, message)):
        return verdict
    return YES if message.state == message.State.SHOWN else no(_("Only words that are shown can be hidden."))


def may_restore(user, leader, message):
    if not (verdict := may_decide(user, leader, message)):
        return verdict
    return YES if message.state == message.State.HIDDEN else no(_("Only hidden words can be shown again."))


def may_retract(user, membership, message):
    """Taking back one's own words: shown, waiting or given back, as long as one has the seat."""
    if membership is None or not membership.is_current or membership.user_id != user.pk:
        return no(_("This room is for members of the group."))
    if message.author_id != membership.pk:
        return no(_("These are not your words."))
    if message.state in {message.State.SHOWN, message.State.HELD, message.State.RETURNED}:
        return YES
    return no(_("These words are already gone from the page."))


def may_report(user, membership, message):
    if not (verdict := may_enter(user, membership)):
        return verdict
    if message.room.group_id != membership.group_id or message.position is None:
        return no(_("These words are not in your group."))
    if message.author_id == membership.pk:
        return no(_("These are your own words. You can take them back."))
    return YES


def may_run(user, leader, room):
    """Opening, pausing, changing the mode, ending the meeting, answering a call."""
    if not (verdict := may_lead(user, leader)):
        return verdict
    return YES if room.group_id == leader.group_id else no(_("This room is not yours to run."))


def may_call(user, membership, room):
    """Pressing "I need help now": everyone with a seat, whatever else they may not do."""
    if not (verdict := may_enter(user, membership)):
        return verdict
    return YES if membership.group_id == room.group_id else no(_("This room is for members of the group."))


def may_read_meeting(user, membership, meeting):
    """Reading what was said at a past meeting: those with a seat who were there to promise confidentiality."""
    if not (verdict := may_enter(user, membership)):
        return verdict
    if meeting.group_id != membership.group_id:
        return no(_("This meeting was not in your group."))
    if membership.part != membership.Part.FACILITATOR and meeting.over_at <= membership.joined_at:
        return no(_("This meeting was before you came. What was said there stays with those who were there."))
    return YES
