"""The channel layer on Redis. What it carries is sealed; who sent it stands outside, so that nobody opens their own."""

import uuid

from channels_redis.pubsub import RedisPubSubChannelLayer

ECHO = {"type": "live.echo"}


class RedisLayer(RedisPubSubChannelLayer):
    """The layer of channels_redis. To open one's own echo cost as much as to send it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sender = uuid.uuid4().bytes

    def serialize(self, message):
        return self.sender + super().serialize(message)

    def deserialize(self, message):
        size = len(self.sender)
        return ECHO if message[:size] == self.sender else super().deserialize(message[size:])
