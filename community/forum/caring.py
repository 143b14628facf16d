"""Crisis lines for whoever wrote of a danger to life, below their topic; nobody else's page has them."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.forum.models import Reply
from groups.caring import help_lines

STAYS = timedelta(hours=24)  # people come back to a forum later than to a room
LOOKED_AT = 20  # of what somebody wrote lately


def help_of(topic, seat):
    """The lines, while what this person lately wrote in this topic asks for them, or ""; one query, none for staff."""
    if seat.is_staff:
        return ""
    lately = Reply.objects.filter(
        topic=topic, author=seat, found__isnull=False, said_at__gt=timezone.now() - STAYS
    )
    for said in lately.order_by("-said_at")[:LOOKED_AT]:
        said.topic, said.author = topic, seat
        if said.needs_help:
            is_called = said.state == Reply.State.HELD and said.is_about_life
            room = topic.group.room
            is_unknown = said.is_unscreened and said.risk < said.NEEDS_HELP
            context = {"said": said, "is_called": is_called, "is_unknown": is_unknown, "room": room}
            with translation.override(topic.language):
                context |= {"lines": help_lines(room), "group": topic.group}
                return render_to_string("groups/message/_help.html", context)
    return ""
