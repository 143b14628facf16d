"""How much a line may say: what is beyond it costs nothing, and a flood ends."""

import asyncio
import json

import pytest

from community.live import consumer as doors
from community.live.allowance import Allowance
from community.live.members import TOO_LOUD
from tests.community.live.test_consumer import Door, hear, hub, knock, line, say
from tests.community.live.world import seat

__all__ = ["hub", "line"]


async def test_what_is_over_the_allowance_is_not_even_read_and_may_come_again_soon(hub, monkeypatch):
    monkeypatch.setattr(Door, "make_allowance", lambda self: Allowance(burst=1, per_second=0.001))
    line, _, _ = await knock(seat())
    await line.send_json_to({"since": 0})
    await hear(line)
    monkeypatch.setattr(doors, "parse", None)

    await line.send_json_to(say("hello"))

    refusal = await hear(line)
    assert refusal == {"type": "refused", "reason": str(doors.TOO_FAST), "seconds": 1}
    await line.disconnect()


@pytest.mark.parametrize("entered", [True, False])
async def test_a_line_that_goes_on_over_its_allowance_is_closed(hub, monkeypatch, entered):
    monkeypatch.setattr(doors, "OVER_AT_MOST", 3)
    monkeypatch.setattr(Door, "make_allowance", lambda self: Allowance(burst=1, per_second=0.001))
    line, _, _ = await knock(seat())
    await line.send_json_to({"since": 0} if entered else say("too early"))
    await hear(line)

    for _ in range(6):
        await line.send_json_to(say("hello"))

    assert [(await hear(line))["type"] for _ in range(3)] == ["refused"] * 3
    if entered:
        assert await hear(line) == {"type": "leave", "reason": "busy"}
    assert await line.receive_output() == {"type": "websocket.close", "code": TOO_LOUD}
    assert await line.receive_nothing()


def test_who_types_fast_comes_back_into_the_allowance():
    allowance = Allowance(burst=0, per_second=0)
    assert [allowance.take() for _ in range(3)] == [False] * 3
    assert allowance.over == 3

    allowance.burst, allowance.left = 5, 5.0
    assert all(allowance.take() for _ in range(5))

    assert allowance.over == 0


@pytest.mark.parametrize("name", ["\\ud800", "x" * 65, "é"])
async def test_a_name_that_cannot_be_said_back_is_left_out_and_the_line_stays(line, name):
    await line.send_json_to({"since": 0})
    await hear(line)

    said = {"say": {"client_id": "NAME", "body": "not allowed"}}
    await line.send_to(text_data=json.dumps(said).replace("NAME", name))

    assert await hear(line) == {"type": "refused", "reason": "Not now."}
    await line.send_json_to(say("hello"))
    assert (await hear(line))["type"] == "accepted"


async def test_an_allowance_grows_back():
    allowance = Allowance(burst=1, per_second=50)

    assert allowance.take()
    assert not allowance.take()
    await asyncio.sleep(0.03)
    assert allowance.take()
