"""Taking a call for help from above, when the group's own staff have not."""

from django.db import transaction

from community.audit.actions import record
from community.verdicts import require
from groups.actions.call import mark_answered
from moderation.rules import may_answer


@transaction.atomic
def take_call(*, call, actor):
    """A moderator takes an open call; the group's staff see that somebody has it."""
    require(may_answer(actor, call))
    if mark_answered(call=call, by=actor):
        record(actor, "help.taken", call)
