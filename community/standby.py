"""The cache in Redis, where tries are counted; while Redis is away each process counts for itself."""

import logging
import time

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

ASK_AGAIN_SECONDS = 2.0


class StandbyCache(RedisCache):
    """Nobody is kept from signing in because a counter is away, and nobody may then try without being counted.

    After a failure Redis is left alone for two seconds, so that no page waits for it more than once in that time.
    """

    def __init__(self, server, params):
        super().__init__(server, params)
        self.spare = LocMemCache(f"standby {server}", params)
        self.rests_until = 0.0

    def _either(self, name, *args, **facts):
        if time.monotonic() >= self.rests_until:
            try:
                return getattr(super(), name)(*args, **facts)
            except RedisError as error:
                self.rests_until = time.monotonic() + ASK_AGAIN_SECONDS
                logger.warning("cache.away", exc_info=error)
        return getattr(self.spare, name)(*args, **facts)

    def add(self, *args, **facts):
        return self._either("add", *args, **facts)

    def get(self, *args, **facts):
        return self._either("get", *args, **facts)

    def set(self, *args, **facts):
        return self._either("set", *args, **facts)

    def touch(self, *args, **facts):
        return self._either("touch", *args, **facts)

    def delete(self, *args, **facts):
        return self._either("delete", *args, **facts)

    def get_many(self, *args, **facts):
        return self._either("get_many", *args, **facts)

    def has_key(self, *args, **facts):
        return self._either("has_key", *args, **facts)

    def incr(self, *args, **facts):
        return self._either("incr", *args, **facts)

    def set_many(self, *args, **facts):
        return self._either("set_many", *args, **facts)

    def delete_many(self, *args, **facts):
        return self._either("delete_many", *args, **facts)

    def clear(self):
        return self._either("clear")
