"""A span of time, and what screening found, in few words: `{% load case %}{{ clock.left|minutes }}`."""

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.findings import in_words

register = template.Library()
HOUR, DAY = 60, 24 * 60


@register.filter
def minutes(count):
    """38 min, 3 h 05, or 2 days, as short as one can still act on it."""
    if count < HOUR:
        return _("%(count)d min") % {"count": count}
    if count < 2 * DAY:
        return _("%(hours)d h %(minutes)02d") % {"hours": count // HOUR, "minutes": count % HOUR}
    days = count // DAY
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


@register.filter
def moment(text):
    """When a line of a sealed copy was said."""
    return parse_datetime(text or "")


@register.filter
def kinds(reports):
    """What these reports say it is about, each said once."""
    return ", ".join(dict.fromkeys(report.get_kind_display() for report in reports))


@register.filter
def findings(rules):
    """What these rules look for, each said once: "A way, a time, a plan or a goodbye, Tells who somebody is"."""
    return ", ".join(dict.fromkeys(in_words(rule) for rule in rules))
