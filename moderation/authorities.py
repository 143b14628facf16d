"""Notices to authorities: who is told in which country, and the draft composed from the record, with blanks for what
the house does not know. The draft is in the language of the authority, so its words stand in `authorities.json`.

Input for the service's own instructions, not legal advice: Finland Child Welfare Act 417/2007 s. 25 and 25 a; Norway
Barnevernsloven s. 13-2 and 13-4; Sweden Socialtjänstlagen; United Kingdom Working Together to Safeguard Children.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.directory.crisis import TIME_ZONES

# Whom to call beside the emergency number. The numbers differ from place to place: each service keeps its own.
CONTACTS = {
    "FI": (
        _("Social emergency service of the area, at night and at weekends"),
        _("Child welfare of the wellbeing services county where the child lives (in Helsinki, the city)"),
    ),
    "SE": (
        _("Social emergency service (socialjouren) of the municipality, outside office hours"),
        _("Social services of the municipality where the child lives"),
    ),
    "NO": (
        _("Child welfare emergency service (barnevernvakten), outside office hours"),
        _("Child welfare service of the municipality where the child lives"),
    ),
    "GB": (
        _("Emergency duty team of the local authority, outside office hours"),
        _("Children’s social care of the local authority where the child lives"),
        _("NSPCC, for advice: 0808 800 5000"),
    ),
}
# Those of the crisis lines that are an authority's, by their id.
LINES = {"FI": ("fi-helsinki-social",)}
COUNTRIES = dict(settings.COUNTRIES)
AGE = 2  # its line among those about the child


@dataclass(frozen=True)
class Row:
    """One line of a draft: what it is, what is known of it, and when that was written down."""

    label: str
    value: str = ""
    at: str = ""


@dataclass(frozen=True)
class Section:
    heading: str
    rows: tuple


@dataclass(frozen=True)
class Draft:
    """A notice in the authority's own language. A row without a value is left blank to be filled in by hand."""

    country: str
    language: str
    title: str
    law: str
    to: str
    urgent: str
    rules: tuple
    blank: str
    sections: tuple


@cache
def texts():
    """The words of the drafts, by country. Restart to read them anew."""
    return json.loads(Path(__file__).with_name("authorities.json").read_text(encoding="utf-8"))


def contacts_in(country):
    """Whom else staff call in that country, in the reader's language."""
    return CONTACTS.get(country, ())


def compose(concern, country, *, by):
    """The draft for one country. No alias and no name of the child: the first says nothing to an authority, and the
    second is not in the record. Three queries."""
    told = texts()[country]
    facts = list(concern.facts.all())
    zone = TIME_ZONES[country]
    headings = iter(told["headings"])
    sections = [
        Section(next(headings), tuple(Row(label) for label in told["receiver"])),
        Section(next(headings), tuple(_child(concern, told))),
        Section(next(headings), (Row("", told["danger"][concern.danger], _clock(concern.raised_at, zone)),)),
        *(Section(next(headings), _entries(facts, kind, zone)) for kind in ("said", "seen", "meant", "done")),
        Section(next(headings), _family(facts, told, zone)),
        Section(next(headings), tuple(_notifier(by, told))),
    ]
    words = {name: told[name] for name in ("language", "title", "law", "to", "urgent", "blank")}
    return Draft(country=country, rules=tuple(told["rules"]), sections=tuple(sections), **words)


def _child(concern, told):
    """The age band is all we know; it stands on the same line in every country."""
    if concern.who:
        yield Row("", concern.who)
    for number, label in enumerate(told["child"]):
        yield Row(label, told["age"][concern.age] if number == AGE and concern.age else "")


def _clock(moment, zone):
    """As all four countries read it, by the authority's own clock."""
    return f"{moment.astimezone(zone):%d.%m.%Y %H.%M}"


def _entries(facts, kind, zone):
    """What was written down of that kind, without what was corrected since; one blank row when there is none."""
    corrected = {fact.corrects_id for fact in facts}
    found = [fact for fact in facts if fact.kind == kind and fact.pk not in corrected]
    return tuple(Row("", fact.words, _clock(fact.at, zone)) for fact in found) or (Row(""),)


def _family(facts, told, zone):
    """The newest word on it."""
    for fact in reversed(facts):
        if fact.kind == "family":
            return (Row("", f"{told['family'][fact.family]} {fact.words}", _clock(fact.at, zone)),)
    return (Row(""),)


def _notifier(by, told):
    """Who fills it in signs it: the duty is theirs."""
    credential = by.credentials.valid().order_by("-checked_on").first()
    known = (by.display_name, credential.profession if credential else "", "", "", "")
    for label, value in zip(told["notifier"], known, strict=True):
        yield Row(label, value)
