"""Crisis lines by country and language, from a file: they must be there when the database is not."""

import json
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.directory.opening import TIME_ZONES, Day, Opening, is_holiday, opening, span

CHECK_AGAIN_AFTER = timedelta(days=180)
ANYONE = "anyone"
ALWAYS = "always"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# What a line is taken to speak where its source does not say.
MAIN_LANGUAGE = {"FI": "fi", "SE": "sv", "NO": "nb", "GB": "en"}
LANGUAGE_NAMES = {
    "ar": _("Arabic"),
    "en": _("English"),
    "fi": _("Finnish"),
    "nb": _("Norwegian"),
    "ru": _("Russian"),
    "sv": _("Swedish"),
    "uk": _("Ukrainian"),
}


@dataclass(frozen=True)
class Line:
    """One crisis line as a reader in one language sees it at one moment."""

    id: str
    kind: str
    name: str
    purpose: str
    opening: Opening
    hours_words: str
    languages: tuple
    phone: str
    also: tuple
    sms: str
    chat: str
    web: str
    area: str
    is_free: bool
    is_hidden_on_bill: bool
    is_anonymous: bool
    checked_on: date | None
    needs_check: bool

    @property
    def is_emergency(self):
        return self.kind == "emergency"

    @property
    def dial(self):
        """The number as a `tel:` address takes it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def lines_for(country, language, *, audience=None, now=None):
    """The lines of a country, the one most likely to help first.

    Emergency numbers lead; then lines that fit the language and the audience and are open;
    then fitting ones whose hours nobody told us; then open ones that fit less. Of equals, those
    that somebody checked not long ago come first. Nothing is left out: a wrong guess about a
    person must not hide a number. `country` is a key of TIME_ZONES.
    """
    now = now or timezone.now()
    today = now.astimezone(TIME_ZONES[country]).date()
    found = [entry for entry in entries() if entry["country"] == country and _is_valid(entry, today)]
    shown = [(entry, opening_of(entry, now)) for entry in found]
    shown.sort(
        key=lambda pair: (*_rank(*pair, language=language, audience=audience), _is_stale(pair[0], today))
    )
    return [_line(entry, opening, language, today) for entry, opening in shown]


@lru_cache(maxsize=1)
def entries():
    """The file as it is. Restart to read it anew."""
    path = Path(__file__).with_name("crisis_lines.json")
    return tuple(json.loads(path.read_text(encoding="utf-8")))


def opening_of(entry, now):
    """Whether the line of this entry answers at `now` (aware), by its own country's clock.

    On a public holiday weekday hours are not trusted: then we do not know.
    """
    if entry["hours"] is None:
        return Opening(is_open=None)
    if entry["hours"] == ALWAYS:
        return Opening(is_open=True, always=True)
    return opening(lambda day: _hours_on(entry, day), now, TIME_ZONES[entry["country"]])


def _hours_on(entry, day):
    if not entry.get("open_on_holidays") and is_holiday(entry["country"], day):
        return Day(day, is_known=False, on_holiday=True)
    hours = entry["hours"][DAYS[day.weekday()]]
    zone = TIME_ZONES[entry["country"]]
    return Day(day, tuple(span(day, *map(time.fromisoformat, pair), zone) for pair in hours))


def _is_valid(entry, today):
    """Whether the entry's own dates cover this day; an empty end is open."""
    starts, ends = entry["valid_from"], entry["valid_to"]
    has_begun = not starts or date.fromisoformat(starts) <= today
    return has_begun and (not ends or date.fromisoformat(ends) >= today)


def _rank(entry, opening, *, language, audience):
    """Smallest first; entries of equal rank keep the order of the file, general lines before special ones."""
    languages = entry["languages"] or [MAIN_LANGUAGE[entry["country"]]]
    suits = audience is None or bool({audience, ANYONE} & set(entry["audience"]))
    misfits = (language not in languages) + (not suits)
    by_opening = {True: 0, None: 1, False: 3}[opening.is_open]
    return entry["kind"] != "emergency", by_opening + 2 * misfits, misfits


def _is_stale(entry, today):
    """Whether nobody checked it, or not for long."""
    checked_on = entry["checked_on"]
    return not checked_on or today - date.fromisoformat(checked_on) > CHECK_AGAIN_AFTER


def _line(entry, opening, language, today):
    checked_on = date.fromisoformat(entry["checked_on"]) if entry["checked_on"] else None
    return Line(
        id=entry["id"],
        kind=entry["kind"],
        name=_in(entry["name"], language),
        purpose=_in(entry["purpose"], language),
        opening=opening,
        hours_words=_in(entry.get("hours_words", {}), language),
        languages=tuple(LANGUAGE_NAMES[code] for code in entry["languages"]),
        phone=entry.get("phone", ""),
        also=tuple(entry.get("also", ())),
        sms=entry.get("sms", ""),
        chat=entry.get("chat", ""),
        web=entry.get("web", ""),
        area=entry.get("area", ""),
        is_free=entry.get("free", False),
        is_hidden_on_bill=entry.get("hidden_on_bill", False),
        is_anonymous=entry.get("anonymous", False),
        checked_on=checked_on,
        needs_check=_is_stale(entry, today),
    )


def _in(words, language):
    return words.get(language) or words.get("en", "")
