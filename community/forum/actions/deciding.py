"""A decision about words, whoever took it: changed and recorded. The caller holds the topic's row and has checked."""

from django.utils import timezone

from community.audit.actions import record
from community.forum.actions.changing import keep, place
from community.forum.models import Reply


def release(*, reply, by):
    """Give the words their place."""
    _decide(reply, by, Reply.State.SHOWN)
    place(reply=reply)
    keep(reply=reply)
    record(by, "reply.released", reply)
    return reply


def give_back(*, reply, by, reason):
    """The words go back to their author, with the reason, and to nobody else."""
    _decide(reply, by, Reply.State.RETURNED, reason)
    keep(reply=reply)
    record(by, "reply.returned", reply, reason)
    return reply


def hold_again(*, reply, by):
    """Words given back wait for staff once more; nobody has seen them, and nobody does yet."""
    _decide(reply, None, Reply.State.HELD)
    reply.decided_at = None
    keep(reply=reply)
    record(by, "reply.held_again", reply)
    return reply


def hide(*, reply, by, reason):
    """The words leave everyone's view; they are kept sealed for review, and their author is told why."""
    _decide(reply, by, Reply.State.HIDDEN, reason)
    keep(reply=reply)
    record(by, "reply.hidden", reply, reason)
    return reply


def restore(*, reply, by):
    """The words are shown again, in their old place."""
    _decide(reply, by, Reply.State.SHOWN)
    keep(reply=reply)
    record(by, "reply.restored", reply)
    return reply


def _decide(reply, by, state, reason=""):
    reply.state, reply.reason = state, reason
    reply.decided_by, reply.decided_at = by, timezone.now()
