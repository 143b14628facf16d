"""One person's open door to one room. It carries; actions decide; the hub delivers."""

import hashlib
import time
import uuid
from functools import lru_cache
from sys import intern

from django.conf import settings
from django.utils.translation import get_language

from community.accounts.limits import SEEN, WRITE_EVERY, touch
from community.accounts.lines import person_in, sessions_of, signed_in
from community.live.consumer import LiveConsumer
from community.live.frames import Encoded, encode
from community.live.seats import Seat
from community.live.threads import actions, doors
from community.live.together import together_at
from community.verdicts import require
from groups import fragments, rules
from groups.actions.saying import say_together, screened
from groups.arrivals import AT_ONCE, SECONDS, arrivals_of, own_parts, shown_to_all
from groups.forms.message import SayForm
from groups.models import Membership, Message
from groups.models.message import hand_answers
from groups.saying import Saying
from groups.scene import everyone, own, staff
from groups.statements import same_uuid


class RoomConsumer(LiveConsumer):
    """The live line of the room page. Frames in: `since`, `say`, `active`; frames out: as the hub tells."""

    acted_at = float("-inf")

    async def connect(self):
        await super().connect()
        kept = {"session_key": self.scope["session_key"], "url_route": _route_to(self.room_id)}
        self.scope.clear()  # an open line would keep all the rest
        self.scope.update(kept)

    def seat(self):
        """The place this person has in this room now, or None. Two queries; more only for facilitators."""
        return self.arrive()[0]

    def arrive(self):
        """The same, and what a member's page needs besides the transcript. No query more, where nothing is going on."""
        return arrived_together([self])[0]

    async def come(self):
        """In a crowd, whoever waits comes in with the others who wait."""
        queue = together_at(self.hub, arrived_together, threads=doors, batch=AT_ONCE, waiting=float("inf"))
        return await queue.ask(self)

    def let_in(self, session, arrival):
        """What `arrive` says of somebody whose session and seat have been found; None for what there is not."""
        line = arrival and signed_in(session, arrival.seat.user)
        if not line or not rules.may_enter(line.user, arrival.seat):
            return None, None
        room = arrival.room
        is_staff = bool(rules.may_run(line.user, arrival.seat, room))
        self.session_key = line.key
        seconds_ago = time.time() - session[SEEN]  # a page was opened just before: that was an act already
        self.acted_at = max(self.acted_at, time.monotonic() - seconds_ago)
        own_facts = _own_facts_of(arrival)
        place = Seat(
            room_id=intern(str(room.pk)),  # what all in a room have alike is kept once
            user_id=str(line.user.pk),
            audiences=(line.user.audience, line.audience, *([room.staff_audience] if is_staff else [])),
            staff=is_staff,
            label={"id": str(arrival.seat.pk)},
            expires=line.expires_at,
            language=intern(room.group.language),
            signature=intern(arrival.signature),
            chapter=intern(chapter_of(arrival.meeting)),
            own=hashlib.blake2b("".join(own_facts.values()).encode(), digest_size=16).digest(),
        )
        if is_staff:
            return place, None
        return place, {
            "parts": _joined(_shown_to_all(arrival), own_facts["parts"]),
            "own": own_facts["own"],
        }

    @property
    def room_id(self):
        return self.scope["url_route"]["kwargs"]["pk"]

    def greeting(self, since):
        """What a page needs besides the transcript: its parts, and this person's own words that wait."""
        membership = self._membership()
        if membership is None:
            return {}
        room = membership.group.room
        parts = everyone(room) | own(room, membership)
        if self.place.staff and rules.may_run(membership.user, membership, room):
            parts |= staff(room)
        waiting = _own_apart(membership, room)
        return {"parts": parts, "own": [_own_facts(message, room) for message in waiting]}

    def carry_out(self, content):
        self._act()

    async def carry(self, content):
        """What is said waits with what others say just then; everything else is carried out on a thread."""
        if content.get("active") is True:
            return await super().carry(content)
        saying = self._saying(content.get("say"))
        if time.monotonic() - self.acted_at >= WRITE_EVERY:
            await actions.call(self._act)
        if settings.SCREENERS:
            saying = await actions.call(self._screened, saying)
        return await together_at(self.hub, said_together).ask(saying)

    def _saying(self, facts):
        facts = SayForm.read(facts if isinstance(facts, dict) else {})
        return Saying(
            room_id=same_uuid(self.place.room_id),
            seat_id=same_uuid(self.place.label["id"]),
            body=facts["body"],
            client_id=facts["client_id"],
            reply_to_id=facts.get("reply_to"),
            language=self.place.language or get_language(),
        )

    def _screened(self, saying):
        """Asked here, where a slow screener holds up nobody but whoever wrote the words."""
        with self._language():
            membership = self._membership()
            require(rules.may_enter(membership.user if membership else None, membership))
            return screened(saying=saying, author=membership, room=membership.group.room)

    def _act(self):
        """Put the end of the session off; not for every word, since a session is written once a minute anyway."""
        now = time.monotonic()
        if now - self.acted_at >= WRITE_EVERY:
            self.acted_at = now
            touch(self.session_key)

    def _membership(self, user=None):
        """This person's current seat, fresh from the database, with all that rules ask of it. One query."""
        person = user.pk if user else uuid.UUID(self.place.user_id)
        return (
            Membership.objects.current()
            .select_related("user", "group__room")
            .filter(group__room=self.room_id, user=person)
            .first()
        )


@lru_cache(maxsize=2000)
def _route_to(room_id):
    """What all lines of a room have alike of their request, once. Not to be changed."""
    return {"kwargs": {"pk": room_id}}


def chapter_of(meeting):
    """What the words of a room belong to just now (`community.live.ring`)."""
    return str(meeting.pk) if meeting else ""


scenes = fragments.Shelf(size=500, seconds=SECONDS)


def _shown_to_all(arrival):
    """The parts that everybody in the room sees alike, encoded once for all who come while they stand as they do."""
    key = (arrival.room.pk, arrival.signature)
    return scenes.fetch(key, lambda: Encoded(encode(shown_to_all(arrival))))


def _own_facts_of(arrival):
    """What one person alone is shown, encoded: their parts, and their words that wait."""
    waiting = _own_apart(arrival.seat, arrival.room) if arrival.has_waiting else []
    return {
        "parts": Encoded(encode(own_parts(arrival))),
        "own": Encoded(encode([_own_facts(message, arrival.room) for message in waiting])),
    }


def _joined(one, other):
    """Two encoded objects as one."""
    return Encoded(f"{one[:-1]},{other[1:]}")


def arrived_together(comers):
    """What `arrive` says of each of these sockets. Two queries for all."""
    sessions = sessions_of([comer.scope.get("session_key") for comer in comers])
    people = [session and person_in(session) for session in sessions]
    rooms = [comer.room_id for comer in comers]
    arrivals = arrivals_of(list(zip(rooms, people, strict=True)))
    return [comer.let_in(*found) for comer, *found in zip(comers, sessions, arrivals, strict=True)]


def said_together(sayings):
    """What each of these is answered: the facts of its message, or the refusal."""
    outcomes = say_together(sayings=sayings)
    return [
        _accepted(outcome, saying) if isinstance(outcome, Message) else outcome
        for outcome, saying in zip(outcomes, sayings, strict=True)
    ]


def _accepted(message, saying):
    return {
        "type": "accepted",
        "client_id": str(saying.client_id),  # as the page sent it
        "id": str(message.pk),
        "state": message.state,
        "html": fragments.message_html(message, own=message.state in Message.WAITING),
        "position": message.position,
        "revision": message.revision,
    }


def _own_apart(membership, room):
    messages = list(Message.objects.filter(room=room).own_apart(membership))
    for message in messages:
        message.room, message.author = room, membership
    hand_answers(messages)
    return messages


def _own_facts(message, room):
    return {
        "type": "message.own",
        "room": str(room.pk),
        "id": str(message.pk),
        "html": fragments.message_html(message, own=True),
    }
