"""Any interleaving leaves every page, once caught up, with exactly the transcript the database shows that person;
and nothing held ever reaches another member, in any frame or page."""

import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client, TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from community.live import publishing
from groups import fragments
from groups.actions import message as act
from groups.actions.reaction import react, unreact
from groups.actions.room import set_mode
from groups.models import Message, Room
from groups.sockets import RoomSource
from tests import cast

MEMBERS = 3
who = st.integers(0, MEMBERS - 1)
which = st.integers(0, 99)


class Page:
    """An open page as live-room.js keeps it: pieces by id, in the order of their positions, and what it has heard."""

    def __init__(self, seat):
        self.seat = seat
        self.audiences = {seat.group.room.audience, seat.user.audience}
        self.pieces, self.own = {}, {}
        self.revision = 0
        self.is_connected, self.is_behind = True, False
        self.coming, self.heard = [], []

    def hear(self, facts):
        self.heard.append(facts)
        if facts["type"] == "message.own":
            self.own.pop(facts["id"], None)
            if facts["html"]:
                self.own[facts["id"]] = facts["html"]
        elif "position" in facts and facts["revision"] == self.revision + 1 and not self.is_behind:
            self.place(facts)
            self.revision = facts["revision"]
        elif "position" in facts and facts["revision"] > self.revision:
            self.is_behind = True  # it asks since=, which catch_up does

    def place(self, facts):
        self.own.pop(facts["id"], None)
        self.pieces[facts["id"]] = (facts["position"], facts["html"])

    def catch_up(self, room):
        counter = RoomSource().counters([str(room.pk)])[str(room.pk)].revision
        for _revision, facts in RoomSource().frames_since(str(room.pk), self.revision, 10_000):
            self.heard.append(facts)
            self.place(facts)
        self.own = {}
        for message in Message.objects.filter(room=room).own_apart(self.seat):
            message.room, message.author = room, self.seat
            self.own[str(message.pk)] = fragments.message_html(message, own=True)
        self.revision, self.is_behind, self.is_connected = counter, False, True

    @property
    def transcript(self):
        return [html for _position, html in sorted(self.pieces.values())]


class Talk(RuleBasedStateMachine):
    """Three members and a facilitator, with lines that break and broadcasts that are dropped."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        fragments.shelf.pieces.clear()
        group = cast.make_group()
        self.leader = cast.lead(cast.make_staff("facilitator"), group)
        self.seats = [cast.seat(cast.make_user(), group) for _ in range(MEMBERS)]
        cast.make_meeting(group)
        cast.attend(self.leader.user, group)
        self.room = group.room
        self.pages = [Page(seat) for seat in self.seats]
        self.said, self.ever_shown = [], set()
        self.hand_over = publishing._hand_over
        publishing._hand_over = self.broadcast

    def teardown(self):
        publishing._hand_over = self.hand_over
        try:
            self.caught_up_pages_show_what_the_database_shows()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def broadcast(self, frame):
        for page in self.pages:
            if page.is_connected and frame.audience in page.audiences:
                page.coming.append(json.loads(frame.text))

    def do(self, action, **kwargs):
        """Carry out and commit; a refusal is an answer too."""
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                message = action(**kwargs)
        except PermissionDenied:
            return None
        if isinstance(message, Message):
            if message.state == Message.State.SHOWN:
                self.ever_shown.add(message.body)
            return message
        return None

    def pick(self, number):
        return Message.objects.get(pk=self.said[number % len(self.said)]["id"]) if self.said else None

    # --- What people do ----------------------------------------------------------------
    @rule(who=who)
    def say(self, who):
        body, client_id = f"words{len(self.said)}x{uuid.uuid4().hex}", uuid.uuid4()
        message = self.do(act.say, room=self.room, author=self.seats[who], body=body, client_id=client_id)
        if message is not None:
            self.said.append({"id": message.pk, "who": who, "body": body, "client_id": client_id})

    @rule(who=who, number=which)
    def answer(self, who, number):
        if not (answered := self.pick(number)):
            return
        body, client_id = f"words{len(self.said)}x{uuid.uuid4().hex}", uuid.uuid4()
        facts = {"body": body, "client_id": client_id, "reply_to": answered.pk}
        message = self.do(act.say, room=self.room, author=self.seats[who], **facts)
        if message is not None:
            self.said.append({"id": message.pk, "who": who} | facts)

    @rule(who=who, number=which, verb=st.sampled_from([react, unreact]))
    def sign(self, who, number, verb):
        if message := self.pick(number):
            self.do(verb, message=message, actor=self.seats[who], kind="with_you")

    @rule(number=which)
    def resend(self, number):
        if self.said:
            first = self.said[number % len(self.said)]
            again = self.do(
                act.say,
                room=self.room,
                author=self.seats[first["who"]],
                body=first["body"],
                client_id=first["client_id"],
                reply_to=first.get("reply_to"),
            )
            assert again.pk == first["id"]

    @rule(number=which, verb=st.sampled_from(["release", "give_back", "hide", "restore"]))
    def decide(self, number, verb):
        if message := self.pick(number):
            cited = {"rule": "kind"} if verb in ("give_back", "hide") else {}
            self.do(getattr(act, verb), message=message, actor=self.leader, **cited)

    @rule(number=which, who=who)
    def retract(self, number, who):
        if message := self.pick(number):
            self.do(act.retract, message=message, actor=self.seats[who])

    @rule(mode=st.sampled_from([Room.Mode.OPEN_TALK, Room.Mode.READ_FIRST]))
    def switch(self, mode):
        self.do(set_mode, room=self.room, actor=self.leader, mode=mode)

    # --- What lines do -----------------------------------------------------------------
    @rule(who=who, count=st.integers(1, 4))
    def deliver(self, who, count):
        page = self.pages[who]
        for facts in page.coming[:count]:
            page.hear(facts)
        del page.coming[:count]

    @rule(who=who)
    def drop_a_broadcast(self, who):
        del self.pages[who].coming[:1]

    @rule(who=who)
    def swap_two_broadcasts(self, who):
        coming = self.pages[who].coming
        coming[:2] = coming[1::-1]

    @rule(who=who)
    def lose_the_line(self, who):
        page = self.pages[who]
        page.is_connected, page.coming = False, []

    @rule(who=who)
    def reconnect(self, who):
        page = self.pages[who]
        page.coming = []
        page.catch_up(self.room)
        assert page.transcript == self.transcript_of(page.seat)

    # --- What must hold ----------------------------------------------------------------
    @invariant()
    def nothing_held_reaches_another_member(self):
        secrets = [(line["who"], line["body"]) for line in self.said if line["body"] not in self.ever_shown]
        for number, page in enumerate(self.pages):
            text = json.dumps(page.heard + page.coming)
            for author, body in secrets:
                assert number == author or body not in text

    def caught_up_pages_show_what_the_database_shows(self):
        for number, page in enumerate(self.pages):
            page.catch_up(self.room)
            assert page.transcript == self.transcript_of(page.seat), f"page {number}"
            assert list(page.own.values()) == self.own_of(page.seat), f"page {number}"

    def transcript_of(self, seat):
        shown = (
            Message.objects.visible_to(seat.user)
            .placed()
            .select_related("author", "room__group", "decided_by")
        )
        return [fragments.message_html(message) for message in shown]

    def own_of(self, seat):
        waiting = Message.objects.visible_to(seat.user).filter(position=None).order_by("said_at")
        return [
            fragments.message_html(message, own=True)
            for message in waiting.select_related("author", "room__group", "decided_by")
        ]


class TalkWithPages(Talk):
    """The same, and the server's own page is read as well."""

    @invariant()
    def no_page_shows_what_is_held(self):
        secrets = [(line["who"], line["body"]) for line in self.said if line["body"] not in self.ever_shown]
        for number, seat in enumerate(self.seats):
            client = Client()
            client.force_login(seat.user)
            html = client.get(f"/rooms/{self.room.pk}/").content.decode()
            for author, body in secrets:
                assert (number == author) or body not in html


FEW = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True}


@pytest.mark.django_db
def test_any_interleaving_ends_with_the_databases_transcript():
    run_state_machine_as_test(Talk, settings=settings(max_examples=40, stateful_step_count=25, **FEW))


@pytest.mark.django_db
def test_no_page_ever_shows_held_words():
    run_state_machine_as_test(TalkWithPages, settings=settings(max_examples=5, stateful_step_count=15, **FEW))
