"""Pieces of the room's page, written once by the server for the page and for every socket.

Pure functions: all they show is handed in with its relations loaded, and nobody's name, token or request is
in them, so that one piece serves a whole audience. They are in the group's language. What differs between
readers ("You" or an alias, choices for staff) is in the markup twice, and the page hides one of the two.
"""

import threading
import time
from collections import OrderedDict
from datetime import timedelta
from functools import partial
from weakref import WeakValueDictionary

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from community.directory.cards import card_of
from community.directory.crisis import lines_for
from community.screening import in_words
from community.text import plain
from groups import moulds
from groups.models.reaction import Reaction

QUOTED = 80  # signs of what is answered
QUIET_OVER_STAYS = timedelta(minutes=2)  # that a quiet time is over
NUMBERS = 5  # that a page keeps for when it has no network
KEPT_AT_MOST = 2000
KEPT_SECONDS = 60  # no longer than an unwrapped key: destroyed words do not live on here


class Shelf:
    """Finished pieces of this process, the latest used kept, none of them for long."""

    def __init__(self, size=KEPT_AT_MOST, seconds=KEPT_SECONDS):
        self.size, self.seconds = size, seconds
        self.pieces = OrderedDict()
        self.lock = threading.Lock()
        self.makers = WeakValueDictionary()  # key -> lock: of those who need one piece at once, one makes it

    def fetch(self, key, make, *, is_quick=False):
        """The piece under that key, made now if there is none fresh enough; `is_quick`: it may be made twice.

        Making it may fetch other keys. Each key has a lock of its own: with a few for all, two that each needed
        another piece of this shelf waited for one another, and every thread behind them.
        """
        if (piece := self._found(key)) is not None:
            return piece
        if is_quick:
            return self._kept(key, make())
        with self._maker_of(key):
            piece = self._found(key)
            return self._kept(key, make()) if piece is None else piece

    def _maker_of(self, key):
        with self.lock:
            return self.makers.setdefault(key, threading.RLock())

    def _found(self, key):
        with self.lock:
            piece, made_at = self.pieces.get(key, (None, 0))
            if piece is None or time.monotonic() - made_at >= self.seconds:
                return None
            self.pieces.move_to_end(key)
            return piece

    def _kept(self, key, piece):
        with self.lock:
            self.pieces[key] = piece, time.monotonic()
            self.pieces.move_to_end(key)
            while len(self.pieces) > self.size:
                self.pieces.popitem(last=False)
        return piece


shelf = Shelf()
cast = Shelf()  # moulds that have been made


def message_html(message, *, own=False, staff=False, unquoted=False):
    """One thing said, as its state lets it be seen.

    Needs `author`, `room.group`, `decided_by`, and what `hand_answers` gives. `own` and `staff` matter only before
    the words have a place: while they wait or after they were given back, they are written out for their author or
    for staff. What is answered stands in it as it is now: whatever changes that, changes this piece's revision too.
    `unquoted`: for somebody who does not want to read whom it quotes.
    """
    if unquoted:
        return _message(message, own, staff, unquoted=True)
    answered = message.reply_to
    key = (message.pk, message.revision, message.state, own, staff, answered and answered.revision)
    return shelf.fetch(key, lambda: _written(message, own, staff), is_quick=True)


def _written(message, own, staff):
    """The piece itself: filled into a mould where there is one, else written by the template."""
    if staff or not moulds.is_plain(message):
        return _message(message, own, staff)
    key = (*moulds.key_of(message), *(["own"] if own else []))
    return cast.fetch(key, lambda: moulds.make(message, partial(_message, own=own, staff=False))).fill(
        message
    )


def _message(message, own, staff, *, unquoted=False):
    state = message.state
    readable = state == message.State.SHOWN or (state in message.WAITING and (own or staff))
    context = {
        "message": message,
        "author": message.author,
        "is_own": own,
        "for_staff": staff,
        "is_waiting": state in message.WAITING,
        "is_gone": state in {message.State.HIDDEN, message.State.RETRACTED},
        "words": plain(message.body) if readable else "",
        "decided_by": _name_of(message.decided_by),
        "quote": quote_of(message.reply_to, message.room) if readable and message.reply_to else None,
        "is_unquoted": unquoted,
        "signs": signs_of(message) if state == message.State.SHOWN else [],
        "card": card_of(message.card, message.room.group.language) if readable and message.card else None,
        "lost_card": bool(readable and message.card),
    }
    return _render("groups/message/_message.html", message.room, context)


def quote_of(answered, room):
    """What an answer shows of the words it answers: whose they are, and their first words while they are shown."""
    answered.room = room
    is_shown = answered.state == answered.State.SHOWN
    words = Truncator(" ".join(answered.body.split())).chars(QUOTED) if is_shown else ""
    return {"of": answered, "author": answered.author, "words": words}


def signs_of(message):
    """The signs it was given: [(words of the kind, seats of those still here, whether somebody has left)]."""
    if not message.has_changed:
        return []
    by_kind = {}
    for sign in message.reactions.all():
        by_kind.setdefault(sign.kind, []).append(sign.seat)
    return [
        (
            kind.label,
            [seat for seat in by_kind[kind] if seat.is_current],
            any(not seat.is_current for seat in by_kind[kind]),
        )
        for kind in Reaction.Kind
        if kind in by_kind
    ]


def panel_html(room, held, calls, taken=()):
    """What waits for staff: calls for help first, then words about a life, then other words, each longest first.

    Needs `room.group`, and on every item `caller` (with `answered_by`) or what a message needs. `taken` calls stay a
    while.
    """
    words = [
        {
            "message": message,
            "words": plain(message.body),
            "quote": quote_of(message.reply_to, room) if message.reply_to else None,
            "why": why_held(message, room.group.language),
            "is_about_life": message.is_about_life,
        }
        for message in held
    ]
    words.sort(key=lambda waiting: not waiting["is_about_life"])
    taken_by = [(call, _name_of(call.answered_by)) for call in taken]
    return _render("groups/room/_panel.html", room, {"held": words, "calls": calls, "taken": taken_by})


def why_held(message, language):
    """What each rule that holds these words looks for, for staff: the most serious first, and nothing twice."""
    holding = [finding for finding in message.findings if finding.holds]
    holding.sort(key=lambda finding: (not finding.is_about_life, -finding.level))
    with translation.override(language):
        return list(dict.fromkeys(filter(None, map(in_words, holding))))


def call_html(room, call, *, leads_here, is_staffed, asked=None):
    """How a call for help stands, for the one who called: waiting and who has been asked to come, or who has it."""
    context = {
        "call": call,
        "name": _name_of(call.answered_by),
        "leads_here": leads_here,
        "is_staffed": is_staffed,
        "asked": asked,
    }
    return _render("groups/call/_mine.html", room, context)


def _has_just_been_quiet(room):
    """Whether a quiet time has ended by the clock so lately that people may not have seen it yet."""
    return room.mode == room.Mode.QUIET and timezone.now() - room.quiet_until < QUIET_OVER_STAYS


def state_html(room, status, mode, meeting, verdict, coming=None, has_ended=False):
    """How the room stands, and what that means for its people. `verdict`: whether members may speak now.

    `coming` is the next meeting, said while the room is closed; `has_ended`: one has just ended.
    """
    reads_first = room.reads_first or room.group.is_read_first
    context = {
        "status": status,
        "mode": mode,
        "begins_at": meeting.starts_at if meeting and meeting.starts_at > timezone.now() else None,
        "comes_at": coming.starts_at if coming and meeting is None else None,
        "has_ended": has_ended,
        "verdict": verdict,
        "reads_first": reads_first,
        "is_quiet_over": bool(verdict) and _has_just_been_quiet(room),
        "slow": room.slow_seconds,
        "quiet_until": room.quiet_until if mode == room.Mode.QUIET and status == room.Status.OPEN else None,
        "pause_text": room.pause_text if status == room.Status.PAUSED else "",
        "is_lit": status in {room.Status.PAUSED, room.Status.UNSTAFFED, room.Status.BEFORE},
    }
    return _render("groups/room/_state.html", room, context)


def own_seat_html(room, seat, refusal):
    """Why this person may not speak just now, or that staff read their words first, for their own pages."""
    if not refusal and (seat.is_staff or not seat.waits_to_be_read):
        return ""
    until = seat.silent_until if refusal else None
    left = until - timezone.now() if until else None
    context = {
        "seat": seat,
        "refusal": refusal,
        "seconds": int(left.total_seconds()) + 1 if left else None,
        "reads_first": seat.waits_to_be_read and not seat.is_staff,
    }
    return _render("groups/room/_own_seat.html", room, context)


def seats_html(room, people):
    """The circle as nobody in particular sees it; each page turns it to its own chair and marks who is there.

    `people` are dicts of `id`, `alias`, `staff` and `role`, in the order of the seats. Who is there is not in it.
    """
    people = [{fact: value for fact, value in person.items() if fact != "here"} for person in people]
    return _render("groups/room/_seats.html", room, {"people": people})


def people_html(room, members):
    """The members' seats as staff see them, with a way to the choices for each."""
    return _render("groups/room/_people.html", room, {"members": members})


def piece(template, room, context):
    """Any other piece, in the group's language."""
    return _render(template, room, context)


def _name_of(user):
    """How staff are called in public; somebody whose account is gone was staff all the same."""
    return (user.display_name if user else "") or gettext("Staff")


def _render(template, room, context):
    with translation.override(room.group.language):
        return render_to_string(template, {"room": room, "group": room.group, **context})


def numbers_html(country):
    """The numbers to call, in the reader's language: the page has them from its start, for when it has no network."""
    language = get_language()

    def written():
        lines = [line for line in lines_for(country, language) if line.phone][:NUMBERS]
        return render_to_string("directory/_kept_numbers.html", {"lines": lines})

    return shelf.fetch(("numbers", country, language), written)
