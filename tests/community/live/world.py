"""A small world for the hub: a ledger in memory as its source, and sockets that are plain objects."""

import asyncio
import json
import threading
import time

from community.live.frames import Frame, room_audience
from community.live.hub import Hub, Pace
from community.live.seats import Seat
from community.live.source import Counter, NoRooms

QUICK = Pace(
    gap=0.02, tick=0.05, presence=0.02, heartbeat=1000, presence_every=0.1, presence_expires=0.25, sweep=0.02
)
ROOM = "7d1f"


def in_order(rows):
    return [(row["id"], row["html"]) for row in sorted(rows, key=lambda row: row["position"])]


class Ledger(NoRooms):
    """What a database would hold of some rooms: rows stamped with their latest revision."""

    def __init__(self, *room_ids):
        self.lock = threading.Lock()
        self.rows = {room_id: {} for room_id in room_ids or (ROOM,)}
        self.revisions = dict.fromkeys(self.rows, 0)
        self.signatures = dict.fromkeys(self.rows, "quiet")
        self.chapter = "first meeting"
        self.beats = []
        self.reads = []
        self.slowness = 0.0
        self.limit = None

    def change(self, row=None, text="", room_id=ROOM):
        """One step of the counter; return the frame an action would publish for it."""
        with self.lock:
            self.revisions[room_id] += 1
            revision = self.revisions[room_id]
            facts = {"type": "room.state", "revision": revision, "html": text}
            if row is not None:
                position = self.rows[room_id].get(row, (0, {"position": revision}))[1]["position"]
                facts = {
                    "type": "message",
                    "revision": revision,
                    "id": row,
                    "position": position,
                    "html": text,
                }
                self.rows[room_id][row] = (revision, facts)
        return Frame.of(room_audience(room_id), facts)

    def transcript(self, room_id=ROOM):
        shown = sorted(
            (facts["position"], row, facts["html"]) for row, (_, facts) in self.rows[room_id].items()
        )
        return [(row, html) for _, row, html in shown]

    def counters(self, room_ids):
        with self.lock:
            known = [room_id for room_id in room_ids if room_id in self.rows]
            return {
                room_id: Counter(self.revisions[room_id], self.signatures[room_id], self.chapter)
                for room_id in known
            }

    def frames_since(self, room_id, revision, limit):
        time.sleep(self.slowness)
        with self.lock:
            self.reads.append((room_id, revision))
            rows = sorted((stamp, facts) for stamp, facts in self.rows[room_id].values() if stamp > revision)
        return None if len(rows) > (self.limit or limit) else rows

    def changed(self, room_id, before, after):
        return [(room_audience(room_id), {"type": "room.state", "html": f"{before}>{after}"})]

    def beat(self, present):
        self.beats.append(present)


class Socket:
    """A page: it applies what it hears as a client does. `stuck` makes its sending wait."""

    def __init__(self):
        self.heard = []
        self.closed = None
        self.aborted = False
        self.free = asyncio.Event()
        self.free.set()
        self.rows = {}
        self.revision = 0
        self.doubles = 0
        self.holes = 0

    async def send_event(self, event):
        if not self.free.is_set():
            await self.free.wait()
        facts = json.loads(event["text"])
        self.heard.append(facts)
        self._apply(facts)

    async def close(self, code):
        self.closed = code

    def abort(self):
        self.aborted = True

    def _apply(self, facts):
        if facts["type"] == "caught_up":
            for news in facts["news"]:
                self._place(news)
            self.revision = facts["revision"]
        elif facts["type"] != "heartbeat" and "revision" in facts:
            self.doubles += facts["revision"] <= self.revision
            self.holes += facts["revision"] > self.revision + 1
            self._place(facts)
            self.revision = facts["revision"]

    def _place(self, facts):
        if "id" in facts:
            self.doubles += self.rows.get(facts["id"]) == facts
            self.rows[facts["id"]] = facts

    @property
    def transcript(self):
        return [
            (f["id"], f["html"]) for f in sorted(self.rows.values(), key=lambda f: (f["position"], f["id"]))
        ]

    def of(self, kind):
        return [facts for facts in self.heard if facts["type"] == kind]


def seat(name="wren", room_id=ROOM, **facts):
    audiences = facts.pop("audiences", (f"user.{name}", f"session.{name}"))
    facts = {"label": {"id": name}, "chapter": "first meeting"} | facts
    return Seat(room_id, name, audiences, **facts)


def open_hub(ledger, **facts):
    return Hub(rooms=ledger, pace=facts.pop("pace", QUICK), **facts).start()


async def enter(hub, name="wren", *, since=0, **facts):
    """A socket that has joined."""
    socket = Socket()
    await hub.join(socket, seat(name, **facts), since=since)
    return socket


async def until(condition, seconds=2.0):
    """Wait for something to become true; the assertion after it says what was not."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 (what is waited for sets no event)
            await asyncio.sleep(0.005)
