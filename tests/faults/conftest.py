"""One house for all nights, and what every night is judged by."""

import asyncio
import contextlib
import time

import pytest

from tests.faults.checker import MARK, check
from tests.faults.fleet import Fleet
from tests.faults.house import House

GROWTH_AT_MOST = 64 << 20  # bytes a process may grow by in one night


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("house"))
    try:
        yield house.start()
    finally:
        house.stop()


class Night:
    """A fleet that talks while something happens, and what is known of it afterwards."""

    def __init__(self, house, **shape):
        self.house = house
        self.fleet = Fleet(house, **shape)
        self.statuses = []
        self.before = self.memory()

    def memory(self):
        """What each process holds; nothing of one that was started again."""
        return {process.process.pid: process.memory[0] for process in self.house.processes}

    @contextlib.asynccontextmanager
    async def talking(self, seconds=9, rate=22, **talk):
        """Open all pages, talk, let happen what happens, then wait until all is quiet again."""
        async with self.fleet:
            speaking = asyncio.create_task(self.fleet.talk(seconds, rate, **talk))
            await asyncio.sleep(2)
            yield self.fleet
            await speaking
            await self.fleet.settle()

    async def look(self, seconds, every=0.15):
        """Open the room's page again and again, by plain requests; statuses are kept."""
        facts, until = self.fleet.seats[1], time.monotonic() + seconds
        path = f"/rooms/{facts['room']}/?quiet"
        while time.monotonic() < until:
            asked = asyncio.to_thread(self.house.request, "GET", path, {"Cookie": facts["cookie"]})
            self.statuses.append((await asked)[0])
            await asyncio.sleep(every)

    def judge(self, least=100):
        """Nothing lost, doubled, swapped, leaked or forgotten; and enough was said for that to mean something."""
        rows = self.house.ask("rows", rooms=self.fleet.rooms)["rows"]
        found = check([page.log for page in self.fleet.pages], rows, self.fleet.releases)
        assert not found, "\n".join(found[:30])
        states = {row["state"] for row in rows}
        assert len(rows) >= least, len(rows)
        assert states == {"shown", "held"}
        assert self.fleet.releases
        for pid, now in self.memory().items():
            assert now - self.before.get(pid, now) < GROWTH_AT_MOST, f"{now - self.before[pid] >> 20} MB more"
        return rows

    def reasons(self):
        """The sentences with which words were refused."""
        return {refusal["reason"] for page in self.fleet.pages for refusal in page.refusals}

    def lines_lost(self):
        return sum(bool(page.log.of("lost")) for page in self.fleet.pages)

    def slowest(self, pages):
        """The longest time from the first of these pages that heard something to the last, in seconds."""
        heard = {}
        for page in pages:
            for event in page.log.of("heard"):
                if event.what.startswith('{"type":"message.said"'):
                    for mark in MARK.findall(event.what):
                        heard.setdefault(mark, []).append(event.at)
        return max(max(times) - min(times) for times in heard.values())


@pytest.fixture
def night(house):
    """Makes a night with rooms of its own."""
    return lambda **shape: Night(house, **shape)


async def away(service, seconds):
    """The service is gone for that long, and comes back empty-handed or with what it had on disk."""
    await asyncio.to_thread(service.stop)
    await asyncio.sleep(seconds)
    await asyncio.to_thread(service.start)
