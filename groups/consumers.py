"""One person's open door to one room. It carries; actions decide; the hub delivers."""

import dataclasses
import time
import uuid

from django.conf import settings

from community.accounts.limits import WRITE_EVERY, touch
from community.accounts.lines import of_cookie
from community.live.consumer import LiveConsumer
from community.live.seats import Seat
from community.live.threads import actions
from community.live.together import together_at
from community.screening import screen
from community.verdicts import require
from groups import fragments, rules
from groups.actions.saying import say_together
from groups.forms.message import SayForm
from groups.models import Membership, Message
from groups.models.message import hand_answers
from groups.saying import Saying
from groups.scene import everyone, own, staff


class RoomConsumer(LiveConsumer):
    """The live line of the room page. Frames in: `since`, `say`, `active`; frames out: as the hub tells."""

    acted_at = float("-inf")

    def seat(self):
        """The place this person has in this room now, or None. Two queries; more only for facilitators."""
        session = of_cookie(self.scope.get("cookies", {}))
        membership = session and self._membership(session.user)
        if not membership or not rules.may_enter(session.user, membership):
            return None
        room = membership.group.room
        is_staff = bool(rules.may_run(session.user, membership, room))
        audiences = [session.user.audience, session.audience]
        if is_staff:
            audiences.append(room.staff_audience)
        self.session_key = session.key
        return Seat(
            room_id=str(room.pk),
            user_id=str(session.user.pk),
            audiences=tuple(audiences),
            staff=is_staff,
            label={"id": str(membership.pk)},
            expires=session.expires_at,
            language=room.group.language,
        )

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
        with self._language():
            saying = self._saying(content.get("say"))
        if time.monotonic() - self.acted_at >= WRITE_EVERY:
            await actions.call(self._act)
        if settings.SCREENERS:
            saying = await actions.call(self._screened, saying)
        return await together_at(self.hub, said_together).ask(saying)

    def _saying(self, facts):
        facts = SayForm.read(facts if isinstance(facts, dict) else {})
        return Saying(
            room_id=uuid.UUID(self.place.room_id),
            seat_id=uuid.UUID(self.place.label["id"]),
            body=facts["body"],
            client_id=facts["client_id"],
            reply_to_id=facts.get("reply_to"),
        )

    def _screened(self, saying):
        """Asked here, where a slow screener holds up nobody but whoever wrote the words."""
        membership = self._membership()
        require(rules.may_enter(membership.user if membership else None, membership))
        screening = screen(saying.body, author=membership, place=membership.group.room)
        return dataclasses.replace(saying, screening=screening)

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
            .filter(group__room=self.scope["url_route"]["kwargs"]["pk"], user=person)
            .first()
        )


def said_together(sayings):
    """What each of these is answered: the facts of its message, or the refusal."""
    outcomes = say_together(sayings=sayings)
    return [_accepted(outcome) if isinstance(outcome, Message) else outcome for outcome in outcomes]


def _accepted(message):
    return {
        "type": "accepted",
        "client_id": str(message.client_id),
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
