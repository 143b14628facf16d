"""The line that stands on every page of those on watch: `{% load watch %}{% watch_line %}`."""

from django import template
from django.utils import timezone

from moderation.models import Alarm, Shift
from moderation.rules import may_read_audit, may_watch
from moderation.watchers import on_watch_now

register = template.Library()


@register.inclusion_tag("moderation/watch/_line.html", takes_context=True)
def watch_line(context):
    """Who is on duty now, and the alarms before this person. Two queries; nothing for anybody else."""
    user = context["request"].user
    if not user.is_authenticated or not may_watch(user):
        return {}
    shifts = on_watch_now()
    return {
        "is_on_watch": True,
        "on_duty": [shift for shift in shifts if shift.kind == Shift.Kind.DUTY],
        "on_call": [shift for shift in shifts if shift.kind == Shift.Kind.ON_CALL],
        "alarms": list(Alarm.objects.before(user)),
        "as_of": timezone.now(),
        "may_read_audit": may_read_audit(user),
    }
