"""Who may share a service, with the group or with one member, and who may keep what was shared."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.aside import may_answer_line
from groups.rules.room import may_enter, may_run


def may_share(user, leader, room, card):
    """Those who lead; `card` is the service as our list has it now, or None."""
    if not (verdict := may_run(user, leader, room)):
        return verdict
    return YES if card else no(_("This service is not on our list any more. Choose another."))


def may_keep(user, seat, message):
    """Keeping a card that was shared: whoever reads it."""
    if not (verdict := may_enter(user, seat)):
        return verdict
    if message.room.group_id != seat.group_id or not message.card or message.state != message.State.SHOWN:
        return no(_("There is no card here to keep."))
    return YES


def may_keep_shown(user, seat, aside):
    """Keeping a card that staff showed on a private line: whose line it is."""
    if not (verdict := may_enter(user, seat)):
        return verdict
    return YES if aside.card and aside.member_id == seat.pk else no(_("There is no card here to keep."))


def may_share_privately(user, leader, member, card):
    """Telling one member of a service: those who answer their line."""
    if not (verdict := may_answer_line(user, leader, member)):
        return verdict
    return YES if card else no(_("This service is not on our list any more. Choose another."))


def may_refer_member(user, leader, member):
    """Offering a member a referral: those who lead, to a member who is here."""
    return may_answer_line(user, leader, member)
