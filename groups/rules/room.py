"""Who may enter, speak in and run a room."""

from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from community.verdicts import YES, no
from groups import pace
from groups.rules.seat import may_lead


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


STATUS_REFUSALS = {  # written out once: four translations for every message were a fourteenth of its cost
    "closed": gettext_noop("The room is closed until the next meeting."),
    "before": gettext_noop("The room opens when your facilitator is here."),
    "unstaffed": gettext_noop("The room waits until your facilitator is back. Your words stay in the box."),
    "paused": gettext_noop("The room is paused. Your words stay in the box."),
}


def may_talk_now(room, meeting, staff_count):
    """Whether the room itself lets members speak: the clock, the staffing, a pause, the mode."""
    status = room.status_of(meeting, staff_count)
    if status in STATUS_REFUSALS:
        return no(_(STATUS_REFUSALS[status]))
    if room.mode == room.Mode.STAFF_ONLY:
        return no(_("Only staff speak just now. Your words stay in the box."))
    return YES


def keeps_pace(membership, room, times, now):
    """Not faster than people read: everybody's own pace, and slow mode for members. `times`: when they last spoke."""
    own = pace.of(membership)
    if own and (wait := own.wait(times, now)):
        return no(
            _("You write fast. Wait %(left)s, then send it again. Your words stay in the box.")
            % {"left": _seconds(wait)},
            seconds=ceil(wait),
        )
    if not membership.is_staff and (wait := pace.slow_wait(times, now, room.slow_seconds)):
        facts = {"every": _seconds(room.slow_seconds), "left": _seconds(wait)}
        return no(
            _(
                "The room goes slowly: one message every %(every)s. You can write again in %(left)s."
                " Your words stay in the box."
            )
            % facts,
            seconds=ceil(wait),
        )
    return YES


def _seconds(count):
    count = ceil(count)
    return ngettext("%(count)d second", "%(count)d seconds", count) % {"count": count}


def needs_reading(membership, room):
    """Whether this person's words wait for staff before anybody else sees them."""
    if membership.is_staff:
        return False
    return room.mode == room.Mode.READ_FIRST or membership.is_read_first or room.group.is_read_first


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
