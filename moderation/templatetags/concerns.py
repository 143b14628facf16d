"""What the queue may say of concerns: that there are some, and that somebody is asked to agree to a look behind one.

`{% load concerns %}{% concerns_line %}{% reveals_line %}`.
"""

from django import template

from moderation.models import Concern, Reveal
from moderation.rules import may_be_second

register = template.Library()


@register.inclusion_tag("moderation/concern/_line.html")
def concerns_line():
    """How many are open and how many of these overdue; whose and what about stands elsewhere. One query."""
    clocks = Concern.objects.open().with_clock()
    return {"count": len(clocks), "late": sum(concern.is_late for concern in clocks)}


@register.inclusion_tag("moderation/reveal/_line.html", takes_context=True)
def reveals_line(context):
    """How many identity requests wait for this person as the second one. One query for those who can be, none else."""
    user = context["request"].user
    if not may_be_second(user):
        return {}
    waiting = list(Reveal.objects.visible_to(user).waiting().exclude(asked_by=user).select_related("concern"))
    return {
        "count": len(waiting),
        "late": sum(reveal.is_overdue for reveal in waiting),
        "is_about_life": any(reveal.is_about_life for reveal in waiting),
    }
