"""One reader is stuck: everyone else goes on at once, nothing piles up, and the stuck one misses nothing."""

import asyncio

import pytest

pytestmark = pytest.mark.faults

MORE_THAN_BUFFERS_TAKE = 7 << 20  # bytes: of two kernels' sockets, nginx and the hub's own limit


@pytest.fixture
def hurried(house):
    """Both processes without limits on a person's pace: at a kind pace, filling all those buffers takes minutes."""
    house.facts["PACE"] = "0"
    for process in house.processes:
        process.restart()
    yield
    del house.facts["PACE"]
    for process in house.processes:
        process.restart()


@pytest.mark.usefixtures("hurried")
async def test_one_reader_is_stuck(night):
    tonight = night(rooms=1)
    fleet, stuck = tonight.fleet, tonight.fleet.pages[3]
    others = [page for page in fleet.pages if page is not stuck]
    *speakers, read_first = others
    async with fleet:
        for _ in range(6):
            await read_first.say(20)
        stuck.reads.clear()
        speaking = asyncio.create_task(fleet.talk(90, rate=45, length=1900, speakers=speakers))
        await fleet.until(lambda: _bytes_heard(read_first) > MORE_THAN_BUFFERS_TAKE, 90, "enough was said")
        speaking.cancel()
        stuck.reads.set()
        await fleet.settle()

    tonight.judge()
    assert stuck.log.of("lost")
    assert not any(page.log.of("lost") for page in others)
    assert tonight.slowest(others) < 5


def _bytes_heard(page):
    return sum(len(event.what.encode()) for event in page.log.of("heard"))
