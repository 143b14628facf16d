"""Whatever is lost, swapped or late, and whoever comes when: every page ends with the transcript."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.live.hub import Pace
from community.live.ring import Ring
from tests.community.live.world import ROOM, Ledger, enter, open_hub, until

PACE = Pace(gap=0.005, tick=0.02, presence=1000, heartbeat=1000)

rows = st.sampled_from("abcde")
steps = st.lists(
    st.one_of(
        st.tuples(st.just("change"), rows),  # said, hidden or restored: a row gets the next revision
        st.tuples(st.just("step"), st.none()),  # a step of the counter that no row carries
        st.tuples(st.just("deliver"), st.integers(0, 9)),  # one of those on their way arrives
        st.tuples(st.just("repeat"), st.integers(0, 9)),  # it arrives, and will again
        st.tuples(st.just("lose"), st.integers(0, 9)),
        st.tuples(st.just("join"), st.integers(0, 9)),  # with a page that is so many steps old
        st.tuples(st.just("ask again"), st.integers(0, 9)),
        st.tuples(st.just("leave"), st.integers(0, 9)),
        st.tuples(st.just("wait"), st.sampled_from([0.001, 0.002, 0.012])),
    ),
    min_size=15,
    max_size=80,
)


class Run:
    """One interleaving. Joins are not waited for: what follows happens while they read."""

    def __init__(self):
        self.ledger = Ledger()
        self.hub = open_hub(self.ledger, pace=PACE)
        self.on_the_way = []
        self.pages = []
        self.coming = []

    async def do(self, step, number):
        if step == "change":
            self.on_the_way.append(self.ledger.change(number, f"at {self.ledger.revisions[ROOM]}"))
        elif step == "step":
            self.on_the_way.append(self.ledger.change())
        elif step in ("deliver", "repeat", "lose") and self.on_the_way:
            self._carry(step, number % len(self.on_the_way))
        elif step == "join":
            self.coming.append(asyncio.create_task(self._join(number)))
        elif step in ("ask again", "leave") and self.pages:
            await self._bother(step, self.pages[number % len(self.pages)])
        elif step == "wait":
            await asyncio.sleep(number)

    def _carry(self, step, index):
        frame = self.on_the_way[index]
        if step != "repeat":
            del self.on_the_way[index]
        if step != "lose":
            self.hub.deliver(frame)

    async def _join(self, age):
        """A page carries the transcript from when it was loaded, and asks for what came since."""
        since = max(0, self.ledger.revisions[ROOM] - age)
        loaded = {row: facts for row, (stamp, facts) in self.ledger.rows[ROOM].items() if stamp <= since}
        page = await enter(self.hub, f"bird{len(self.coming)}", since=since)
        page.rows = loaded | page.rows
        page.doubles += sum(news["revision"] <= since for news in page.heard[0].get("news", ()))
        self.pages.append(page)

    async def _bother(self, step, page):
        if step == "leave":
            self.pages.remove(page)
            await self.hub.leave(page)
        else:
            page.revision = max(0, page.revision - 2)
            page.asked_again = True
            await self.hub.catch_up(page, page.revision)

    async def end(self):
        await asyncio.gather(*self.coming)
        last = self.ledger.revisions[ROOM]
        await until(lambda: all(page.revision == last for page in self.pages))
        await self.hub.stop()


def play(script):
    """What is wrong with the pages at the end of that script, in words; nothing when all is well."""

    async def go():
        run = Run()
        await run.do("join", 0)
        for step, number in script:
            await run.do(step, number)
            await asyncio.sleep(0)
        await run.end()
        return run

    run = asyncio.run(go())
    wrong = ["a transcript" for page in run.pages if page.transcript != run.ledger.transcript()]
    wrong += ["a hole" for page in run.pages if page.holes]
    return wrong + ["a double" for page in run.pages if page.doubles and not hasattr(page, "asked_again")]


@settings(max_examples=150, deadline=None)
@given(steps)
def test_every_page_ends_with_exactly_the_transcript(script):
    assert play(script) == []


def _skipping(ring, revision, chapter, now):
    pieces = SINCE(ring, revision, chapter, now)
    return pieces and pieces[:-1]


def _repeating(ring, revision, chapter, now):
    return SINCE(ring, max(ring.floor or 0, revision - 1), chapter, now)


def _keeping_what_was_hidden(ring, piece):
    ring.pieces.setdefault(piece.key, piece)


SINCE = Ring.since
SAID = [("join", 0), *[(step, at) for row in "abc" for step, at in (("change", row), ("deliver", 0))]]
COMING = [("wait", 0.012), ("join", 1), ("wait", 0.012), ("join", 2), ("wait", 0.012)]
HIDDEN = [("join", 3), ("wait", 0.012), ("change", "a"), ("deliver", 0), ("join", 4), ("wait", 0.012)]


@pytest.mark.parametrize(
    ("place", "fault", "script"),
    [
        ("since", _skipping, SAID + COMING),
        ("since", _repeating, SAID + COMING),
        ("_put", _keeping_what_was_hidden, SAID + COMING + HIDDEN),
    ],
    ids=["skips", "repeats", "keeps what was hidden"],
)
def test_a_ring_that_is_not_right_is_noticed(monkeypatch, place, fault, script):
    assert play(script) == []
    monkeypatch.setattr(Ring, place, fault)

    assert play(script)
