"""Who is in a room: the labels of sockets here, and what other processes say of theirs."""

import asyncio

from community.live.frames import Frame, room_audience


class Presence:
    """Tells a room who is here when that changes, at most once per `pace.presence` seconds."""

    def __init__(self, hub):
        self.hub = hub
        self.elsewhere = {}  # room id -> {origin: (when it expires, labels)}
        self.told = {}  # room id -> the labels last told to the room
        self.announced = {}  # room id -> our labels last told to other processes
        self.timers = {}

    def here(self, room_id):
        """The labels of all who are in the room, each once, in the order of their ids."""
        now = self.hub.now()
        labels = list(self._local(room_id))
        for expires, others in self.elsewhere.get(room_id, {}).values():
            labels += others if expires > now else []
        return _each_once(labels)

    def changed(self, room_id):
        """Look again soon; what changes until then is told together."""
        if room_id not in self.timers:
            loop = asyncio.get_running_loop()
            self.timers[room_id] = loop.call_later(self.hub.pace.presence, self._tell, room_id)

    def announce(self, room_id):
        """Tell the other processes who is here; they forget it after `pace.presence_expires`."""
        mine = _each_once(self._local(room_id))
        self.announced[room_id] = mine
        message = {"type": "live.here", "origin": self.hub.origin, "room": room_id, "here": mine}
        self.hub.link.tell(message)

    def heard(self, message):
        """Take in another process's list, and answer its first one with ours."""
        room_id, origin = message["room"], message["origin"]
        if room_id not in self.hub.rooms:
            return
        others = self.elsewhere.setdefault(room_id, {})
        if origin not in others:
            self.announce(room_id)
        others[origin] = (self.hub.now() + self.hub.pace.presence_expires, message["here"])
        self.changed(room_id)

    def expire(self):
        """Forget processes that have fallen silent."""
        now = self.hub.now()
        for room_id, others in self.elsewhere.items():
            for origin in [origin for origin, (expires, _) in others.items() if expires <= now]:
                del others[origin]
                self.changed(room_id)

    def forget(self, room_id):
        """The last one here has left; the others hear of it at once."""
        if timer := self.timers.pop(room_id, None):
            timer.cancel()
        if self.announced.get(room_id):
            self.announce(room_id)
        for known in (self.elsewhere, self.told, self.announced):
            known.pop(room_id, None)

    def _tell(self, room_id):
        self.timers.pop(room_id, None)
        here = self.here(room_id)
        if here != self.told.get(room_id, []):
            self.told[room_id] = here
            self.hub.fan_out(Frame.of(room_audience(room_id), {"type": "room.here", "here": here}))
        if _each_once(self._local(room_id)) != self.announced.get(room_id):
            self.announce(room_id)

    def _local(self, room_id):
        members = self.hub.audiences.get(room_audience(room_id), ())
        return [member.seat.label for member in members if member.seat.label]


def _each_once(labels):
    by_id = {str(label["id"]): label for label in labels}
    return [by_id[key] for key in sorted(by_id)]
