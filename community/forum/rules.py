"""Who may do what in a forum. Each answer is a verdict: yes, or a no with a sentence fit to show that person.

`seat` is the actor's own current seat in the group, or None; a `topic` and a `reply` bring their group with them.
"""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.verdicts import YES, no
from groups.pace import Pace
from groups.rules import may_be_heard, may_enter, may_lead

EDIT_MINUTES = 15

may_read = may_enter  # the same people as the room, with the same proof


# --- Writing ------------------------------------------------------------------
def may_write(user, seat, group):
    """Writing anything there: whoever may read, whom nothing about their own person forbids it."""
    if not (verdict := may_read(user, seat)):
        return verdict
    return may_be_heard(user, seat) if seat.group_id == group.pk else _elsewhere()


def may_start(user, seat, group, kind):
    """Beginning a topic of that kind. The theme of the week is staff's to give, and questions are members' to ask."""
    if not (verdict := may_write(user, seat, group)):
        return verdict
    if kind == "week":
        return may_lead(user, seat)
    if kind == "question" and seat.is_staff:
        return no(_("Questions go to staff. You can begin an ordinary topic."))
    return YES


def may_reply(user, seat, topic):
    if not (verdict := may_write(user, seat, topic.group)):
        return verdict
    if topic.closed_at:
        return no(_("This topic is closed. You can begin a new one."))
    return YES if topic.length else no(_("Others cannot see this topic yet."))


def may_quote(quoted, topic):
    """Quoting something: it is shown, in the same topic. `quoted` may be None."""
    if quoted is None or quoted.topic_id != topic.pk or quoted.state != quoted.State.SHOWN:
        return no(_("What you quote is no longer here. Your words stay in the box."))
    return YES


def keeps_pace(seat, times, now):
    """Not faster than others can read. `times`: when this person last wrote in any forum topic, oldest first."""
    pace = pace_of(seat)
    wait = ceil(pace.wait(times, now)) if pace else 0
    if not wait:
        return YES
    minutes = ceil(wait / 60)
    words = ngettext(
        "That went fast. You can write again in %(count)d minute. Your words stay in the box.",
        "That went fast. You can write again in %(count)d minutes. Your words stay in the box.",
        minutes,
    )
    return no(words % {"count": minutes}, seconds=wait)


def pace_of(seat):
    """The pace this person keeps, by FORUM_PACE; None for none."""
    pace = settings.FORUM_PACE.get("staff" if seat.is_staff else "member")
    return Pace(*pace) if pace else None


def needs_reading(seat, group):
    """Whether this person's words wait for staff before anybody else sees them."""
    return not seat.is_staff and (seat.waits_to_be_read or group.is_read_first)


# --- One's own words ------------------------------------------------------------
def may_edit(user, seat, reply):
    """Changing one's own words: for a quarter of an hour while they are shown, and whenever they were given back."""
    if not (verdict := _owns(user, seat, reply)):
        return verdict
    if not (verdict := may_read(user, seat)):
        return verdict
    if not (verdict := may_be_heard(user, seat)):
        return verdict
    if reply.topic.closed_at:
        return no(_("This topic is closed. You can begin a new one."))
    if reply.state == reply.State.RETURNED:
        return YES
    if reply.state == reply.State.HELD:
        return no(_("Staff are reading these words. You can take them back and write anew."))
    if reply.state != reply.State.SHOWN:
        return no(_("These words are already gone from the page."))
    if timezone.now() - reply.said_at > timedelta(minutes=EDIT_MINUTES):
        return no(_("Words can be changed for 15 minutes. You can still take them back."))
    return YES


def may_retract(user, seat, reply):
    """Taking back one's own words: shown, waiting or given back, as long as one has the seat."""
    if not (verdict := _owns(user, seat, reply)):
        return verdict
    return no(_("These words are already gone from the page.")) if reply.state in reply.GONE else YES


def _owns(user, seat, reply):
    if seat is None or not seat.is_current or seat.user_id != user.pk:
        return _elsewhere()
    return YES if reply.author_id == seat.pk else no(_("These are not your words."))


# --- Others' words ----------------------------------------------------------------
def may_report(user, seat, reply):
    if not (verdict := _may_be_here(user, seat, reply)):
        return verdict
    if reply.position is None:
        return no(_("These words are not in your group."))
    if reply.author_id == seat.pk:
        return no(_("These are your own words. You can take them back."))
    return YES


def may_react(user, seat, reply):
    """Giving a sign to what somebody else wrote. Whoever is asked to listen gives none: it is meant as a rest."""
    if not (verdict := _may_be_here(user, seat, reply)):
        return verdict
    if reply.author_id == seat.pk:
        return no(_("These are your own words. Signs are for what others say."))
    if reply.state != reply.State.SHOWN:
        return no(_("These words are no longer on the page."))
    return may_be_heard(user, seat)


def _may_be_here(user, seat, reply):
    if not (verdict := may_read(user, seat)):
        return verdict
    return YES if reply.topic.group_id == seat.group_id else no(_("These words are not in your group."))


may_unreact = _may_be_here  # one's own sign goes whenever one likes


# --- Staff --------------------------------------------------------------------------
def may_tend(user, leader, group):
    """Pinning and closing topics, seeing what waits for an answer: staff of that group."""
    if not (verdict := may_lead(user, leader)):
        return verdict
    return YES if leader.group_id == group.pk else _elsewhere()


def may_decide(user, leader, reply):
    """Letting held words through, giving them back, hiding and restoring: staff of the group the words are in."""
    if not (verdict := may_lead(user, leader)):
        return verdict
    return YES if reply.topic.group_id == leader.group_id else no(_("These words are not in your group."))


def may_release(user, leader, reply):
    if not (verdict := may_decide(user, leader, reply)):
        return verdict
    is_held = reply.state == reply.State.HELD
    return YES if is_held else no(_("Somebody has already decided about these words."))


may_return = may_release


def may_hide(user, leader, reply):
    if not (verdict := may_decide(user, leader, reply)):
        return verdict
    is_shown = reply.state == reply.State.SHOWN
    return YES if is_shown else no(_("Only words that are shown can be hidden."))


def may_restore(user, leader, reply):
    if not (verdict := may_decide(user, leader, reply)):
        return verdict
    is_hidden = reply.state == reply.State.HIDDEN
    return YES if is_hidden else no(_("Only hidden words can be shown again."))


def _elsewhere():
    return no(_("This forum is for members of the group."))
