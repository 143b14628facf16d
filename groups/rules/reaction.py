"""Who may give a sign to something said, and take it back."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.room import may_enter


def may_react(user, membership, message, *, meeting, staff_count):
    """Giving a sign to what somebody else said at the meeting that is on.

    A sign takes nobody's turn, so a round and a time when only staff speak leave it free. Whoever is asked to listen
    gives none: it is meant as a rest, for them and for the others, and signs would go on pressing.
    """
    if not (verdict := _may_be_here(user, membership, message)):
        return verdict
    if message.author_id == membership.pk:
        return no(_("These are your own words. Signs are for what others say."))
    if message.state != message.State.SHOWN:
        return no(_("These words are no longer on the page."))
    if not message.is_of(meeting):
        return no(_("That meeting is over. Signs are given while it is on."))
    if membership.part == membership.Part.FACILITATOR:
        return YES
    return _may_take_part(user, membership, message.room, meeting, staff_count)


def _may_be_here(user, membership, message):
    if not (verdict := may_enter(user, membership)):
        return verdict
    if message.room.group_id != membership.group_id:
        return no(_("These words are not in your group."))
    return YES


def _may_take_part(user, membership, room, meeting, staff_count):
    if not user.in_good_standing:
        return no(_("Your account is paused. You can still read, and write to the moderators."))
    if not membership.has_agreed:
        return no(_("The agreement has a new version. Read and accept it first."))
    if membership.is_muted:
        return no(_("A facilitator has asked you to listen for a while. You can give signs when it is over."))
    if room.mode == room.Mode.QUIET:
        return no(_("It is quiet just now. You can give your sign when the quiet is over."))
    if room.status_of(meeting, staff_count) != room.Status.OPEN:
        return no(_("The room rests just now. You can give your sign when it goes on."))
    return YES


may_unreact = _may_be_here  # one's own sign goes whenever one likes: also muted, paused, or after the meeting
