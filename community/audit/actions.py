"""The only way into the audit log."""

import logging

from django.db import transaction
from django.utils import timezone

from community.audit import chain
from community.audit.models import AuditHead, Entry

logger = logging.getLogger(__name__)

FACT_LENGTH = 80  # an id, a state, a number: whatever is longer is somebody's words


@transaction.atomic
def record(actor, action, subject=None, reason="", *, role="", **facts):
    """Write down a staff act or look, or a change in a person's standing, in the same transaction.

    `actor` is a user, or None for the system itself; `subject` is the row it was done to. `reason` is
    sealed; nothing else may hold words: a fact that is neither a number, a truth value nor short text
    (ids and states) raises ValueError. Locks the end of the log until the transaction ends, so call it
    after every other lock is taken, and never for an ordinary message.
    """
    facts_json = chain.canonical({name: _fact(name, value) for name, value in facts.items()})
    head = _locked_head()
    was_whole = head.mark == chain.mark_of(head.seq, head.hash)
    entry = Entry(
        seq=head.seq + 1,
        at=timezone.now(),
        actor_id=actor.pk if actor else None,
        role=role,
        action=action,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=str(subject.pk) if subject else "",
        facts_json=facts_json,
        reason=str(reason),
        prev=head.hash,
    )
    entry.hash = chain.hash_of(entry)
    entry.save()
    head.seq, head.hash = entry.seq, entry.hash
    # A head that somebody set by hand is not made good by writing on: staff can act, and the fault stays.
    head.mark = chain.mark_of(entry.seq, entry.hash) if was_whole else ""
    head.save(update_fields=["seq", "hash", "mark"])
    if not was_whole:
        logger.critical("audit.broken", extra={"facts": {"seq": entry.seq}})
    return entry


def _fact(name, value):
    if value is None or isinstance(value, bool | int):
        return value
    if len(text := str(value)) > FACT_LENGTH:
        raise ValueError(f"The fact “{name}” is too long to be an id or a state.")
    return text


def _locked_head():
    heads = AuditHead.objects.select_for_update()
    if (head := heads.first()) is None:
        AuditHead.objects.get_or_create(pk=1, defaults=_new_head())
        head = heads.get()
    return head


def _new_head():
    """The head of an empty log; of a log that lost its head, one that shows it."""
    last = Entry.objects.order_by("-seq").values_list("seq", "hash").first()
    if last is None:
        return {"seq": 0, "hash": chain.START, "mark": chain.mark_of(0, chain.START)}
    return {"seq": last[0], "hash": last[1], "mark": ""}
