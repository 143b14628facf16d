"""What the live hub asks of moderation, beside what it asks of groups: how alarms stand, and their next step."""

from django.urls import path

from community.accounts.lines import key_of
from community.live.source import Counter
from groups import sockets
from moderation.actions.alarm import page_due
from moderation.alarms import audiences, signature
from moderation.consumers import WATCH, WatchConsumer


def watch_line(scope, receive, send):
    """A new consumer with the session of whoever comes."""
    scope["session_key"] = key_of(scope)
    return WatchConsumer()(scope, receive, send)


routes = [*sockets.routes, path("ws/watch/", watch_line)]


class WatchSource(sockets.RoomSource):
    """Rooms as groups show them, and the one place where those on watch sit. It has no transcript."""

    def counters(self, room_ids):
        """As for rooms; one query more while somebody on watch has a page open here."""
        rooms = [room_id for room_id in room_ids if room_id != WATCH]
        found = super().counters(rooms) if rooms else {}
        return found | ({WATCH: _counter()} if WATCH in room_ids else {})

    def frames_since(self, room_id, revision, limit):
        return [] if room_id == WATCH else super().frames_since(room_id, revision, limit)

    def reading(self, room_id, revision, limit):
        return (_counter(), []) if room_id == WATCH else super().reading(room_id, revision, limit)

    def changed(self, room_id, before, after):
        """Whoever was asked lately is told how it stands: also of a decision, and of what a process elsewhere did."""
        if room_id != WATCH:
            return super().changed(room_id, before, after)
        return [(audience, {"type": "watch.alarm", "html": html}) for audience, html in audiences()]

    def beat(self, present):
        """As for rooms; then alarms ask the next one where that is due: two queries while it is not."""
        super().beat(present)
        page_due()


def _counter():
    return Counter(0, signature())
