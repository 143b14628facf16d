"""The chain that shows whether the audit log was changed: each entry's hash covers the one before.

hash = HMAC-SHA256(AUDIT_KEY, hash before || canonical JSON of the entry), in hex. Canonical: sorted keys,
no spaces, UTF-8, as RFC 8785 has it for the strings, whole numbers and nulls that entries are made of.
The sealed reason enters as ciphertext, so the chain can be checked without opening any words.

What it cannot show: somebody with the key writing a whole new chain, or the whole database put back
to an earlier day. Against both, note the count and last hash that `verify_audit` prints somewhere else.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Q
from django.utils.translation import gettext as _

from community import vault
from community.audit.models import AuditHead, Entry

START = "0" * 64
BATCH = 500

# What reading a row raises when its bytes no longer make a date, an id or text (SQLite keeps any bytes).
UNREADABLE = (ValueError, TypeError, AttributeError, DatabaseError)


@dataclass(frozen=True)
class Finding:
    """How far the log is whole, and what is wrong with which entry after that; no fault: all is whole."""

    count: int
    last_hash: str
    seq: int = 0
    fault: str = ""


def canonical(facts):
    """A mapping as JSON text that is always the same for the same content."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash_of(entry):
    """The hash an entry must have: it covers every column but itself, and so all entries before."""
    covered = {
        "id": str(entry.id),
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": str(entry.actor_id) if entry.actor_id else None,
        "role": entry.role,
        "action": entry.action,
        "subject_type": entry.subject_type,
        "subject_id": entry.subject_id,
        "facts": entry.facts_json,
        "reason": vault.stored(instance=entry, name="reason").hex(),
    }
    return _keyed(entry.prev + canonical(covered))


def mark_of(seq, last_hash):
    """What shows that the head was set by someone with the key."""
    return _keyed(f"head|{seq}|{last_hash}")


def verify(*, batch_size=BATCH, after=0):
    """Walk the whole log, oldest first, up to the first entry that is not as it was written.

    Locks nothing; entries written meanwhile are walked too. Three queries for each batch. `after`: only the entries
    behind that one, which is taken as it stands; it then says nothing of what is before.
    """
    seq, last = after, _hash_at(after) if after else START
    while True:
        head = AuditHead.objects.first()  # before the rows: what it counts must then be there
        batch = _batch(after=seq, size=batch_size)
        if not batch:
            return _end(head, seq, last)
        as_written = _as_written([entry for _seq, entry in batch if entry])
        for found, entry in batch:
            if found != seq + 1:
                return Finding(seq, last, seq + 1, _("it is missing"))
            if fault := _fault(entry, last, as_written):
                return Finding(seq, last, found, fault)
            seq, last = found, entry.hash


def _hash_at(seq):
    return Entry.objects.filter(seq=seq).values_list("hash", flat=True).first() or START


def _keyed(text):
    return hmac.new(settings.AUDIT_KEY, text.encode(), hashlib.sha256).hexdigest()


def _batch(*, after, size):
    """The next entries with their numbers; None for an entry that can no longer be read."""
    rows = Entry.objects.filter(seq__gt=after).order_by("seq")
    try:
        return [(entry.seq, entry) for entry in rows[:size]]
    except UNREADABLE:
        return [(seq, _readable(seq)) for seq in rows.values_list("seq", flat=True)[:size]]


def _readable(seq):
    try:
        return Entry.objects.get(seq=seq)
    except UNREADABLE:
        return None


def _as_written(entries):
    """The numbers of the entries that the database finds by their values.

    SQLite keeps dates and ids as text: written another way they read the same here, but searches miss them.
    """
    actors = Q(actor_id=None) | Q(actor_id__in={entry.actor_id for entry in entries if entry.actor_id})
    found = Entry.objects.filter(
        actors, id__in=[entry.id for entry in entries], at__in=[entry.at for entry in entries]
    )
    return set(found.values_list("seq", flat=True))


def _fault(entry, last, as_written):
    if entry is None or entry.seq not in as_written:
        return _("it was changed")
    if entry.prev != last and Entry.objects.filter(hash=entry.prev).exists():
        return _("it is out of order")
    try:
        whole = entry.prev == last and entry.hash == hash_of(entry)
    except UNREADABLE:
        whole = False
    return "" if whole else _("it was changed")


def _end(head, seq, last):
    if head is None:
        fault = _("the head of the log after it is missing") if seq else ""
        return Finding(seq, last, seq, fault)
    if head.seq > seq:
        fault = _("the log was cut off: it went on to %(number)d") % {"number": head.seq}
        return Finding(seq, last, seq + 1, fault)
    if (head.seq, head.hash, head.mark) != (seq, last, mark_of(seq, last)):
        return Finding(seq, last, seq, _("the head of the log after it was changed"))
    return Finding(seq, last)
