"""What our directory knows and the standard has no field for: how it is said in the standard's own, both ways.

Whose age the ages are is told as an attribute (`link_type` “eligibility”) and again in `eligibility_description`; the
time zone behind an offset from UTC is told again in `notes`.
"""

import uuid
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from community.directory.exchange import cells
from community.directory.exchange.cells import UnreadableError, read_offset, told
from community.directory.exchange.shape import KINDS, OURS

AGES = {  # subject: name of the term, and what is said with the description of eligibility in each language
    "child": {
        "en": "The ages are the child’s.",
        "fi": "Ikä tarkoittaa lapsen ikää.",
        "sv": "Åldern är barnets.",
        "nb": "Alderen er barnets.",
    },
    "parent": {
        "en": "The ages are the parent’s.",
        "fi": "Ikä tarkoittaa vanhemman ikää.",
        "sv": "Åldern är förälderns.",
        "nb": "Alderen er forelderens.",
    },
    "person": {
        "en": "The ages are the person’s own.",
        "fi": "Ikä tarkoittaa omaa ikää.",
        "sv": "Åldern är ens egen.",
        "nb": "Alderen er ens egen.",
    },
    "family": {
        "en": "The ages are those of somebody in the family.",
        "fi": "Ikä tarkoittaa jonkun perheenjäsenen ikää.",
        "sv": "Åldern är någons i familjen.",
        "nb": "Alderen er noens i familien.",
    },
}
AGE_TERMS = {str(uuid.uuid5(OURS, f"age/{subject}")): subject for subject in AGES}
ZONE = "Time zone: "
A_DAY = timedelta(days=1)  # it may be tomorrow already where a file was written


def age_attribute(service_id, subject):
    """The attribute that tells whose age the ages of a service are."""
    term = next(pk for pk, known in AGE_TERMS.items() if known == subject)
    said = AGES[subject]["en"]
    return {
        "id": str(age_attribute_id(service_id)),
        "link_type": "eligibility",
        "link_entity": "service",
        "taxonomy_term": {"id": term, "name": f"age of {subject}", "description": said, "taxonomy": "ages"},
    }


def age_attribute_id(service_id):
    """The same for a service every time."""
    return uuid.uuid5(uuid.UUID(str(service_id)), "age")


def with_age(words, subject, language):
    """The description of eligibility, with whose age the ages are."""
    said = AGES[subject].get(language) or AGES[subject]["en"]
    return f"{words}\n{said}" if words else said


def offset_of(values):
    """Hours from UTC of a schedule on its first day, or today where it has none; None when nobody told us."""
    if not values.get("zone"):
        return values.get("timezone")
    day = values.get("dtstart") or values.get("valid_from") or timezone.localdate()
    return datetime.combine(day, time(12), ZoneInfo(values["zone"])).utcoffset().total_seconds() / 3600


def clock(value, offset):
    """Wall time as the standard wants it, with its offset where that is known."""
    if offset is None:
        return told(value)
    if not offset:
        return f"{told(value)}Z"
    minutes = round(abs(offset) * 60)
    return f"{told(value)}{'-' if offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


def with_zone(notes, zone):
    """Notes that name the time zone, for readers of the standard alone."""
    return f"{notes}\n{ZONE}{zone}" if notes else f"{ZONE}{zone}"


def _service(row, tree):
    values = row.values
    low, high = values.get("minimum_age"), values.get("maximum_age")
    if low is not None and high is not None and low > high:
        yield "minimum_age", "it is above the maximum age"
    if (week := values.get("from_pregnancy_week")) is not None and not 1 <= week <= 42:
        yield "from_pregnancy_week", "a week of pregnancy is between 1 and 42"
    if (day := values.get("assured_date")) and day > timezone.localdate() + A_DAY:
        yield "assured_date", "nobody has looked yet on a day that is still to come"
    if not values.get("age_subject") and (subject := _subject(tree)):
        values["age_subject"] = subject
    if subject := values.get("age_subject"):
        said = set(AGES[subject].values())
        words, _line, last = values.get("eligibility_description", "").rpartition("\n")
        if last in said:
            values["eligibility_description"] = words
    yield from _translations(row, tree)


def tells_age(attribute):
    """Whose age the ages are, if this attribute tells it; else empty."""
    if not isinstance(attribute, dict):
        return ""
    term = attribute.get("taxonomy_term")
    ident = term.get("id") if isinstance(term, dict) else attribute.get("taxonomy_term_id")
    return AGE_TERMS.get(str(ident), "")


def _subject(tree):
    given = tree.get("attributes")
    return next(filter(None, map(tells_age, given)), "") if isinstance(given, list) else ""


def _schedule(row, tree):
    """With a zone its offset says nothing more; without one a time's own offset is the schedule's."""
    values = row.values
    if zone := values.get("zone"):
        values["timezone"] = None
        row.extra.pop("timezone", None)
        words, _line, last = values.get("notes", "").rpartition("\n")
        if last == f"{ZONE}{zone}":
            values["notes"] = words
    elif values.get("timezone") is None:
        named = (read_offset(tree.get(name)) for name in ("opens_at", "closes_at"))
        if (offset := next((hours for hours in named if hours is not None), None)) is not None:
            values["timezone"] = offset
    for name in ("opens_at", "closes_at"):
        if values.get(name) is None or zone or tree[name] == clock(values[name], values.get("timezone")):
            row.extra.pop(name, None)
        else:
            row.extra[name] = tree[name]
    yield from _translations(row, tree)


def _language(row, tree):
    """Codes are kept in small letters."""
    if (code := row.values.get("code")) and code != code.lower():
        row.values["code"], row.extra["code"] = code.lower(), code
    yield from _translations(row, tree)


def _translations(row, tree):
    """{language: {field: words}}, each as its field takes it: a page links to a translated address too."""
    if (given := tree.get("translations")) and not _is_said(given, KINDS[row.kind].fields):
        yield "translations", "it is not {language: {field: words}} of fields that are known"


def _is_said(given, fields):
    try:
        return all(
            len(cells.read_words(language)) <= 8
            and all(fields[name].read(words) == words for name, words in said.items())
            for language, said in given.items()
        )
    except (AttributeError, KeyError, UnreadableError):
        return False


def _term(row, tree):
    """What its plain page links to and dates."""
    given = row.values.get("references") or []
    if not (isinstance(given, list) and all(map(_is_reference, given))):
        yield "references", "it is not a list of {text, uri, seen_on} with addresses on the web and days"
    yield from _translations(row, tree)


def _is_reference(given):
    reads = {"text": cells.read_words, "uri": cells.read_address, "seen_on": cells.read_day}
    try:
        return all(told(read(given[name])) == given[name] for name, read in reads.items() if given.get(name))
    except (AttributeError, UnreadableError):
        return False


def _location(row, tree):
    """Samples of the standard lie beyond the poles; what is not even an angle breaks every distance."""
    for name in ("latitude", "longitude"):
        if abs(row.values.get(name) or 0) > 360:
            yield name, "it is beyond 360 degrees"
    yield from _translations(row, tree)


MEANINGS = dict.fromkeys(KINDS, _translations) | {
    "service": _service,
    "schedule": _schedule,
    "language": _language,
    "location": _location,
    "taxonomy_term": _term,
}


def still(name, original, cell, values):
    """Whether what came with a file still says what is kept: then it is told again as it came."""
    kept = values[cell.column]
    if name in ("link_entity", "resource_type"):
        return True  # the file’s own word for what the row is nested in
    if name in ("opens_at", "closes_at") and read_offset(original) not in (None, offset_of(values)):
        return False
    try:
        return cell.read(original) == kept or (name == "code" and original.lower() == kept)
    except UnreadableError:
        return False
