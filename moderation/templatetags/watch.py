"""The line that stands on every page of those on watch, and the way back from a refusal: `{% load watch %}`."""

from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from moderation.alarms import before
from moderation.models import Shift
from moderation.rules import may_read_audit, may_watch
from moderation.watchers import on_watch_now

register = template.Library()


@register.inclusion_tag("moderation/watch/_line.html", takes_context=True)
def watch_line(context):
    """Who is on duty now, and the alarms before this person. At most three queries; nothing for anybody else."""
    user = context["request"].user
    if not user.is_authenticated or not may_watch(user):
        return {}
    shifts = on_watch_now()
    return {
        "is_on_watch": True,
        "on_duty": [shift for shift in shifts if shift.kind == Shift.Kind.DUTY],
        "on_call": [shift for shift in shifts if shift.kind == Shift.Kind.ON_CALL],
        "alarms": before(user),
        "as_of": timezone.now(),
        "may_read_audit": may_read_audit(user),
    }


@register.inclusion_tag("moderation/watch/_back.html", takes_context=True)
def way_back(context):
    """The page a signed-in person came from, where it is one of ours, and the queue for those on watch."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    came_from = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    parts = urlsplit(came_from)
    there = f"{parts.path}?{parts.query}" if parts.query else parts.path
    is_elsewhere = is_ours and there != request.get_full_path() and not there.startswith("//")
    return {"there": there if is_elsewhere else "", "is_on_watch": bool(may_watch(user))}
