"""Saying something: alone, or together with whoever else is talking in this process just now."""

from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

from community.live import publish
from community.screening import content_held, content_noticed, screen, written
from community.verdicts import require
from groups import fragments, pace, rules
from groups.actions.room import tell_own, tell_staff
from groups.models import Membership, Message
from groups.saying import Saying, keep, message_of, number, standing, times_of


def say(*, room, author: Membership, body: str, client_id, reply_to: UUID | None = None, card: str = ""):
    """Put a person's words in the room. Safe to repeat: a resend finds the first copy.

    `reply_to`: the id of what they answer. `card`: the service shared with it (`groups.actions.card` asks who may).
    Words that must be read first wait for staff and take no number; nobody else learns of them.
    Raises PermissionDenied with a sentence for the person.
    """
    saying = Saying(
        room_id=room.pk, seat_id=author.pk, body=body, client_id=client_id, reply_to_id=reply_to, card=card
    )
    (outcome,) = say_together(sayings=[screened(saying=saying, author=author, room=room)])
    if isinstance(outcome, PermissionDenied):
        raise outcome
    return outcome


def screened(*, saying, author, room):
    """The same with what screeners see in the words, or with why they are refused before anybody looks at them.

    Whoever may not speak as it is, or writes too fast, cannot make screeners work. A resend finds its first copy all
    the same. One query where a pace is kept; none where there are no screeners.
    """
    if not settings.SCREENERS:
        return saying
    if not (verdict := _may_be_looked_at(author, room)):
        return replace(saying, verdict=verdict)
    return replace(saying, screening=screen(saying.body, author=author, place=room))


def _may_be_looked_at(author, room):
    if author.user is None:
        return rules.may_enter(None, None)
    if not (verdict := rules.may_be_heard(author.user, author)):
        return verdict
    now = timezone.now()
    times = times_of(author, now=now, since=pace.window(), slow=room.slow_seconds)
    return rules.keeps_pace(author, room, times, now)


def say_together(*, sayings: list[Saying]):
    """The same for many at once, in one transaction: for each its Message, or the PermissionDenied it met.

    They are carried out in their order. Screeners were asked before: no slow rule may hold a room.
    """
    try:
        with transaction.atomic():
            return _say_all(sayings)
    except IntegrityError:  # said through another process at the same moment: now the first copy is there
        with transaction.atomic():
            return _say_all(sayings)


def _say_all(sayings):
    stands = standing(sayings, since=pace.window())
    fresh = []
    outcomes = []
    for language, following in groupby(
        sayings, key=attrgetter("language")
    ):  # taking one up costs as much as the rules
        with translation.override(language):
            outcomes += [_outcome(saying, stands, fresh) for saying in following]
    shown = [message for message in fresh if message.state == Message.State.SHOWN]
    numbers = number(Counter(message.room_id for message in shown))
    for message in shown:
        message.position = message.revision = numbers[message.room_id]
        numbers[message.room_id] += 1
    if fresh:
        keep(fresh)
    for message in shown:
        tell(message=message, news="message.said", meeting=message.meeting)
    _tell_of_held([message for message in fresh if message.state == Message.State.HELD])
    _tell_of_noticed([message for message in shown if message.found])
    return outcomes


def _outcome(saying, stands, fresh):
    """What becomes of one: a new message, its first copy, or the refusal, in the language of whoever hears it."""
    try:
        if (said := _said_before(saying, stands)) is None:
            return _said_now(saying, stands, fresh)
        if _says_the_same(said, saying):
            return said
        other = replace(saying, client_id=_other_id(saying))
        return _kept_as(other, stands) or _said_now(other, stands, fresh)
    except PermissionDenied as refusal:
        return refusal


def _said_before(saying, stands):
    """The first copy, looked for first: a resend is answered even if the room has closed since."""
    room, author = stands.rooms.get(saying.room_id), stands.seats.get(saying.seat_id)
    if room is None or author is None or author.user_id is None:
        require(rules.may_enter(None, None))
    if said := stands.said.get(saying.key):
        require(rules.may_enter(author.user, author))
        said.room, said.author = room, author
    return said


def _says_the_same(said, saying):
    """Whether this is a resend of those words. Other words under the same `client_id` must not get lost in it."""
    return (said.body, said.reply_to_id, said.card) == (saying.body, saying.reply_to_id, saying.card)


def _other_id(saying):
    """A `client_id` for other words under one in use: always the same for the same words, and tells nothing of them."""
    facts = repr((str(saying.client_id), saying.body, str(saying.reply_to_id), saying.card))
    return UUID(bytes=salted_hmac("groups.saying", facts, algorithm="sha256").digest()[:16])


def _kept_as(saying, stands):
    """The first copy of such other words, if they are a resend."""
    if saying.key not in stands.said:
        room, author = stands.rooms[saying.room_id], stands.seats[saying.seat_id]
        said = Message.objects.filter(room=room, author=author, client_id=saying.client_id).first()
        if said is None:
            return None
        said.room, said.author = room, author
        stands.said[saying.key] = said
    return stands.said[saying.key]


def _said_now(saying, stands, fresh):
    room, author = stands.rooms[saying.room_id], stands.seats[saying.seat_id]
    meeting, staff_count = stands.meetings.get(room.group_id), stands.staff[room.pk]
    require(rules.may_say(author.user, author, room, meeting=meeting, staff_count=staff_count))
    require(saying.verdict)
    times = stands.times.setdefault(author.pk, [])
    require(rules.keeps_pace(author, room, times, stands.now))
    message = message_of(saying, room=room, meeting=meeting, author=author, stands=stands)
    if saying.reply_to_id:
        message.reply_to = stands.answered.get(saying.reply_to_id)
        require(rules.may_answer(message.reply_to, room, meeting))
    if saying.screening.findings:
        message.found = written(saying.screening.findings)
    if saying.screening.holds or rules.needs_reading(author, room):
        message.state = Message.State.HELD
    times.append(stands.now)
    stands.said[saying.key] = message
    fresh.append(message)
    return message


def _tell_of_held(held):
    """Their authors, staff's panels, and whoever opens cases; once for each room."""
    for message in held:
        told = partial(content_held.send, Message, content=message, findings=message.findings)
        transaction.on_commit(told, robust=True)
        tell_author(message=message)
    for room in {message.room_id: message.room for message in held}.values():
        tell_staff(room=room, parts=("panel", "people"))  # whoever waits to be read is not silent


def _tell_of_noticed(shown):
    """Whoever opens cases, for words that did not have to wait."""
    for message in shown:
        told = partial(content_noticed.send, Message, content=message, findings=message.findings)
        transaction.on_commit(told, robust=True)
        tell_of_help(message=message)


def tell(*, message, news, meeting):
    """Words, names and times travel only while their meeting is on; that something is gone always does."""
    publish(
        message.room.audience,
        news,
        html=fragments.message_html(message) if message.is_of(meeting) else "",
        revision=message.revision,
        id=str(message.pk),
        position=message.position,
    )


def tell_author(*, message):
    """What becomes of waiting words is told to their author's own pages only; taken back, they vanish there too.

    Whoever has left may have pages open elsewhere, and is told nothing there.
    """
    author = message.author
    if author is None or not author.is_current or author.user is None:
        return
    waiting = message.state in Message.WAITING
    publish(
        author.user.audience,
        "message.own",
        html=fragments.message_html(message, own=True) if waiting else "",
        room=str(message.room_id),
        id=str(message.pk),
    )
    tell_of_help(message=message)


def tell_of_help(*, message):
    """Crisis lines below the talk, for its author alone, where a life may be in danger. Needs the room locked."""
    if message.needs_help:
        tell_own(room=message.room, seat=message.author, parts=("help",))
