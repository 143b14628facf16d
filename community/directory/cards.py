"""Services as cards that stay as they are where they are shared: nothing on them depends on the moment of reading."""

from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, override

from community.directory.crisis import ALWAYS, DAYS, LANGUAGE_NAMES, entries, lines_for

CRISIS = "crisis:"
UNRECORDED = {"", "not recorded"}


@dataclass(frozen=True)
class Card:
    """One service in one language. `hours` are (days, times) in words; empty where the service is always open or where
    nobody told us (`hours_words` may say more)."""

    key: str
    name: str
    purpose: str
    phone: str
    sms: str
    chat: str
    web: str
    always: bool
    hours: tuple
    hours_words: str
    languages: tuple
    is_free: bool
    is_anonymous: bool
    checked_on: date | None
    source: str

    @property
    def dial(self):
        """The number as a `tel:` address takes it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def cards_for(country, language):
    """The crisis lines of a country as cards, the emergency number left out: it is on every page already.

    What fits the language comes first. A card stands whether or not its line is open at the moment.
    """
    lines = [line for line in lines_for(country, language) if not line.is_emergency]
    return [card_of(f"{CRISIS}{line.id}", language) for line in lines]


def card_of(key, language):
    """The card under that key, or None when the service is not on our list any more."""
    known = {f"{CRISIS}{entry['id']}": entry for entry in entries()}
    return _card(key, known[key], language) if key in known else None


def _card(key, entry, language):
    hours = entry["hours"]
    return Card(
        key=key,
        name=_in(entry["name"], language),
        purpose=_in(entry["purpose"], language),
        phone=entry.get("phone", ""),
        sms=entry.get("sms", ""),
        chat=entry.get("chat", ""),
        web=entry.get("web", ""),
        always=hours == ALWAYS,
        hours=_hours(hours, language) if isinstance(hours, dict) else (),
        hours_words=_in(entry.get("hours_words", {}), language),
        languages=tuple(LANGUAGE_NAMES[code] for code in entry["languages"]),
        is_free=entry.get("free", False),
        is_anonymous=entry.get("anonymous", False),
        checked_on=date.fromisoformat(entry["checked_on"]) if entry["checked_on"] else None,
        source="" if entry.get("source", "") in UNRECORDED else entry["source"],
    )


def _hours(hours, language):
    """The week in as few lines as it takes: days that follow each other with the same times stand together."""
    runs = []
    for number, day in enumerate(DAYS):
        spans = [tuple(span) for span in hours[day]]
        if runs and runs[-1][1] == spans and runs[-1][0][-1] == number - 1:
            runs[-1][0].append(number)
        else:
            runs.append(([number], spans))
    with override(language):
        return tuple((_days(numbers), _times(spans)) for numbers, spans in runs if spans)


def _days(numbers):
    names = [str(WEEKDAYS[number]) for number in numbers]
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"


def _times(spans):
    """As the house writes time: 24 hours, with a point."""
    return f" {gettext('and')} ".join(f"{begins}–{ends}".replace(":", ".") for begins, ends in spans)


def _in(words, language):
    return words.get(language) or words.get("en", "")
