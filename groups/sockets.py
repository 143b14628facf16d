"""What the live hub asks of groups: rooms' counters, what a page has missed, and what to tell when a room changes."""

import json

from django.db.models import Count, Q
from django.urls import path
from django.utils import timezone

from community.accounts.lines import key_of
from community.live.source import Counter
from groups import fragments
from groups.actions.paging import page_due
from groups.actions.room import attend
from groups.arrivals import signature_of
from groups.consumers import RoomConsumer, chapter_of
from groups.models import Meeting, Membership, Room
from groups.models.message import hand_answers
from groups.readings import changes, room_now
from groups.scene import everyone, staff


def room_line(scope, receive, send):
    """A new consumer with the session of whoever comes. No coroutine: every wrapper would live as long as the line."""
    scope["session_key"] = key_of(scope)
    return RoomConsumer()(scope, receive, send)


routes = [path("ws/rooms/<uuid:pk>/", room_line)]


class RoomSource:
    """The hub's window on the database (`community.live.source` names what it is asked)."""

    def counters(self, room_ids):
        """Each room's counter, and what else its pages show: status, mode, pause, staff's counter. Two queries."""
        now = timezone.now()
        rooms = (
            Room.objects.filter(pk__in=room_ids)
            .select_related("group")
            .annotate(staff_count=Count("on_duty", filter=Q(on_duty__until__gt=now)))
        )
        meetings = {}
        for meeting in Meeting.objects.around(now).filter(group__room__in=room_ids).order_by("-starts_at"):
            meetings[meeting.group_id] = meeting
        return {str(room.pk): _counter(room, meetings.get(room.group_id)) for room in rooms}

    def frames_since(self, room_id, revision, limit):
        """What changed in the transcript after that revision, oldest first; None when it is too much.

        Two queries; one or two more where somebody answered, and one where staff have decided.
        """
        found = room_now(room_id)
        return _news_of(found[0], found[1], revision, limit) if found else []

    def reading(self, room_id, revision, limit):
        """Both of one room, the counter read first: what it costs, two hundred rooms that come back cost at once."""
        found = room_now(room_id)
        if found is None:
            return None
        room, meeting, room.staff_count = found
        rows = _news_of(room, meeting, revision, limit) if room.revision > revision else []
        return _counter(room, meeting), rows

    def changed(self, room_id, before, after):
        """The frames that bring pages from one signature to another; all of them when the first is unknown."""
        room = Room.objects.select_related("group").filter(pk=room_id).first()
        if room is None:
            return []
        was, now = json.loads(before) if before else [None, None], json.loads(after)
        told = []
        if was[0] != now[0]:
            told.append((room.audience, {"type": "room.scene", "parts": everyone(room)}))
        if was[1] != now[1]:
            told.append((room.staff_audience, {"type": "staff.scene", "parts": staff(room)}))
        return told

    def beat(self, present):
        """Renew the attendance of the staff whose pages are open here. Those who left simply run out.

        Then ask others to come where that is due: one query while it is not.
        """
        for room_id, people in present.items():
            seats = Membership.objects.current().leading().filter(group__room=room_id, user__in=people)
            for seat in seats.select_related("user", "group__room"):
                if seat.user.holds("facilitator"):
                    attend(room=seat.group.room, actor=seat)
        page_due()


def _news_of(room, meeting, revision, limit):
    messages = changes(room, meeting, revision)
    if len(messages) > limit:
        return None
    hand_answers(messages)
    return [(message.revision, facts_of(message, meeting)) for message in messages]


def _counter(room, meeting):
    signature = signature_of(room, meeting, room.staff_count)
    return Counter(room.revision, signature, chapter_of(meeting))


def facts_of(message, meeting):
    """A change of the transcript as news; of another meeting's words no more than that they are gone."""
    return {
        "type": "message.changed",
        "id": str(message.pk),
        "position": message.position,
        "revision": message.revision,
        "html": fragments.message_html(message) if message.is_of(meeting) else "",
    }
