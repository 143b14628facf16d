"""Counts of tries while Redis is away."""

import socket

import pytest
from redis.exceptions import ConnectionError as Away

from community.standby import StandbyCache


@pytest.fixture
def cache():
    """One whose Redis does not answer."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        yield StandbyCache(f"redis://127.0.0.1:{door.getsockname()[1]}/0", {"OPTIONS": {"socket_timeout": 1}})


def test_tries_are_counted_here_while_redis_is_away(cache):
    assert cache.add("tries", 1)
    assert not cache.add("tries", 1)
    assert cache.incr("tries") == 2
    assert cache.get("tries") == 2
    assert "tries" in cache
    cache.set_many({"a": 1, "b": 2})
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert cache.touch("a", 60)
    cache.delete_many(["a"])
    assert cache.delete("b")
    cache.clear()
    assert cache.get("tries") is None


def test_redis_is_left_alone_for_a_moment_and_then_asked_again(cache, monkeypatch):
    asked = []

    def refuse(*_question, **_facts):
        asked.append(1)
        raise Away

    monkeypatch.setattr(type(cache._cache), "get", refuse)
    cache.get("tries")
    cache.get("tries")
    assert len(asked) == 1

    cache.rests_until = 0.0
    cache.get("tries")
    assert len(asked) == 2
