"""The hub with real tasks and real time, a ledger for a database, and plain objects for sockets."""

import asyncio

from community.live import pulse
from community.live.frames import SIGNS_AT_MOST, Frame
from community.live.hub import Pace
from community.live.mending import NoGreeting
from tests.community.live.world import ROOM, Ledger, Socket, enter, open_hub, seat, until


async def test_a_join_brings_all_since_in_one_frame_and_then_the_news(hub, ledger):
    ledger.change("a", "one")
    ledger.change("b", "two")

    wren = await enter(hub, since=1)
    hub.announce(ledger.change("c", "three"))

    assert wren.heard[0]["type"] == "caught_up"
    assert wren.heard[0]["revision"] == 2
    assert [news["id"] for news in wren.heard[0]["news"]] == ["b"]
    assert wren.heard[1]["html"] == "three"
    assert wren.heard[1]["revision"] == 3


async def test_a_greeting_adds_to_the_caught_up_frame(hub, ledger):
    wren, greeting = Socket(), NoGreeting()
    greeting.is_ready, greeting.read = False, lambda: {"state": "<p>open</p>"}

    await hub.join(wren, seat(), greeting=greeting)

    assert wren.heard[0]["state"] == "<p>open</p>"
    assert wren.heard[0]["here"] == [{"id": "wren"}]


async def test_swapped_arrivals_reach_everyone_in_order(hub, ledger):
    wren, robin = await enter(hub), await enter(hub, "robin")
    frames = [ledger.change(str(number)) for number in range(6)]

    for index in (1, 0, 4, 3, 2, 5):
        hub.announce(frames[index])

    for page in (wren, robin):
        assert [facts["revision"] for facts in page.of("message")] == [1, 2, 3, 4, 5, 6]
    assert hub.counts["repairs"] == 0


async def test_a_gap_is_read_once_for_all_pages(hub, ledger):
    pages = [await enter(hub, name) for name in ("wren", "robin", "dunnock")]
    ledger.change("lost", "lost on the way")

    hub.announce(ledger.change("next", "after it"))
    await until(lambda: all(page.revision == 2 for page in pages))

    assert ledger.reads == [(ROOM, 0)]
    for page in pages:
        assert page.transcript == ledger.transcript()
        assert page.doubles == page.holes == 0


async def test_the_tick_repairs_a_lost_last_message(hub, ledger):
    wren = await enter(hub)

    ledger.change("lost", "and nobody spoke after it")
    await until(lambda: wren.revision == 1)

    assert wren.transcript == ledger.transcript()


async def test_a_repair_passes_over_a_row_changed_again_and_a_step_without_a_row(hub, ledger):
    wren = await enter(hub)

    ledger.change("a", "said")
    ledger.change("b", "said")
    ledger.change("a", "hidden")
    ledger.change()
    await until(lambda: wren.revision == 4)

    assert wren.transcript == [("a", "hidden"), ("b", "said")]
    assert wren.doubles == wren.holes == 0
    hub.announce(ledger.change("c", "next"))
    assert wren.revision == 5


async def test_too_far_behind_reloads_the_page(hub, ledger):
    ledger.limit = 3
    for number in range(5):
        ledger.change(str(number))

    wren = await enter(hub)
    hub.announce(ledger.change("next"))

    assert [facts["type"] for facts in wren.heard[:2]] == ["reload", "message"]


async def test_what_is_too_heavy_for_one_frame_reloads_the_page(hub, ledger):
    for number in range(60):
        ledger.change(str(number), "🙂" * (SIGNS_AT_MOST // 60))

    wren = await enter(hub)
    hub.announce(ledger.change("next", "short"))

    assert [facts["type"] for facts in wren.heard[:2]] == ["reload", "message"]


async def test_a_page_that_asks_again_gets_what_it_misses(hub, ledger):
    wren = await enter(hub)
    hub.announce(ledger.change("a", "one"))

    await hub.catch_up(wren, 0)

    assert [facts["type"] for facts in wren.heard] == ["caught_up", "message", "caught_up"]
    assert wren.heard[-1]["revision"] == 1


async def test_joining_in_a_storm_leaves_no_hole_and_tells_nothing_twice(hub, ledger):
    ledger.slowness = 0.005
    await enter(hub, "first")
    pages = []

    async def come():
        pages.extend([await enter(hub, f"bird{n}", since=ledger.revisions[ROOM]) for n in range(20)])

    async def storm():
        for number in range(400):
            hub.announce(ledger.change(str(number % 50), f"words {number}"))
            await asyncio.sleep(0.0005)

    await asyncio.gather(come(), storm(), *(come() for _ in range(3)))
    await until(lambda: all(page.revision == ledger.revisions[ROOM] for page in pages))

    assert len(pages) == 80
    for page in pages:
        assert page.doubles == 0
        assert page.heard[0]["type"] == "caught_up"
        numbers = [facts["revision"] for facts in page.of("message")]
        assert numbers == list(range(page.heard[0]["revision"] + 1, ledger.revisions[ROOM] + 1))


async def test_a_flood_during_a_slow_read_is_read_again_instead_of_kept(hub, ledger):
    ledger.change("a")
    await enter(hub, "first")
    ledger.slowness, ledger.limit = 0.15, 10_000
    joining = asyncio.create_task(enter(hub))
    await asyncio.sleep(0.05)

    for number in range(600):
        hub.announce(ledger.change(str(number)))
    wren = await joining

    assert wren.transcript == ledger.transcript()
    assert wren.revision == ledger.revisions[ROOM]


async def test_a_stuck_reader_is_cut_off_while_others_get_everything(hub, ledger):
    stuck, wren = await enter(hub, "stuck"), await enter(hub)
    stuck.free.clear()

    for number in range(600):
        hub.announce(ledger.change(str(number)))

    assert stuck.aborted
    assert hub.counts["aborted"] == 1
    assert not hub.is_live(stuck)
    assert len(wren.of("message")) == 600


async def test_a_slow_reader_below_the_limit_gets_everything_in_order(hub, ledger):
    slow = await enter(hub)
    slow.free.clear()
    for number in range(100):
        hub.announce(ledger.change(str(number)))

    slow.free.set()
    await until(lambda: len(slow.of("message")) == 100)

    assert [facts["revision"] for facts in slow.of("message")] == list(range(1, 101))
    assert not slow.aborted


async def test_a_broken_socket_troubles_nobody(hub, ledger):
    wren, broken = await enter(hub), await enter(hub, "broken")

    async def fail(event):
        raise ConnectionResetError

    broken.send_event = fail
    hub.announce(ledger.change("a"))

    assert len(wren.of("message")) == 1
    assert not hub.is_live(broken)


async def test_staff_get_what_is_for_staff_and_members_do_not(hub):
    member = await enter(hub)
    lead = await enter(hub, "lead", staff=True, audiences=(f"room.{ROOM}.staff",))

    hub.announce(Frame.of(f"room.{ROOM}.staff", {"type": "staff.panel", "html": "held", "revision": 7}))

    assert len(lead.of("staff.panel")) == 1
    assert member.of("staff.panel") == []


async def test_staff_are_reported_when_they_come_and_when_they_leave_gracefully(hub, ledger):
    lead = await enter(hub, "lead", staff=True)
    assert ledger.beats[0] == {ROOM: {"lead"}}

    await hub.leave(lead, is_graceful=True)

    assert ledger.beats[-1] == {ROOM: set()}


async def test_by_the_clock_the_source_is_asked_also_when_no_staff_are_here(hub, ledger):
    await enter(hub)

    await pulse.beat(hub, pulse.staffed_rooms(hub), looks=False)

    assert ledger.beats == [{}]


async def test_a_lost_line_of_staff_is_not_reported_as_leaving(hub, ledger):
    lead = await enter(hub, "lead", staff=True)
    ledger.beats.clear()

    await hub.leave(lead)

    assert ledger.beats == []


async def test_a_changed_signature_is_told_by_the_tick(hub, ledger):
    wren = await enter(hub)

    ledger.signatures[ROOM] = "open"
    await until(lambda: wren.of("room.state"))

    assert wren.of("room.state") == [{"type": "room.state", "html": "quiet>open"}]


async def test_a_room_that_is_gone_closes_the_door(hub):
    wren = await enter(hub, room_id="gone")
    await until(lambda: wren.closed)

    assert wren.closed == 4404


async def test_a_heartbeat_tells_where_the_counter_stands(ledger):
    pace = Pace(tick=0.02, heartbeat=0.03)
    hub = open_hub(ledger, pace=pace)
    ledger.change("a")
    wren = await enter(hub)

    await until(lambda: wren.of("heartbeat"))

    assert wren.of("heartbeat")[0] == {"type": "heartbeat", "revision": 1}
    await hub.stop()


async def test_an_empty_hub_keeps_nothing(hub, ledger):
    pages = [await enter(hub, name, staff=True) for name in ("wren", "robin")]
    hub.announce(ledger.change("a"))

    for page in pages:
        await hub.leave(page)
    await asyncio.sleep(0.05)

    assert (hub.rooms, hub.members, hub.audiences, hub.people) == ({}, {}, {}, {})
    assert hub.presence.told == hub.presence.announced == hub.presence.timers == {}


async def test_rooms_do_not_hear_each_other(ledger):
    ledger = Ledger("oak", "elm")
    hub = open_hub(ledger)
    wren, robin = await enter(hub, "wren", room_id="oak"), await enter(hub, "robin", room_id="elm")

    hub.announce(ledger.change("a", room_id="oak"))

    assert len(wren.of("message")) == 1
    assert robin.of("message") == []
    await hub.stop()
