"""manage.py demo_voices: scripted members talk in the live room through real sockets, until stopped."""

import asyncio
import json
import random
import sys
import uuid

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand
from websockets.asyncio.client import connect

from community.accounts.limits import begin
from community.demo.people import cast
from community.demo.seed import recentre
from groups.models import Membership

SPEAKERS = ("Mikael", "Kuura", "Halla", "Tuuli", "Saari")


class Command(BaseCommand):
    help = "Let scripted members talk in the demo's live room."

    def add_arguments(self, parser):
        parser.add_argument(
            "--pace", type=float, default=1.0, help="2 is twice as slow, 0.1 ten times as fast"
        )

    def handle(self, *args, **options):
        try:
            asyncio.run(self.meet(options["pace"]))
        except KeyboardInterrupt:
            self.stdout.write("The voices have left.")

    async def meet(self, pace):
        seats = await sync_to_async(seats_of)(SPEAKERS)
        voices = {seat.alias: Voice(seat) for seat in seats}
        async with asyncio.TaskGroup() as group:
            for voice in voices.values():
                group.create_task(voice.stay())
            group.create_task(talk(voices, pace))
            group.create_task(answer(voices, pace))
            group.create_task(keep_meeting())


class Voice:
    """One scripted person with a page open in the room."""

    def __init__(self, seat):
        self.seat = seat
        self.revision = 0
        self.line = None
        self.heard = asyncio.Queue()

    async def stay(self):
        """Keep the line open: come back when it breaks, sign in anew when the session ends."""
        while True:
            try:
                await self.listen()
            except (OSError, ConnectionError, asyncio.IncompleteReadError):
                pass
            except Exception as error:  # noqa: BLE001 (whatever it is, the voice comes back)
                sys.stderr.write(f"voice: {type(error).__name__}\n")
            self.line = None
            await asyncio.sleep(random.uniform(1, 3))  # noqa: S311

    async def listen(self):
        key = await sync_to_async(sign_in)(self.seat.user)
        room = self.seat.group.room.pk
        url = f"{settings.SITE_URL.replace('http', 'ws', 1)}/ws/rooms/{room}/"
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"}
        async with connect(
            url, origin=settings.SITE_URL, additional_headers=headers, compression=None
        ) as line:
            await line.send(json.dumps({"since": self.revision}))
            self.line = line
            async for text in line:
                self.hear(json.loads(text))

    def hear(self, news):
        self.revision = max(self.revision, news.get("revision") or 0)
        if news["type"] == "message.said":
            self.heard.put_nowait(news["html"])

    async def say(self, body):
        if self.line is not None:
            await self.line.send(json.dumps({"say": {"client_id": str(uuid.uuid4()), "body": body}}))

    async def act(self):
        if self.line is not None:
            await self.line.send(json.dumps({"active": True}))


async def talk(voices, pace):
    """Say the script once, at the pace people write."""
    for seconds, alias, body in cast()["voices"]:
        await asyncio.sleep(seconds * pace * random.uniform(0.8, 1.3))  # noqa: S311
        await voices[alias].say(body)


async def answer(voices, pace):
    """When somebody who is not in the script says something, one of the voices answers kindly, now and then."""
    own = tuple(f'data-author="{voice.seat.pk}"' for voice in voices.values())
    listener, answers = voices["Mikael"], cast()["answers"]
    turn = 0
    while True:
        html = await listener.heard.get()
        if any(mark in html for mark in own) or "message--staff" in html:
            continue
        await asyncio.sleep(random.uniform(4, 8) * pace)  # noqa: S311
        alias, body = answers[turn % len(answers)]
        turn += 1
        await voices[alias].say(body)
        while not listener.heard.empty():
            listener.heard.get_nowait()


async def keep_meeting():
    """The live meeting stays live as long as the demo runs, unless somebody ends it."""
    while True:
        await asyncio.sleep(60)
        await sync_to_async(recentre)(reopens=False)


def seats_of(aliases):
    seats = Membership.objects.current().select_related("user", "group__room")
    live = next(facts for facts in cast()["groups"] if facts.get("live"))["name"]["en"]
    return list(seats.filter(group__texts__name=live, group__texts__language="en", alias__in=aliases))


def sign_in(user):
    """A session as the sign-in page makes one; returns its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    begin(session, user)
    session.save()
    return session.session_key
