"""Supportive signs under what others write, given and taken back. By name, never counted."""

from django.db import transaction

from community.forum import rules
from community.forum.actions.changing import keep, latest
from community.forum.models import Reaction, Reply
from community.verdicts import require
from groups.models import Membership


@transaction.atomic
def react(*, reply, actor: Membership, kind: str):
    """Give a sign to something written; given twice, it stays one."""
    reply, actor = latest(reply=reply, actor=actor)
    require(rules.may_react(actor.user, actor, reply))
    _sign, is_new = Reaction.objects.get_or_create(reply=reply, seat=actor, kind=Reaction.Kind(kind))
    if is_new:
        keep(reply=reply)


@transaction.atomic
def unreact(*, reply, actor: Membership, kind: str):
    """Take one's own sign back, whenever one likes; taken back twice, it is simply gone."""
    reply, actor = latest(reply=reply, actor=actor)
    require(rules.may_unreact(actor.user, actor, reply))
    taken, _kinds = Reaction.objects.filter(reply=reply, seat=actor, kind=kind).delete()
    if taken and reply.state == Reply.State.SHOWN:
        keep(reply=reply)
