"""Services as cards that stay as they are where they are shared: nothing on them depends on the moment of reading."""

from collections import OrderedDict
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from json import dumps
from uuid import UUID

from django.utils.dates import WEEKDAYS
from django.utils.text import Truncator
from django.utils.translation import gettext, override

from community.directory.crisis import ALWAYS, DAYS, LANGUAGE_NAMES, entries, lines_for
from community.directory.models import CardCopy, Service

CRISIS, SERVICE = "crisis:", "service:"
PURPOSE = 200  # characters of a description that stand on a card
HELD = 500  # copies kept in this process: they never change
BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNSPOKEN = {"fax", "text", "textphone", "pager", "video"}
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
    """The card under that key, or None when the service is not on our list any more.

    A service’s key without its mark of content is the card as it would be now; with it, as it was when it was shared.
    """
    if key.startswith(SERVICE):
        return _copied(key) if key.count(":") > 1 else _now(key, language)
    known = {f"{CRISIS}{entry['id']}": entry for entry in entries()}
    return _card(key, known[key], language) if key in known else None


# --- Services -------------------------------------------------------------------------------
def service_key(service):
    """The key of a service, whatever stands on its card."""
    return f"{SERVICE}{service.pk}"


def plain_key(key):
    """The same service without the mark of what stood on the card."""
    return ":".join(key.split(":")[:2])


def service_of(key):
    """The service that a key names, if it can be had now; None for a crisis line."""
    try:
        pk = UUID(key.removeprefix(SERVICE).partition(":")[0])
    except ValueError:
        return None
    return with_card_parts(Service.objects.active()).filter(pk=pk).first()


def with_card_parts(services):
    """Services with all that stands on their cards, in the same few queries whatever their number."""
    parts = ("phones", "languages", "schedules", "cost_options")
    return services.select_related("organization").prefetch_related(*parts)


def card_of_service(service, language):
    """A service as a card in one language, as it is now."""
    phones = [phone for phone in service.phones.all() if phone.type not in UNSPOKEN]
    with override(language):
        spoken = {
            entry.code: str(LANGUAGE_NAMES.get(entry.code, entry.name)) for entry in service.languages.all()
        }
    prices = [price.amount for price in service.cost_options.all() if price.amount is not None]
    told = [schedule.said("description", language) for schedule in service.schedules.all()]
    return Card(
        key=service_key(service),
        name=service.said("name", language),
        purpose=Truncator(" ".join(service.said("description", language).split())).chars(PURPOSE),
        phone=phones[0].number if phones else "",
        sms="",
        chat="",
        web=service.said("url", language),
        always=False,
        hours=_hours(_week_of(service), language),
        hours_words=". ".join(dict.fromkeys(filter(None, told))),
        languages=tuple(filter(None, spoken.values())),
        is_free=bool(prices) and not any(prices),
        is_anonymous=False,
        checked_on=service.assured_date,
        source=service.source,
    )


def _week_of(service):
    """The hours of its weekdays, as the crisis lines have them."""
    week = {day: [] for day in DAYS}
    for schedule in service.schedules.all():
        if schedule.opens_at and schedule.closes_at and not schedule.is_exception:
            for name, day in zip(BYDAY, DAYS, strict=True):
                if name in schedule.byday.split(","):
                    week[day].append((f"{schedule.opens_at:%H:%M}", f"{schedule.closes_at:%H:%M}"))
    return week


def facts_of(card):
    """A card as JSON keeps it."""
    facts = asdict(card) | {"checked_on": card.checked_on and card.checked_on.isoformat()}
    return {name: value for name, value in facts.items() if name != "key"}


def key_with_content(card):
    """The key of a card as it stands: other content is another key."""
    content = dumps(facts_of(card), sort_keys=True, ensure_ascii=False)
    return f"{plain_key(card.key)}:{sha256(content.encode()).hexdigest()[:16]}"


def _now(key, language):
    service = service_of(key)
    return card_of_service(service, language) if service else None


_held = OrderedDict()


def _copied(key):
    if key not in _held:
        copy = CardCopy.objects.filter(pk=key).first()
        if copy is None:
            return None
        facts = copy.facts
        _held[key] = Card(
            key=key,
            **facts
            | {
                "checked_on": facts["checked_on"] and date.fromisoformat(facts["checked_on"]),
                "hours": tuple(tuple(line) for line in facts["hours"]),
                "languages": tuple(facts["languages"]),
            },
        )
        while len(_held) > HELD:
            _held.popitem(last=False)
    return _held.get(key) or None


# --- Crisis lines ---------------------------------------------------------------------------
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
