"""What entries of the directory say, in a page: `{% load directory %}`."""

from collections import namedtuple
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, to_locale

from community.moulds import written
from community.templatetags.look import errors

Asking, Reader = namedtuple("Asking", "user"), namedtuple("Reader", "is_authenticated")
MOST_WORDS = 45  # of a description that stand on a card
SIGNED_IN = Asking(user=Reader(is_authenticated=True))

register = template.Library()


@register.simple_tag
def said(entry, field, most=0):
    """The words of a field in the reader’s language, marked with their own where they are in another; else "".

    `most`: of so many words at most.
    """
    language = (get_language() or "en").partition("-")[0]
    words = entry.said(field, language)
    if not words:
        return words
    if most:
        words = Truncator(words).words(most, truncate=" …")
    written_in = entry.said_in(field, language)
    if not written_in or to_locale(written_in) == language:
        return words
    return format_html('<span lang="{}">{}</span>', written_in, words)


# --- The search ----------------------------------------------------------------------
Chosen = namedtuple("Chosen", "kind whose way language")
Box = namedtuple("Box", "label choices")


@register.simple_tag(takes_context=True)
def search(context, form):
    """The form of the search (`forms.search.SearchForm`) with what was asked."""
    words = {name: form.data.get(name, "") for name in ("place", "words", "week", "age")}
    words["errors"] = render_to_string("components/errors.html", errors(form)) if form.errors else ""
    boxes = _boxes(get_language(), type(form), tuple(form.fields["kind"].choices))
    chosen = {name: tuple(_known(boxes[name], form.data.getlist(name) or [""])) for name in Chosen._fields}
    return written(
        "directory/_search.html",
        words,
        boxes=boxes,
        chosen=Chosen(**chosen),
        only=tuple(name for name in form.ONLY if form[name].value()),
        narrows=form.narrows,
        wrong=tuple(form.errors),
        is_asked=bool(context["request"].GET),
    )


def _known(box, asked):
    """What was asked for of what there is: moulds are kept for it, so it must not be just anything."""
    return (value for value, _label in box.choices if value in asked)


class _Boxes(dict):
    """What is told of the boxes of a form; moulds know it by itself."""

    __hash__ = object.__hash__


@lru_cache(maxsize=20)
def _boxes(_language, form, kinds):
    """{name: box} in one language, with `only`: those of “only show”."""
    told = {
        name: Box(str(field.label), [(value, str(label)) for value, label in getattr(field, "choices", ())])
        for name, field in form.base_fields.items()
    }
    told["kind"] = told["kind"]._replace(choices=[(value, str(label)) for value, label in kinds])
    return _Boxes(told, only=[(name, told[name]) for name in form.ONLY])


# --- A card in a list ----------------------------------------------------------------
@register.simple_tag(takes_context=True)
def service(context, card):
    """One card in a list (`showing.Shown`), with a button that keeps it for whoever is signed in."""
    entry = card.service
    words = {
        "pk": entry.pk,
        "organization": said(entry.organization, "name") if entry.organization else "",
        "far": km(card.km),
        "where": card.where,
        "name": said(entry, "name"),
        "alert": said(entry, "alert"),
        "description": said(entry, "description", MOST_WORDS),
        "from_week": _from_week(card),
        "opening": _opening(card),
        "town": card.clock,
        "terms": _terms(card),
        "apply": said(entry, "application_process"),
        "calls": format_html_join("", "{}", [(_call(phone, entry),) for phone in card.phones]),
        "assured": _assured(card),
        "keep": _keep(context, card),
    }
    return written("directory/_service.html", words, is_online=entry.listing.is_online)


def _call(phone, entry):
    words = {"dial": phone.dial, "number": phone.number, "name": entry.name}
    return written("directory/_call.html", words)


def _keep(context, card):
    if not context["request"].user.is_authenticated:
        return ""
    words = {"key": card.key, "name": card.service.name, "csrf_token": context["csrf_token"]}
    return written("directory/_keep.html", words, request=SIGNED_IN)


# --- Pieces of a card that are the same on many --------------------------------------
def _opening(card):
    """Whether it is open now. Moments are equal by every clock, so what the clock says is told beside them."""
    clock = f"{card.opening.until} {card.opening.next_at}"
    return _piece("_opening", get_language(), line=(card.opening, card.hours_words, clock))


def _terms(card):
    """What it costs, in which languages, and whether a referral is needed."""
    told = card.has_no_hours, card.is_free, card.price, tuple(card.languages)
    return _piece("_terms", get_language(), card=told, service=(card.service.referral_needed,))


def _assured(card):
    """Who checked it when."""
    told = card.service.assured_date, card.service.assurer_name, card.service.is_stale
    return _piece("_assured", get_language(), card=(card.is_long_ago,), service=told)


def _from_week(card):
    """The day from which it takes a child not born yet, where that is still to come."""
    if not (day := card.opens_on):
        return ""
    week = card.service.from_pregnancy_week
    return _piece("_from_week", get_language(), card=(day,), service=(week,))


NAMES = {
    ("_opening", "line"): ("opening", "hours_words", "clock"),
    ("_terms", "card"): ("has_no_hours", "is_free", "price", "languages"),
    ("_terms", "service"): ("referral_needed",),
    ("_from_week", "card"): ("opens_on",),
    ("_from_week", "service"): ("from_pregnancy_week",),
    ("_assured", "card"): ("is_long_ago",),
    ("_assured", "service"): ("assured_date", "assurer_name", "is_stale"),
}


@lru_cache(maxsize=4000)
def _piece(name, _language, **told):
    """The same words for the same facts, written by the template once: it asks for nothing else."""
    facts = {thing: dict(zip(NAMES[name, thing], values, strict=True)) for thing, values in told.items()}
    return render_to_string(f"directory/{name}.html", facts)


@register.filter
def km(distance):
    """How far that is: “1.2 km” near by, whole kilometres further away."""
    if distance is None:
        return ""
    if distance < 0.1:
        return gettext("close by")
    digits = 1 if distance < 10 else 0
    return gettext("%(number)s km") % {"number": formats.number_format(round(distance, digits), digits)}


@register.filter
def years(age):
    """An age in years as people say it: months below two years."""
    if age is None:
        return ""
    if 0 < age < 2 and age != int(age):
        return gettext("%(number)d months") % {"number": round(age * 12)}
    return formats.number_format(age, 0 if age == int(age) else 1)
