"""Notes: written, changed and deleted by the person alone, and shared by them with their group's staff.

Nothing of it is audited but sharing, taking back, and staff's looks: what somebody notes for themselves is no standing.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import vault, wiping
from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.actions.room import locked, tell_own
from groups.models import Membership, Note, Notebook
from groups.models.note import MOST

SHOWN = 100  # shared notes that staff are shown at once, the newest


@transaction.atomic
def write_note(*, account, words: str) -> Note:
    """Put a few words into somebody's own notebook, which is made with the first of them.

    Raises ValidationError when it is full (1,000 notes).
    """
    return Note.objects.create(notebook=_notebook_of(account), words=words, written_at=timezone.now())


@transaction.atomic
def write_question(*, seat: Membership, words: str) -> Note:
    """Note what somebody means to ask at their group's next meeting; it is on their own pages and on nobody else's.

    Raises ValidationError as `write_note` does.
    """
    room, seat = locked(room=seat.group.room, actor=seat)
    require(rules.may_note_question(seat.user, seat))
    facts = {"kind": Note.Kind.QUESTION, "seat": seat, "written_at": timezone.now()}
    note = Note.objects.create(notebook=_notebook_of(seat.user), words=words, **facts)
    tell_own(room=room, seat=seat, parts=("question",))
    return note


@transaction.atomic
def change_note(*, note: Note, words: str):
    """Write a note of one's own anew. If staff could read it, they cannot any more: they were shown other words."""
    note = _locked(note)
    if note.words == words:
        return
    _take_back(note)
    note.words, note.changed_at = words, timezone.now()
    note.save(update_fields=["words", "changed_at"])
    _tell_question(note)


@transaction.atomic
def delete_note(*, note: Note):
    """Take a note of one's own away for good. On SQLite its bytes go at once."""
    note = _locked(note)
    _take_back(note)
    wiping.leave_no_trace()
    Note.objects.filter(pk=note.pk).delete()
    _tell_question(note)


@transaction.atomic
def share_note(*, note: Note, seat: Membership):
    """Let those who lead one's group read one note, as it stands now. Safe to repeat."""
    _room, seat = locked(room=seat.group.room, actor=seat)
    note = _locked(note)
    require(rules.may_share_note(seat.user, note, seat))
    if note.shared_at and note.seat_id == seat.pk:
        return
    _take_back(note)
    note.seat, note.shared_at = seat, timezone.now()
    note.save(update_fields=["seat", "shared_at"])
    record(seat.user, "note.shared", note, group=seat.group_id)


@transaction.atomic
def unshare_note(*, note: Note):
    """Take back that staff may read a note. What they have read they have read."""
    _take_back(_locked(note))


@transaction.atomic
def settle_question(*, note: Note):
    """Put a question aside as asked, or not needed any more; staff do not see it any longer, the notebook keeps it."""
    note = _locked(note)
    if note.done_at is None:
        _take_back(note)
        note.done_at = timezone.now()
        note.save(update_fields=["done_at"])
        _tell_question(note)


@transaction.atomic
def read_shared(*, group, actor: Membership) -> list:
    """What members let those who lead their group read, newest first, at most 100. The look is recorded."""
    _room, actor = locked(room=group.room, actor=actor)
    require(rules.may_read_shared(actor.user, actor))
    notes = list(Note.objects.shared_in(group).select_related("seat")[:SHOWN])
    if notes:
        record(actor.user, "notes.looked", group, count=len(notes))
    return notes


def own_notes(*, account) -> list:
    """Everything in somebody's own notebook, oldest first, as rows for their export."""
    return [
        {
            "kind": note.kind,
            "written_at": note.written_at,
            "changed_at": note.changed_at,
            "shared_at": note.shared_at,
            "done_at": note.done_at,
            "words": str(note.words),
        }
        for note in Note.objects.visible_to(account).order_by("written_at", "pk")
    ]


@transaction.atomic
def erase_notes(*, account) -> int:
    """Destroy somebody's notebook: its key first, then every row. Returns how many notes there were. Safe to repeat."""
    notebook = Notebook.objects.select_for_update().filter(account=account).first()
    if notebook is None:
        return 0
    count = notebook.notes.count()
    vault.destroy(key=notebook.data_key)
    notebook.delete()
    return count


def _notebook_of(account):
    """Its row locked, so that two pages at once do not fill it beyond its end."""
    Notebook.objects.get_or_create(account=account, defaults={"data_key": vault.personal_key})
    notebook = Notebook.objects.select_for_update().get(account=account)
    if notebook.notes.count() >= MOST:
        raise ValidationError(_("Your notebook is full. Delete a note you no longer need."))
    return notebook


def _locked(note):
    notes = Note.objects.select_for_update(of=("self",)).select_related(
        "notebook__account", "seat__group__room", "seat__user"
    )
    return notes.get(pk=note.pk)


def _take_back(note):
    """Save that nobody but the person reads it; a question stays with its group."""
    if note.shared_at is None:
        return
    record(note.notebook.account, "note.unshared", note, group=note.seat and note.seat.group_id)
    note.shared_at = None
    if not note.is_question:
        note.seat = None
    note.save(update_fields=["shared_at", "seat"])


def _tell_question(note):
    """Their own open pages of the room; a question whose group is gone stands on none.

    The room’s row is not locked: the audit’s may be already, and nothing here is for anybody else.
    """
    if note.is_question and note.seat:
        tell_own(room=note.seat.group.room, seat=note.seat, parts=("question",))
