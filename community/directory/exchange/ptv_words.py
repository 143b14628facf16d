"""Words of the Finnish national catalogue: lists of {language, value, type}."""

import uuid

from community.directory.exchange.shape import OURS

FIRST = ("fi", "sv", "en")  # whose words stand in the fields themselves, if there are any
FREE = {
    "option": "Maksuton",
    "written_in": "fi",
    "translations": {"sv": {"option": "Avgiftsfri"}, "en": {"option": "Free of charge"}},
}


def in_all(fields):
    """{field: (list, type)} as HSDS fields with translations; type empty: whichever."""
    found = {}
    for field, (given, kind) in fields.items():
        for language, words in _words(given, kind):
            found.setdefault(language, {}).setdefault(field, words)
    if not found:
        return {}
    first = next((language for language in FIRST if language in found), min(found))
    own = found.pop(first)
    # Words that the first language lacks still belong in the field itself: else it would be empty there.
    for _language, more in sorted(found.items()):
        own = more | own
    return {**own, "written_in": first, "translations": found}


def said(given):
    """The words in one language: Finnish if there are any."""
    if isinstance(given, str):
        return given
    words = dict(reversed(list(_words(given, ""))))
    return next((words[language] for language in (*FIRST, *words) if language in words), "")


def link(given):
    """The first address on the web."""
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict) and (address := one.get("url") or one.get("value")):
            return address
    return ""


def made(owner, name):
    """An id for what the catalogue gives none: the same every time."""
    return str(uuid.uuid5(OURS, f"ptv/{owner}/{name}"))


def _words(given, kind):
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict) and one.get("value") and (not kind or one.get("type", kind) == kind):
            yield one.get("language") or "fi", one["value"]
