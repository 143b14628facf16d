"""What invitations and seats show that plain templates cannot: `{% load seating %}`."""

from datetime import datetime, timedelta

import segno
from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.directory.crisis import LANGUAGE_NAMES

register = template.Library()
BORDER = 4  # squares of white around a QR code, as its standard asks (ISO/IEC 18004)


@register.simple_tag
def weekly(group):
    """When a group meets, by its rule: "Thursday 18.00–19.30, every week". In the group's own time."""
    start = datetime.combine(group.first_on, group.meets_at)
    end = start + timedelta(minutes=group.minutes)
    facts = {
        "day": capfirst(date_format(start, "l")),
        "start": date_format(start, "H.i"),
        "end": date_format(end, "H.i"),
        "count": group.every_weeks,
    }
    often = ngettext("every week", "every %(count)d weeks", group.every_weeks)
    return _("%(day)s %(start)s–%(end)s") % facts + ", " + (often % facts if group.every_weeks > 1 else often)


@register.filter
def language_name(code):
    """A language's name in the language of the page."""
    return LANGUAGE_NAMES[code]


@register.filter
def day_in(moment, group):
    """The calendar day of a moment where the group meets: one and the same on paper and on every screen."""
    return timezone.localtime(moment, group.zone).date()


@register.simple_tag
def qr(address):
    """A QR code as a drawing: nothing from elsewhere, no style of its own. Cameras read it on white."""
    code = segno.make(address, error="m", micro=False)
    side = code.symbol_size(border=BORDER)[0]
    runs = "".join(_runs(code.matrix))
    drawing = '<svg viewBox="0 0 {0} {0}" aria-hidden="true"><path fill="currentColor" d="{1}"/></svg>'
    return format_html(drawing, side, runs)


def _runs(matrix):
    """Each unbroken row of dark squares as one strip: about a third of the squares' own number."""
    for y, row in enumerate(matrix, BORDER):
        begun = None
        for x, dark in enumerate([*row, 0], BORDER):
            if dark and begun is None:
                begun = x
            elif not dark and begun is not None:
                yield f"M{begun} {y}h{x - begun}v1H{begun}z"
                begun = None
