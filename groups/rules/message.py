"""Who may decide about words, take them back and report them."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.room import may_enter
from groups.rules.seat import may_lead


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


def may_answer(answered, room, meeting):
    """Answering something said: it is shown, in the same room and at the same meeting. `answered` may be None."""
    is_there = answered is not None and answered.room_id == room.pk and answered.is_of(meeting)
    if not is_there or answered.state != answered.State.SHOWN:
        return no(_("What you answer is no longer here. Your words stay in the box."))
    return YES
