"""What entries of the directory say, in a page: `{% load directory %}`."""

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, to_locale

register = template.Library()


@register.simple_tag
def said(entry, field):
    """The words of a field in the reader’s language, marked with their own where they are in another; else ""."""
    language = (get_language() or "en").partition("-")[0]
    words, written_in = entry.said(field, language), entry.said_in(field, language)
    if not words or not written_in or to_locale(written_in) == language:
        return words
    return format_html('<span lang="{}">{}</span>', written_in, words)


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
