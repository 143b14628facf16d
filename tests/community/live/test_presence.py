"""Who is here: told when it changes, together when much changes at once."""

import asyncio

from community.live.hub import Pace
from tests.community.live.world import ROOM, enter, open_hub, until


def here(page):
    return [[label["id"] for label in facts["here"]] for facts in page.of("room.here")]


def from_elsewhere(*names, origin="another"):
    return {"type": "live.here", "origin": origin, "room": ROOM, "here": [{"id": name} for name in names]}


async def test_ten_arrivals_at_once_are_told_together(ledger):
    hub = open_hub(ledger, pace=Pace(presence=0.15))
    wren = await enter(hub)

    for number in range(10):
        await enter(hub, f"bird{number}")
    await until(lambda: wren.of("room.here"))

    assert len(wren.of("room.here")) == 1
    assert len(here(wren)[0]) == 11
    await hub.stop()


async def test_a_second_page_of_the_same_person_changes_nothing_but_knows_who_is_here(hub):
    wren = await enter(hub)
    await until(lambda: wren.of("room.here"))

    second = await enter(hub)
    await asyncio.sleep(0.06)

    assert here(wren) == [["wren"]]
    assert second.heard[0]["here"] == [{"id": "wren"}]


async def test_a_page_reloaded_quickly_is_not_told_as_leaving(hub):
    wren, robin = await enter(hub), await enter(hub, "robin")
    await until(lambda: wren.of("room.here"))

    await hub.leave(robin)
    await enter(hub, "robin")
    await asyncio.sleep(0.06)

    assert here(wren) == [["robin", "wren"]]


async def test_someone_without_a_label_is_not_told_of(hub):
    wren = await enter(hub)

    await enter(hub, "moderator", label={})
    await asyncio.sleep(0.06)

    assert here(wren) == [["wren"]]


async def test_those_elsewhere_count_until_their_process_falls_silent(hub):
    wren = await enter(hub)

    hub.heard(from_elsewhere("robin"))
    await until(lambda: here(wren)[-1:] == [["robin", "wren"]])
    await until(lambda: here(wren)[-1:] == [["wren"]])

    assert here(wren) == [["robin", "wren"], ["wren"]]
