"""Coming in and speaking through real sockets, with the bare server at the other end."""

import os

import pytest

from bench.crowd import Crowd
from bench.load import measure
from bench.servers import BARE, served

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    facts = os.environ | {"BARE_SAID": "400", "BARE_ACCEPTED": "300"}
    with served(BARE, facts, tmp_path_factory.mktemp("bare")) as server:
        yield server


def doors(rooms, members):
    return [
        {"path": f"/ws/rooms/{room}/", "cookie": "sid=x", "revision": 0}
        for room in range(rooms)
        for _member in range(members)
    ]


def test_everybody_comes_in_at_once(bare):
    crowd = Crowd(doors(3, 9), bare["url"], at_once=27)
    crowd.open(patience=20)
    crowd.close()

    assert (len(crowd.took), crowd.refusals) == (27, [])


def test_a_closed_door_is_counted_and_not_waited_for():
    crowd = Crowd(doors(1, 2), "http://127.0.0.1:9", at_once=2)
    crowd.open(patience=20)

    assert len(crowd.refusals) == 2


@pytest.mark.parametrize(("shape", "senders"), [((1, 9), 4), ((3, 3), 3)])
def test_a_saturated_room_loses_nothing(bare, shape, senders):
    plan = {
        "doors": doors(*shape),
        "seconds": 0.5,
        "rate": 0,
        "senders": senders,
        "server_core": None,
        "core": None,
    }

    seen = measure(plan | bare)

    assert seen["messages_per_second"] > 10
    assert [seen[fact] for fact in ("lost", "doubles", "swapped", "refused", "closed")] == [0] * 5
    assert (seen["said_bytes"], seen["accepted_bytes"]) == (400, 300)


def test_a_rate_is_kept(bare):
    plan = {"doors": doors(5, 2), "seconds": 1, "rate": 40.0, "senders": 1, "server_core": None, "core": None}

    seen = measure(plan | bare)

    assert 25 < seen["messages_per_second"] < 45
    assert seen["lost"] == 0
