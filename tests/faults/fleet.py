"""Pages without a browser: each keeps what was not accepted, comes back by itself, and asks for what it missed.

What they do is what the room's page does (static/js); what they saw is judged elsewhere (checker.py).
"""

import asyncio
import contextlib
import itertools
import json
import random
import re
import secrets
import time
import uuid

import websockets

from tests.faults.checker import Event, Log

SOON, LATEST = 0.2, 4.0  # seconds until a page tries again, at random between the two
NEVER = float("-inf")
PATIENCE = 6.0  # seconds until words that nobody answered are sent again
WORDS = "Somebody said that it helps to walk at the same hour, <every> day & whatever the weather. Äiti, ö and 🙂 too. "
RELEASE = re.compile(r'action="(/messages/[0-9a-f-]{36}/release/)"')
EARLIER = re.compile(r'href="(\?before=\d+)"')
SINCE = re.compile(r'<live-room [^>]*data-since="(\d+)"')


class Page:
    """One person's open room."""

    def __init__(self, house, facts):
        self.house = house
        self.facts = facts
        self.log = Log(facts["seat"], facts["room"], facts["leads"])
        self.revision = 0
        self.outbox = {}  # client_id -> body, until the server says it has it
        self.sent_at = NEVER
        self.refusals = []
        self.line = None
        self.has_caught_up = False
        self.reads = asyncio.Event()
        self.reads.set()
        self.tries = 0
        self.duties = set()
        self.is_evening_over = False

    def note(self, kind, what=None):
        self.log.events.append(Event(time.time(), kind, what))

    # --- The line ---------------------------------------------------------------------------------
    async def live(self):
        """Come, and come back, until cancelled."""
        while True:
            try:
                async with self.connect() as self.line:
                    self.note("open")
                    await self.ask()
                    while True:
                        await self.reads.wait()
                        await self.hear(await self.line.recv())
            except (OSError, TimeoutError, websockets.WebSocketException):
                self.note("lost")
            finally:
                self.line, self.has_caught_up = None, False
            self.tries += 1
            await asyncio.sleep(random.uniform(SOON, min(LATEST, 0.5 * 2**self.tries)))

    def connect(self):
        return websockets.connect(
            f"wss://127.0.0.1:{self.house.port}/ws/rooms/{self.facts['room']}/",
            ssl=self.house.trust,
            origin=self.house.origin,
            additional_headers={"Cookie": self.facts["cookie"]},
            compression=None,
            ping_interval=None,
            open_timeout=20,
            close_timeout=1,
            max_queue=4,
            proxy=None,
        )

    def drop(self):
        """The line breaks, as in a tunnel: no closing word."""
        if self.line:
            self.line.transport.abort()

    async def send(self, content):
        """Best effort: a line that has just gone is noticed elsewhere."""
        if self.line:
            with contextlib.suppress(OSError, websockets.WebSocketException):
                await self.line.send(json.dumps(content, ensure_ascii=False))

    async def ask(self):
        self.note("asked", self.revision)
        await self.send({"since": self.revision})

    # --- Hearing ----------------------------------------------------------------------------------
    async def hear(self, text):
        self.note("heard", text)
        facts = json.loads(text)
        kind = facts["type"]
        if kind in {"message.said", "message.changed"}:
            if facts["revision"] > self.revision + 1:
                await self.ask()
            else:
                self.revision = max(self.revision, facts["revision"])
        elif kind == "heartbeat" and facts["revision"] > self.revision:
            await self.ask()
        elif kind == "caught_up":
            await self.catch_up(facts)
        elif kind == "reload":
            await self.refresh()
        elif kind == "accepted":
            self.outbox.pop(facts["client_id"], None)
            self.sent_at = NEVER
            await self.push()
        elif kind == "refused":
            self.refusals.append(facts)
            self.sent_at = time.monotonic() - PATIENCE + random.uniform(1, 2)  # soon again
        if self.facts["leads"]:
            self.look_after(facts)

    async def catch_up(self, facts):
        self.tries = 0
        self.revision = max(self.revision, facts["revision"])
        if not self.has_caught_up:
            self.has_caught_up, self.sent_at = True, NEVER
            await self.push()

    async def refresh(self):
        """Too much was missed: the whole page anew, and the pages before it."""
        path, parts = f"/rooms/{self.facts['room']}/", []
        query = "?quiet"
        while query:
            status, _headers, html = await asyncio.to_thread(
                self.house.request, "GET", path + query, {"Cookie": self.facts["cookie"]}
            )
            if status != 200:
                raise OSError("the page did not come")
            parts.insert(0, html)
            earlier = EARLIER.search(html)
            query = earlier and earlier[1]
        since = SINCE.search(parts[-1])[1]
        self.note("page", "".join([f'<live-room data-since="{since}">', *parts]))
        self.revision = int(since)
        await self.ask()

    # --- Speaking ---------------------------------------------------------------------------------
    async def say(self, length):
        """Put words in the outbox; they go at once, or when the line is back."""
        words = (
            WORDS * (length // len(WORDS) + 1) if length <= 160 else "🙂" * length
        )  # the heaviest there is
        body = f"mark-{secrets.token_hex(8)} {words[:length]}".strip()
        client_id = str(uuid.uuid4())
        self.outbox[client_id] = body
        self.note("said", {"client_id": client_id, "body": body})
        await self.push()

    async def push(self):
        """Send the oldest words that wait: one message is on its way at a time, and goes again when nobody answers."""
        if self.has_caught_up and self.outbox and time.monotonic() - self.sent_at > PATIENCE:
            self.sent_at = time.monotonic()
            client_id, body = next(iter(self.outbox.items()))
            await self.send({"say": {"client_id": client_id, "body": body}})

    async def insist(self):
        """Send again, with the same id, what was refused or never answered."""
        while True:
            await asyncio.sleep(random.uniform(0.3, 0.7))
            await self.push()

    # --- Leading ----------------------------------------------------------------------------------
    def look_after(self, facts):
        """Let about every second held message through, after a moment; the others stay held."""
        if self.is_evening_over:
            return
        for action in set(RELEASE.findall((facts.get("parts") or {}).get("panel") or "")) - set(self.duties):
            self.duties.add(action)
            if int(action.split("/")[2][-1], 16) % 2:
                self.house_keeping.append(asyncio.create_task(self.release(action)))

    async def release(self, action):
        await asyncio.sleep(random.uniform(0.3, 2.0))
        token = secrets.token_hex(16)
        headers = {
            "Cookie": f"{self.facts['cookie']}; __Host-csrf={token}",
            "X-CSRFToken": token,
            "Origin": self.house.origin,
            "X-Live": "1",
        }
        self.releases[action.split("/")[2]] = time.time()
        for _try in range(10):
            with contextlib.suppress(OSError):
                status, _headers, _text = await asyncio.to_thread(
                    self.house.request, "POST", action, headers, b""
                )
                if status in {204, 403}:  # 403: it was done, and only the answer got lost
                    return
            await asyncio.sleep(1)


class Fleet:
    """So many rooms full of open pages."""

    def __init__(self, house, rooms=10, members=9):
        self.house = house
        self.releases = {}
        self.house_keeping = []
        self.final = {}  # room -> its counter in the database, when all has been said
        self.seats = house.ask("rooms", count=rooms, members=members)["seats"]
        self.pages = [Page(house, facts) for facts in self.seats]
        for page in self.pages:
            page.releases, page.house_keeping = self.releases, self.house_keeping
        self.rooms = sorted({facts["room"] for facts in self.seats})

    async def __aenter__(self):
        self.tasks = [
            asyncio.create_task(work) for page in self.pages for work in (page.live(), page.insist())
        ]
        await self.until(lambda: all(page.has_caught_up for page in self.pages), 90, "all pages are open")
        return self

    async def __aexit__(self, *_trouble):
        for task in [*self.tasks, *self.house_keeping]:
            task.cancel()
        await asyncio.gather(*self.tasks, *self.house_keeping, return_exceptions=True)

    async def talk(self, seconds, rate=20, length=0, speakers=None):
        """So many messages a second over all, each person in turn; short ones, unless a length is given."""
        speakers = list(speakers or self.pages)
        random.shuffle(speakers)
        began = time.monotonic()
        for number, page in enumerate(itertools.cycle(speakers)):
            due = began + number / rate
            if due > began + seconds:
                return
            await asyncio.sleep(max(0, due - time.monotonic()))
            await page.say(length or random.randint(0, 160))

    async def settle(self, seconds=90):
        """Wait until every page has been answered, and shows its room as far as the database goes.

        First nobody does anything any more: words that are let through later would be missing from closed pages.
        """
        await self.until(
            lambda: not any(page.outbox for page in self.pages), seconds, "all words are accepted"
        )
        for page in self.pages:
            page.is_evening_over = True
        await asyncio.gather(*self.house_keeping)
        answer = await asyncio.to_thread(self.house.ask, "revisions", rooms=self.rooms)
        self.final = answer["revisions"]
        await self.until(self.are_level, seconds, "all pages show all that is in the database")

    def are_level(self):
        return all(page.revision >= self.final[page.facts["room"]] for page in self.pages)

    async def until(self, holds, seconds, what):
        deadline = time.monotonic() + seconds
        while not holds():
            for task in self.tasks:
                if task.done():
                    task.result()  # a page that has stopped says why
            assert time.monotonic() < deadline, f"Not within {seconds} s: {what}. {self.state()}"
            await asyncio.sleep(0.1)

    def state(self):
        open_words = {page.facts["seat"]: len(page.outbox) for page in self.pages if page.outbox}
        reasons = {refusal["reason"] for page in self.pages for refusal in page.refusals[-3:]}
        away = [page.facts["seat"] for page in self.pages if not page.has_caught_up]
        return {"open": open_words, "reasons": reasons, "away": away}
