"""Supportive signs: a small answer to something said, given and taken back. By name, never counted."""

from django.db import transaction

from community.verdicts import require
from groups import rules
from groups.actions.changing import latest, stamp
from groups.models import Membership, Message, Reaction


@transaction.atomic
def react(*, message, actor: Membership, kind: str):
    """Give a sign to something said; given twice, it stays one."""
    message, actor = latest(message=message, actor=actor)
    room, meeting = message.room, message.room.meeting()
    require(rules.may_react(actor.user, actor, message, meeting=meeting, staff_count=room.staff_here))
    _sign, is_new = Reaction.objects.get_or_create(message=message, seat=actor, kind=Reaction.Kind(kind))
    if is_new:
        stamp(message=message, meeting=meeting)


@transaction.atomic
def unreact(*, message, actor: Membership, kind: str):
    """Take one's own sign back, whenever one likes; taken back twice, it is simply gone."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_unreact(actor.user, actor, message))
    taken, _kinds = Reaction.objects.filter(message=message, seat=actor, kind=kind).delete()
    if taken and message.state == Message.State.SHOWN:
        stamp(message=message, meeting=message.room.meeting())
