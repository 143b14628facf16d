"""Parts of a room's page beside the talk: whom one does not read, the private lines, and what one means to ask."""

import uuid

from django.template.loader import render_to_string
from django.utils import translation

from community.directory.cards import card_of
from community.text import plain
from groups import fragments, rules
from groups.models import Aside, Membership, Muting, Note

QUESTIONS = 10  # of one's own beside the talk, the oldest
SHOWN = 20  # of one line; a private line is short, and older words are for nobody's screen


def mutings_of(room, seat):
    """Whom this person does not read, with a way back and what stands in place of the words. One query."""
    if seat.is_staff:
        return ""
    whom = [muting.whom for muting in Muting.objects.folded_by(seat)]
    return _piece("groups/message/_mutings.html", room, {"whom": whom}) if whom else ""


def folded(seat, said, pieces):
    """The pieces of a transcript as this person reads them: folded where somebody they do not read has written or is
    quoted. For pages as the server writes them; an open page folds what comes. One query, none for staff."""
    if seat.is_staff:
        return pieces
    whom = {muting.whom_id for muting in Muting.objects.folded_by(seat)}
    return [_folded(seat, message, piece, whom) for message, piece in zip(said, pieces, strict=True)]


def _folded(seat, message, piece, whom):
    if message.reply_to and message.reply_to.author_id in whom:
        piece = fragments.message_html(message, own=message.author_id == seat.pk, unquoted=True)
    if message.author_id not in whom or message.state != message.State.SHOWN:
        return piece
    return _piece("groups/message/_folded.html", message.room, {"author": message.author, "piece": piece})


def line_of(room, seat):
    """This person's own line with staff; empty until something stands on it. One query."""
    if leads(seat):
        return ""
    said = said_on(room, seat)
    context = {"said": said, "seat": seat, "client_id": next_id(room, said)}
    return _piece("groups/aside/_line.html", room, context) if said else ""


def leads(seat):
    """Whether this person is at staff's end of the lines."""
    is_facilitator = seat.part == Membership.Part.FACILITATOR
    return is_facilitator or (seat.is_staff and bool(rules.may_lead(seat.user, seat)))


def question_of(room, seat):
    """What this person means to ask at the meeting, for them alone; empty when there is nothing. One query."""
    if leads(seat):
        return ""
    own = Note.objects.visible_to(seat.user).open_questions().filter(seat=seat)
    questions = list(own[:QUESTIONS])
    return _piece("groups/note/_questions.html", room, {"questions": questions}) if questions else ""


def said_on(room, member):
    """The last words on one member's line, or on staff's own (None), oldest first. One query."""
    line = Aside.objects.of(member) if member else Aside.objects.among_staff()
    said = list(line.filter(room=room).select_related("author").reverse()[:SHOWN])[::-1]
    return _at_home(said, room)


def lines_of(room):
    """What members have written to staff: whoever waits first, longest first; then who was answered. One query."""
    lines = {}
    said = Aside.objects.filter(room=room).before_staff().select_related("member", "author")
    for aside in _at_home(list(said), room):
        lines.setdefault(aside.member, []).append(aside)
    lines = [_standing(member, asides) for member, asides in lines.items()]
    lines.sort(key=lambda line: (not line["waiting"], line["since"]))
    return _piece("groups/aside/_lines.html", room, {"lines": lines}) if lines else ""


def _standing(member, asides):
    waiting = [aside for aside in asides if aside.seen_at is None]
    return {
        "member": member,
        "waiting": waiting,
        "since": (waiting or asides[-1:])[0].said_at,
        "last": asides[-1],
    }


def staff_line_of(room):
    """What staff say among themselves, with a box. One query."""
    said = said_on(room, None)
    return _piece("groups/aside/_staff_line.html", room, {"said": said, "client_id": next_id(room, said)})


def next_id(room, said):
    """What makes a repeat of the next words find its first copy: the same until something is written on that line."""
    return uuid.uuid5(said[-1].pk if said else room.pk, "next")


def _at_home(asides, room):
    for aside in asides:
        aside.room = room  # where the key of its words is found
        aside.words = plain(aside.body)
        aside.shown = card_of(aside.card, room.group.language) if aside.card else None
    return asides


def _piece(template, room, context):
    context = {"room": room, "group": room.group, **context}
    with translation.override(room.group.language):
        return render_to_string(template, context)
