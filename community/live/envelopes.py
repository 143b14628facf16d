"""The channel layer on Redis. What it carries is sealed; who sent it stands outside, so that nobody opens their own.

Whoever can write to Redis and has no key can neither make others wait nor say anything: what cannot be opened is
skipped, and so is what was sealed a while ago or has been heard already. The clocks of all servers must agree to half
a minute; what one of them loses by that, its pages get from the database.
"""

import itertools
import time
import uuid

from channels_redis.pubsub import RedisPubSubChannelLayer

from community.live.publishing import note_failure

ECHO = {"type": "live.echo"}  # says nothing
FRESH_SECONDS = 30.0


class RedisLayer(RedisPubSubChannelLayer):
    """The layer of channels_redis. To open one's own echo cost as much as to send it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sender = uuid.uuid4().bytes
        self.numbers = itertools.count()
        self.heard = {}  # (sender, number) -> when it was sealed, of what is still fresh

    def serialize(self, message):
        letter = {"from": self.sender, "number": next(self.numbers), "at": time.time(), "message": message}
        return self.sender + super().serialize(letter)

    def deserialize(self, message):
        """What it says; nothing, when it is our own, cannot be opened, is old or comes a second time. Never raises."""
        size = len(self.sender)
        if message[:size] == self.sender:
            return ECHO
        try:
            letter = super().deserialize(message[size:])
            name, sealed_at, said = (letter["from"], letter["number"]), letter["at"], letter["message"]
            return said if self._is_news(name, sealed_at) and isinstance(said, dict) else ECHO
        except Exception as error:  # whatever it was, the next one may be ours
            note_failure("unreadable", error)
            return ECHO

    def _is_news(self, name, sealed_at):
        now = time.time()
        if abs(now - sealed_at) > FRESH_SECONDS or name in self.heard or name[0] == self.sender:
            return False
        for old in list(itertools.takewhile(lambda one: self.heard[one] < now - FRESH_SECONDS, self.heard)):
            del self.heard[old]
        self.heard[name] = sealed_at
        return True
