"""Orders to leave: obeyed at once, on whatever way the socket is just then."""

import asyncio

import pytest

from community.live.frames import Frame
from community.live.members import TOO_MANY
from tests.community.live.world import ROOM, Socket, enter, seat, until


def leave(audience, room_id=None, reason="removed"):
    return Frame.of(audience, {"type": "leave", "reason": reason, "room": room_id})


@pytest.mark.parametrize(
    ("audience", "room_id", "code"),
    [("user.wren", ROOM, 4403), ("user.wren", None, 4401), ("session.wren", None, 4401)],
)
async def test_an_order_to_leave_closes_at_once_and_nothing_follows(hub, ledger, audience, room_id, code):
    wren, robin = await enter(hub), await enter(hub, "robin")

    hub.announce(leave(audience, room_id))
    hub.announce(ledger.change("after"))
    await until(lambda: wren.closed, seconds=1)

    assert wren.closed == code
    assert wren.heard[-1] == {"type": "leave", "reason": "removed"}
    assert wren.of("message") == []
    assert len(robin.of("message")) == 1
    assert robin.closed is None


async def test_an_order_for_another_room_is_not_for_this_one(hub):
    wren = await enter(hub)

    hub.announce(leave("user.wren", "another"))
    await asyncio.sleep(0.02)

    assert hub.is_live(wren)


async def test_an_order_reaches_a_stuck_socket_within_a_second(hub, ledger):
    wren = await enter(hub)
    wren.free.clear()
    hub.announce(ledger.change("a"))

    hub.announce(leave("user.wren", ROOM))
    await until(lambda: wren.aborted, seconds=1)
    wren.free.set()
    await asyncio.sleep(0.01)

    assert wren.of("message") == []


async def test_an_order_during_the_replay_wins(hub, ledger):
    ledger.change("private", "words")
    ledger.slowness = 0.05
    joining = asyncio.create_task(enter(hub))
    await asyncio.sleep(0.02)

    hub.announce(leave("user.wren", ROOM))
    wren = await joining
    await until(lambda: wren.closed)

    assert [facts["type"] for facts in wren.heard] == ["leave"]


async def test_an_order_given_between_seat_and_join_is_obeyed(hub):
    as_of = hub.now()
    hub.announce(leave("user.wren", ROOM))
    wren, late = Socket(), Socket()

    entered = await hub.join(wren, seat(), as_of=as_of)
    await asyncio.sleep(0.001)
    entered_later = await hub.join(late, seat(), as_of=hub.now())
    await until(lambda: wren.closed)

    assert (entered, entered_later) == (False, True)
    assert wren.closed == 4403


async def test_the_oldest_socket_makes_way_for_one_too_many(hub, settings):
    settings.LIVE_SOCKETS_PER_PERSON = 2

    first, second, third = [await enter(hub) for _ in range(3)]
    await until(lambda: first.closed)

    assert first.closed == TOO_MANY
    assert second.closed is None
    assert hub.is_live(third)
