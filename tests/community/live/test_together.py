"""What many ask at once is done in batches, and everybody hears of their own alone."""

import asyncio
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError

from community.live import together
from community.live.together import Together, together_at
from tests.community.live.world import Ledger, open_hub


class Work:
    """Doubles numbers; refuses what is odd, breaks on what is negative, and can be held up or down."""

    def __init__(self):
        self.batches = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.is_away = 0  # for how many more batches the database is away

    def __call__(self, items):
        self.batches.append(list(items))
        assert self.may_go_on.wait(5)
        if self.is_away:
            self.is_away -= 1
            raise OperationalError("the database is away")
        if any(item < 0 for item in items):
            raise LookupError("a bad one")
        return [PermissionDenied("odd") if item % 2 else item * 2 for item in items]


@pytest.fixture
def work():
    return Work()


async def gathered(queue, *items):
    return await asyncio.gather(*map(queue.ask, items), return_exceptions=True)


async def held_up(queue, work, *items):
    """All of these wait behind a first one; gives back the task that collects their answers."""
    work.may_go_on.clear()
    first = asyncio.ensure_future(queue.ask(0))
    await asyncio.sleep(0)
    rest = [asyncio.ensure_future(queue.ask(item)) for item in items]
    await asyncio.sleep(0)
    work.may_go_on.set()
    await first
    return await asyncio.gather(*rest, return_exceptions=True)


async def test_whatever_waits_is_one_batch_and_nobody_waits_for_more(work):
    queue = Together(work)

    assert await held_up(queue, work, 2, 4, 6) == [4, 8, 12]

    assert work.batches == [[0], [2, 4, 6]]


async def test_a_batch_has_its_limit_and_keeps_the_order(work):
    queue = Together(work, batch=2)

    assert await held_up(queue, work, 2, 4, 6, 8, 10) == [4, 8, 12, 16, 20]

    assert work.batches == [[0], [2, 4], [6, 8], [10]]


async def test_everybody_gets_their_own_answer(work):
    good, refused, fine = await held_up(Together(work), work, 2, 3, 4)

    assert (good, fine) == (4, 8)
    assert isinstance(refused, PermissionDenied)


async def test_a_bad_one_fails_alone(work):
    good, bad, fine = await held_up(Together(work), work, 2, -1, 4)

    assert (good, fine) == (4, 8)
    assert isinstance(bad, LookupError)
    assert work.batches == [[0], [2, -1, 4], [2], [-1], [4]]


async def test_a_failing_statement_is_tried_again_alone(work, monkeypatch):
    queue = Together(work)
    monkeypatch.setattr(together, "_answers", lambda: True)
    work.is_away = 1

    assert await gathered(queue, 2) == [4]


async def test_when_the_database_is_away_all_are_told_and_the_next_go_through(work, monkeypatch):
    queue = Together(work)
    monkeypatch.setattr(together, "_answers", lambda: False)
    work.is_away = 1

    answers = await gathered(queue, 0, 2, 4)

    assert [type(answer) for answer in answers] == [OperationalError] * 3
    assert work.batches == [[0]]  # those behind it are told at once, not each after a wait of their own
    assert await gathered(queue, 2, 4) == [4, 8]


async def test_nobody_is_tried_alone_for_longer_than_people_wait(work, monkeypatch):
    monkeypatch.setattr(together, "PATIENCE_SECONDS", -1)
    work.is_away = 1

    (answer,) = await gathered(Together(work), 2)

    assert isinstance(answer, OperationalError)
    assert work.batches == [[2]]


async def test_too_many_waiting_are_told_kindly_and_lose_nothing(work):
    queue = Together(work, waiting=2)
    work.may_go_on.clear()
    waiting = [asyncio.ensure_future(queue.ask(item)) for item in (0, 2, 4)]
    await asyncio.sleep(0)

    with pytest.raises(PermissionDenied, match="Very many people are writing"):
        await queue.ask(6)

    work.may_go_on.set()
    assert await asyncio.gather(*waiting) == [0, 4, 8]
    assert await queue.ask(6) == 12


async def test_whoever_has_gone_does_not_hold_the_others_up(work):
    queue = Together(work)
    work.may_go_on.clear()
    first, gone, waiting = (asyncio.ensure_future(queue.ask(item)) for item in (0, 2, 4))
    await asyncio.sleep(0)
    first.cancel()  # on its way already: it is done all the same
    gone.cancel()  # not begun: it is left out
    await asyncio.sleep(0)
    work.may_go_on.set()

    assert await waiting == 8
    assert work.batches == [[0], [4]]


async def test_a_graceful_end_waits_for_what_is_waiting(work):
    queue = Together(work, batch=1)
    work.may_go_on.clear()
    answers = [asyncio.ensure_future(queue.ask(item)) for item in (0, 2, 4)]
    await asyncio.sleep(0)
    work.may_go_on.set()

    await queue.drained()

    await asyncio.sleep(0)
    assert [answer.result() for answer in answers] == [0, 4, 8]


async def test_sockets_of_one_hub_share_a_queue(work):
    hub, other = open_hub(Ledger()), open_hub(Ledger())
    try:
        assert together_at(hub, work) is together_at(hub, work)
        assert together_at(hub, work) is not together_at(other, work)
        assert together_at(hub, work) is not together_at(hub, Work())
    finally:
        await hub.stop()
        await other.stop()
