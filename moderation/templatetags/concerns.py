"""What the queue may say of concerns: that there are some. `{% load concerns %}{% concerns_line %}`."""

from django import template

from moderation.models import Concern

register = template.Library()


@register.inclusion_tag("moderation/concern/_line.html")
def concerns_line():
    """How many are open and how many of these overdue; whose and what about stands elsewhere. One query."""
    clocks = Concern.objects.open().with_clock()
    return {"count": len(clocks), "late": sum(concern.is_late for concern in clocks)}
