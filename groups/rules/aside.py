"""Who writes on the private lines: a member to staff, staff to that member, staff among themselves."""

from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.verdicts import YES, no
from groups import pace
from groups.rules.room import may_enter, may_run
from groups.rules.seat import may_lead


def may_write_to_staff(user, membership, room):
    """Writing to staff alone: whoever has the seat, also when muted or paused, in a round, or with nobody there.

    A trained peer without the power to lead has this line too, as members have; who leads is at its other end.
    """
    if not (verdict := may_enter(user, membership)):
        return verdict
    if membership.group_id != room.group_id:
        return no(_("This room is for members of the group."))
    if may_lead(user, membership):
        return no(_("You lead here. This line is for members to write to you."))
    return YES


def may_read_line(user, leader, member):
    """Reading one member's line, also after they have left: those who lead the group now."""
    if not (verdict := may_lead(user, leader)):
        return verdict
    return YES if member.group_id == leader.group_id else no(_("This person has no seat in your group."))


def may_answer_line(user, leader, member):
    if not (verdict := may_read_line(user, leader, member)):
        return verdict
    if not member.is_current or member.user_id is None:
        return no(_("This person has left, so nobody would read an answer here."))
    return YES


may_write_among_staff = may_run


def keeps_line_pace(membership, times, now):
    """The same pace as in the room, without its slow mode. `times`: when they last wrote on a line, oldest first."""
    own = pace.of(membership)
    wait = ceil(own.wait(times, now)) if own else 0
    if not wait:
        return YES
    words = ngettext(
        "What you wrote before has arrived. Wait %(count)d second, then send the rest.",
        "What you wrote before has arrived. Wait %(count)d seconds, then send the rest.",
        wait,
    )
    return no(words % {"count": wait})
