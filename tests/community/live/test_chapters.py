"""A newcomer never hears words of a meeting that was over when they came: not from the database, not from the ring."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.live import ring as rings
from community.live.hub import Pace
from tests.community.live.world import ROOM, Ledger, enter, open_hub, until

PACE = Pace(gap=0.005, tick=0.02, presence=1000, heartbeat=1000)

steps = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.sampled_from("abcde")),
        st.tuples(st.just("lose"), st.sampled_from("abcde")),  # said, and the layer has lost it
        st.tuples(st.just("next meeting"), st.booleans()),  # after a while in which none is on, or at once
        st.tuples(st.just("join"), st.integers(0, 9)),
        st.tuples(st.just("leave"), st.integers(0, 9)),
        st.tuples(st.just("wait"), st.sampled_from([0.001, 0.03])),
    ),
    min_size=10,
    max_size=50,
)


class Meetings(Ledger):
    """A ledger that keeps what `Message.objects.since` keeps: words travel while their meeting is on."""

    def __init__(self):
        super().__init__()
        self.spoken_at = {}

    def say(self, row):
        self.spoken_at[row] = self.chapter
        return self.change(row, self.chapter or "")

    def frames_since(self, room_id, revision, limit):
        return [
            (stamp, facts)
            for stamp, facts in super().frames_since(room_id, revision, limit)
            if not facts["html"] or facts["html"] == self.chapter
        ]


class Run:
    def __init__(self):
        self.ledger = Meetings()
        self.hub = open_hub(self.ledger, pace=PACE)
        self.number = 1
        self.pages = []
        self.came = {}  # page -> the number of the meeting that was on, or is next

    async def do(self, step, value):
        if step == "say":
            self.hub.deliver(self.ledger.say(value))
        elif step == "lose":
            self.ledger.say(value)
        elif step == "next meeting":
            self.number += 1
            self.ledger.chapter = "" if value else f"meeting {self.number}"
        elif step == "join":
            await self._join(value)
        elif step == "leave" and self.pages:
            await self.hub.leave(self.pages.pop(value % len(self.pages)))
        elif step == "wait":
            await asyncio.sleep(value)

    async def _join(self, age):
        since = max(0, self.ledger.revisions[ROOM] - age)
        page = await enter(self.hub, f"bird{len(self.came)}", since=since, chapter=self.ledger.chapter)
        self.came[page] = self.number
        self.pages.append(page)

    async def end(self):
        last = self.ledger.revisions[ROOM]
        await until(lambda: all(page.revision == last for page in self.pages))
        await self.hub.stop()

    @property
    def leaks(self):
        """What a page heard of meetings before the one it came to."""
        return [
            (news["html"], came)
            for page, came in self.came.items()
            for frame in page.heard
            for news in frame.get("news", [frame])
            if news.get("html", "").startswith("meeting") and int(news["html"].split()[1]) < came
        ]


def play(script):
    async def go():
        run = Run()
        run.ledger.chapter = "meeting 1"
        await run.do("join", 0)
        for step, value in script:
            await run.do(step, value)
            await asyncio.sleep(0)
        await run.end()
        return run.leaks

    return asyncio.run(go())


@settings(max_examples=100, deadline=None)
@given(steps)
def test_whoever_comes_hears_nothing_of_an_earlier_meeting(script):
    assert play(script) == []


WEEK = [("say", "a"), ("say", "b"), ("next meeting", False), ("join", 9)]
EVENING = [("next meeting", True), ("join", 0), ("next meeting", False), ("say", "a"), ("next meeting", True)]


def _deaf_to_chapters(ring, revision, chapter, now):
    return rings_since(ring, revision, ring.chapter, now)


def _follows_always(ring, frame):
    if ring.top is not None and frame.revision == ring.top + 1:
        for piece in frame.pieces():
            ring._put(piece)
        ring.top = frame.revision


rings_since = rings.Ring.since


@pytest.mark.parametrize(
    ("place", "fault", "script"),
    [
        ("since", _deaf_to_chapters, WEEK),
        ("_follow", _follows_always, [*EVENING, ("join", 9)]),
    ],
    ids=["a ring that tells everybody", "a ring that goes on while no meeting is on"],
)
def test_a_ring_that_leaks_is_noticed(monkeypatch, place, fault, script):
    assert play(script) == []
    monkeypatch.setattr(rings.Ring, place, fault)

    assert play(script)
