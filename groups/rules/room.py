"""Who may enter, speak in and run a room."""

from math import ceil

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from community.verdicts import YES, no
from groups import pace
from groups.rules.round import keeps_turn
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
    """Speaking in the room now: whoever may speak, and in a round has the turn."""
    if not (verdict := may_speak(user, membership, room, meeting=meeting, staff_count=staff_count)):
        return verdict
    return keeps_turn(membership, room)


def may_speak(user, membership, room, *, meeting, staff_count):
    """Speaking, whoever has the turn. Facilitators may also before the room opens and while it is paused or quiet."""
    if not (verdict := may_enter(user, membership)):
        return verdict
    if membership.group_id != room.group_id:
        return no(_("This room is for members of the group."))
    if not (verdict := may_be_heard(user, membership)):
        return verdict
    if membership.part == membership.Part.FACILITATOR:
        return YES if meeting else no(_("The room is closed until the next meeting."))
    return may_talk_now(room, meeting, staff_count)


def may_be_heard(user, membership):
    """Whether nothing about the person themself forbids speaking, however the room stands. Asks the seat alone."""
    if not user.in_good_standing:
        return no(_("Your account is paused. You can still read, and write to the moderators."))
    if membership.part == membership.Part.FACILITATOR:
        return YES
    if not membership.has_agreed:
        return no(_("The agreement has a new version. Read and accept it first."))
    if membership.listens:
        return no(_("A moderator has decided that you listen for a while. You were told why."))
    return no(_("A facilitator has asked you to listen for a while.")) if membership.is_muted else YES


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
    if room.mode_now == room.Mode.STAFF_ONLY:
        return no(_("Only staff speak just now. Your words stay in the box."))
    return no(_until_quiet_ends(room)) if room.is_quiet else YES


def _until_quiet_ends(room):
    if room.quiet_until is None:
        return _("It is quiet for a while. Your words stay in the box.")
    until = date_format(localtime(room.quiet_until, room.group.zone), "H.i")
    return _("It is quiet until %(until)s. Your words stay in the box.") % {"until": until}


def keeps_pace(membership, room, times, now):
    """Not faster than people read: everybody's own pace, and slow mode for members. `times`: when they last spoke."""
    own = pace.of(membership)
    if own and (wait := own.wait(times, now)):
        return no(
            _("That went fast. Wait %(left)s, then send it again. Your words stay in the box.")
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
    return room.reads_first or membership.waits_to_be_read or room.group.is_read_first


def may_run(user, leader, room):
    """Opening, pausing, changing the mode, ending the meeting, answering a call."""
    if not (verdict := may_lead(user, leader)):
        return verdict
    return YES if room.group_id == leader.group_id else no(_("This room is not yours to run."))


def may_switch(user, leader, room, mode):
    """Choosing the mode. A round and a quiet time begin by forms of their own, which ask what they need to know."""
    if not (verdict := may_run(user, leader, room)):
        return verdict
    if mode == room.Mode.ROUND and room.mode != mode:
        return no(_("A round begins with its own form: it asks for a prompt."))
    if mode == room.Mode.QUIET and not room.is_quiet:
        return no(_("A quiet time begins with its own form: it asks how long."))
    return YES


def may_begin_quiet(user, leader, room, meeting):
    """Beginning a quiet time, while a meeting is on. A round is ended first: no turn is lost by a slip."""
    if not (verdict := may_run(user, leader, room)):
        return verdict
    if meeting is None:
        return no(_("The room is closed until the next meeting."))
    return no(_("A round is going on. End it first.")) if room.mode == room.Mode.ROUND else YES


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
