"""One socket's bounded queue, and the first step of send() run by hand."""

import asyncio

from community.live.members import BYTES_AT_MOST, FRAMES_AT_MOST, Member
from tests.community.live.world import Socket, seat, until


def member_of(socket):
    gone = []
    member = Member(socket, seat(), (), gone.append)
    return member, gone


def event(text='{"type":"x"}'):
    return {"type": "websocket.send", "text": text}


async def test_a_free_socket_costs_no_task():
    socket = Socket()
    member, _ = member_of(socket)

    member.push(event(), 10)

    assert len(socket.heard) == 1
    assert member.drain is None


async def test_a_full_socket_queues_and_then_drains_in_order():
    socket = Socket()
    member, gone = member_of(socket)
    socket.free.clear()
    for number in range(10):
        member.push(event(f'{{"type":"x","n":{number}}}'), 10)
    assert socket.heard == []

    socket.free.set()
    await until(lambda: member.drain is None)

    assert [facts["n"] for facts in socket.heard] == list(range(10))
    assert gone == []


async def test_too_many_frames_or_too_many_bytes_give_the_socket_up():
    by_count, by_size = Socket(), Socket()
    for socket, size, count in ((by_count, 1, FRAMES_AT_MOST + 2), (by_size, BYTES_AT_MOST // 2, 4)):
        member, gone = member_of(socket)
        socket.free.clear()
        for _ in range(count - 1):
            member.push(event(), size)
        assert gone == []

        member.push(event(), size)

        assert gone == [member]
        member.stop()
    await asyncio.sleep(0)


async def test_after_stop_nothing_queued_is_sent():
    socket = Socket()
    member, _ = member_of(socket)
    socket.free.clear()
    member.push(event(), 10)
    member.push(event(), 10)

    member.stop()
    socket.free.set()
    await asyncio.sleep(0.01)
    member.push(event(), 10)

    assert socket.heard == []


async def test_a_send_that_fails_after_waiting_gives_the_socket_up():
    member, gone = member_of(socket := Socket())

    async def wait_and_fail(_event):
        await asyncio.sleep(0)
        raise ConnectionResetError

    socket.send_event = wait_and_fail
    member.push(event(), 10)
    await until(lambda: gone)

    assert gone == [member]
