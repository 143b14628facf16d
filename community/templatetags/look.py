"""The parts of the look that templates ask for by name: `{% load look %}`."""

import datetime
import hashlib
import zoneinfo
from functools import lru_cache

from django import template
from django.conf import settings
from django.forms import widgets
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, ngettext

from community.moulds import written

register = template.Library()

FORMS = ("hill", "moon", "shore", "ridge", "leaf", "stone", "gate", "dawn")
TONES = 6
GRAIN = 31466  # any number will do; with this one the people of the demo are easy to tell apart
MOST_IN_A_RING = 9

# 16 × 16, drawn in lines of the surrounding colour.
ICONS = {
    "help": '<circle cx="8" cy="8" r="6.5"/><circle cx="8" cy="8" r="2.5"/>'
    '<path d="M3.4 3.4l2.8 2.8M12.6 3.4L9.8 6.2M3.4 12.6l2.8-2.8M12.6 12.6L9.8 9.8"/>',
    "exit": '<path d="M6.5 2.5h-3a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3M10 5l3 3-3 3M13 8H6.5"/>',
    "copy": '<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/>'
    '<path d="M3.5 10.5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1"/>',
    "print": '<path d="M4.5 6V2.5h7V6M4.5 11.5h-2v-5h11v5h-2"/><rect x="4.5" y="9.5" width="7" height="4"/>',
    "phone": '<path d="M3.5 2.5h2l1.2 3-1.5 1.2a8 8 0 0 0 4.1 4.1l1.2-1.5 3 1.2v2a1 1 0 0 1-1 1'
    'A10.5 10.5 0 0 1 2.5 3.5a1 1 0 0 1 1-1z"/>',
    "hand": '<path d="M5.5 8.5v-4a1 1 0 0 1 2 0v3M7.5 7V3a1 1 0 0 1 2 0v4M9.5 7.2V4a1 1 0 0 1 2 0v5'
    'c0 3-1.5 4.5-4 4.5S4.5 12 3 9.5c-.6-1 .8-1.9 1.6-1l.9 1"/>',
    "check": '<path d="M3 8.5l3.2 3.2L13 4.8"/>',
    "lock": '<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
}

# Django's own English formats are American; the house writes 24 hours with a point, as its countries do.
DAYS = {"en": "l j F", "fi": "l j. E", "sv": "l j F", "nb": "l j. F"}
DATES = {"en": "j F Y", "fi": "j. E Y", "sv": "j F Y", "nb": "j. F Y"}
TIME = "H.i"


@register.simple_tag
def mark(alias, staff=False, size=""):
    """The picture of a person: one of 48, for one alias always the same. Size: "", "s" or "l"."""
    digest = hashlib.sha256(f"{GRAIN} {alias.strip().casefold()}".encode()).digest()
    names = ["mark", f"tone-{digest[0] % TONES + 1}", FORMS[digest[1] % len(FORMS)]]
    if size:
        names.append(f"mark--{size}")
    if staff:
        names.append("mark--staff")
    return format_html('<span class="{}" aria-hidden="true"></span>', " ".join(names))


@register.simple_tag
def icon(name):
    """One small picture from a fixed set; it never stands without its word."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(
            f"No icon is called {name!r}; there are {', '.join(sorted(ICONS))}."
        )
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308 - from the fixed set above
    )


@register.simple_tag
def styles():
    """The links to all style sheets: the same on every page, and fifty names to look up, so they are written once."""
    return _styles(settings.STORAGES["staticfiles"]["BACKEND"])


@lru_cache(maxsize=4)
def _styles(storage):
    return render_to_string("components/styles.html")


@register.simple_tag(takes_context=True)
def standing(context, template, names="", **same):
    """A piece that stands on many pages: written once by its template in each language, then filled in.

    `names`: what differs from page to page, by its names in the context. The template writes these and asks whether
    there are any, nothing else; of the rest it sees what is handed in as `same`, of which there are few.
    """
    found = {name: context.get(name) for name in names.split()}
    same = {
        name: tuple(it) if isinstance(it, tuple) else it for name, it in same.items()
    }  # none is kept unasked
    return written(template, {name: "" if it is None else str(it) for name, it in found.items()}, **same)


@register.simple_tag
def field(bound, *, label="", hint="", boxed=False, size=""):
    """One question of a form in our own markup: label, hint, what is wrong, box.

    `size` is "short", "mid" or "code"; `boxed` puts each choice in a box of its own.
    """
    if bound.is_hidden:
        return bound.as_hidden()
    widget = bound.field.widget
    hint = hint or bound.help_text
    is_check = isinstance(widget, widgets.CheckboxInput)
    notes = ["helptext"] * bool(hint and not is_check) + ["error"] * bool(
        bound.errors
    )  # a check's hint is in its label
    described_by = " ".join(f"{bound.auto_id}_{note}" for note in notes)
    context = {
        "field": bound,
        "label": label or bound.label,
        "hint": hint,
        "boxed": boxed,
        "described_by": described_by,
    }
    if isinstance(widget, widgets.RadioSelect):
        return render_to_string("components/field_choices.html", context)
    attrs = {"aria-describedby": described_by} if notes else {"aria-describedby": False}
    if not is_check:
        names = [widget.attrs.get("class", ""), "input", f"input--{size}" if size else ""]
        attrs["class"] = " ".join(filter(None, names))
    template_name = "components/field_check.html" if is_check else "components/field.html"
    return render_to_string(template_name, {**context, "box": bound.as_widget(attrs=attrs)})


@register.inclusion_tag("components/errors.html")
def errors(form):
    """What is wrong with a form, each with a link to its box. Nothing when nothing is wrong."""
    found = []
    if form.is_bound:
        found = [("", error) for error in form.non_field_errors()]
        found += [(_box_of(bound), f"{_named(bound)} {error}") for bound in form for error in bound.errors]
    count = len(found)
    heading = ngettext("One thing needs your attention", "%(count)d things need your attention", count)
    return {"found": found, "heading": heading % {"count": count}}


def _box_of(bound):
    """The id a link can go to; radio buttons have none in common, so it is the first."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def _named(bound):
    """The label as the start of a sentence; a question keeps its mark."""
    label = str(bound.label)
    return label if label.endswith(("?", ":", ".", "…")) else f"{label}:"


@register.simple_tag
def seats(taken, total, words=None):
    """A row of dots, a taken seat filled, and the same in words; `words` may say something else, or be ""."""
    taken, total = min(int(taken), int(total)), int(total)
    dots = format_html_join(
        "", '<i class="{}"></i>', (("taken" if seat < taken else "free",) for seat in range(total))
    )
    row = format_html('<span class="seats" aria-hidden="true">{}</span>', dots)
    if words is None:
        free = total - taken
        words = (
            ngettext("%(free)d of %(total)d free", "%(free)d of %(total)d free", free)
            if free
            else gettext("Full")
        )
        words = words % {"free": free, "total": total} if free else words
    return format_html('{} <span class="small">{}</span>', row, words) if words else row


@register.inclusion_tag("components/ring.html")
def ring(people, you="", *, arc=False, middle=""):
    """The people of a group in a circle, drawn from your chair.

    Each person is a dict: `alias`; if so `staff`, `role` (a word), `you`; `here` (default yes), `turn`,
    `spoke`, `hand`, and `state`, words that replace ours. `you` may also be given as an alias. `arc`: on a
    phone the others stand in an arc and your own seat is left out. `middle`: at most 60 characters. Above
    nine people it is a plain row.
    """
    seated = [
        {**person, "you": bool(person.get("you") or (you and person["alias"] == you))} for person in people
    ]
    yours = next((place for place, person in enumerate(seated) if person["you"]), None)
    if arc and yours is not None:  # the arc reads from your left to your right; a circle may start anywhere
        seated = seated[yours + 1 :] + seated[: yours + 1]
        yours = len(seated) - 1
    for person in seated:
        person["words"] = _words_of(person)
    return {
        "people": seated,
        "count": len(seated),
        "place": "none" if yours is None else yours,
        "arc": arc,
        "middle": middle,
        "is_row": len(seated) > MOST_IN_A_RING,
    }


def _words_of(person):
    """What a seat says to somebody who cannot see it."""
    said = [person.get("role") or (gettext("staff") if person.get("staff") else "")]
    if person.get("state"):
        said.append(person["state"])
    elif not person.get("here", True):
        said.append(gettext("not here"))
    elif person.get("turn"):
        said.append(gettext("it is your turn") if person["you"] else gettext("has the turn"))
    elif person.get("spoke"):
        said.append(gettext("has spoken"))
    if person.get("hand"):
        said.append(gettext("hand is up"))
    return "".join(f", {words}" for words in said if words)


@register.simple_tag
def when(moment, kind="moment", zone=None):
    """A time on the group's clock; the browser rewrites it only where its own clock differs.

    `kind`: "time" (18.02), "day" (Thursday 19 November), "date" (19 November 2026), "moment" (date and time).
    `zone` is a time zone or its name; without it the site's. A plain date stays as it is.
    """
    if not moment:
        return ""
    if not isinstance(moment, datetime.datetime):
        return format_html(
            '<time datetime="{}">{}</time>',
            moment.isoformat(),
            _written(moment, "date" if kind == "moment" else kind),
        )
    local = timezone.localtime(moment, zoneinfo.ZoneInfo(zone) if isinstance(zone, str) else zone)
    yours = "" if kind in ("time", "date") else gettext("your time")
    return format_html(
        '<local-time data-kind="{}" data-yours="{}"><time datetime="{}">{}</time></local-time>',
        kind,
        yours,
        local.isoformat(timespec="seconds"),
        _written(local, kind),
    )


def _written(moment, kind):
    language = (get_language() or "en").partition("-")[0]
    if kind == "time":
        return formats.date_format(moment, TIME)
    if kind == "day":
        return formats.date_format(moment, DAYS.get(language, DAYS["en"]))
    date = formats.date_format(moment, DATES.get(language, DATES["en"]))
    return date if kind == "date" else f"{date}, {formats.date_format(moment, TIME)}"


@register.simple_tag(takes_context=True)
def part(context, name):
    """A part of a live page, from the context's `parts`.

    Pieces are the same for everyone, so they carry no token; without JavaScript their `data-live` forms need one.
    """
    field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context["csrf_token"])
    return mark_safe(context["parts"][name].replace(" data-live>", f" data-live>{field}"))  # noqa: S308
