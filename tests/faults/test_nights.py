"""What may happen on a bad night, under load, and what must not: a word lost, doubled, out of order or leaked."""

import asyncio
import random

import pytest

from tests.faults.conftest import away

pytestmark = pytest.mark.faults

NOT_SENT = "This could not be sent just now. Send it again in a moment."
UNSTAFFED = "The room waits until your facilitator is back. Your words stay in the box."
LONGER_THAN_A_REQUEST_WAITS = 11  # seconds: the pool's patience is ten


async def test_nothing_happens(night):
    """The measure of all others: without a fault no line breaks, and nothing takes long."""
    tonight = night()
    async with tonight.talking(4):
        pass

    tonight.judge(least=60)
    assert tonight.lines_lost() == 0
    assert tonight.slowest(tonight.fleet.pages) < 5


async def test_one_of_two_processes_is_killed(night, house):
    tonight = night()
    async with tonight.talking(9):
        looking = asyncio.create_task(tonight.look(5))
        house.processes[0].kill()
        await asyncio.sleep(2)
        await asyncio.to_thread(house.processes[0].start)
        await looking

    tonight.judge()
    assert tonight.lines_lost() > 20
    assert set(tonight.statuses) == {200}


async def test_redis_is_restarted(night, house):
    tonight = night()
    async with tonight.talking(7):
        await asyncio.to_thread(house.redis.restart)

    tonight.judge()
    assert tonight.lines_lost() == 0


async def test_redis_is_away(night, house):
    """Rooms go on: their own process tells its pages at once, the other one looks every two seconds."""
    tonight = night()
    async with tonight.talking(11):
        looking = asyncio.create_task(tonight.look(5))
        await away(house.redis, 5)
        await looking

    tonight.judge()
    assert tonight.lines_lost() == 0
    assert set(tonight.statuses) == {200}


async def test_the_database_is_restarted(night, house):
    """What was on its way is refused or waits; no page afterwards meets a line that died with the old server."""
    tonight = night()
    async with tonight.talking(7):
        await asyncio.to_thread(house.database.restart)
        await tonight.look(3)

    tonight.judge()
    assert tonight.reasons() <= {NOT_SENT}
    assert set(tonight.statuses) == {200}


async def test_the_database_is_away(night, house):
    """Words wait for a while; then they are refused in a sentence and stay with the page. All goes on by itself."""
    tonight = night()
    async with tonight.talking(17):
        await away(house.database, LONGER_THAN_A_REQUEST_WAITS)
        await tonight.look(2)

    tonight.judge()
    assert NOT_SENT in tonight.reasons()
    assert tonight.reasons() <= {NOT_SENT, UNSTAFFED}  # until the facilitator's page has reported again
    assert set(tonight.statuses) == {200}


async def test_a_fifth_of_the_lines_keeps_breaking(night):
    tonight = night()
    unlucky = random.sample(tonight.fleet.pages, len(tonight.fleet.pages) // 5)
    async with tonight.talking(9):
        for _ in range(60):
            random.choice(unlucky).drop()
            await asyncio.sleep(0.1)

    tonight.judge()
    assert tonight.lines_lost() >= len(unlucky) // 2
