"""What a listing keeps of a service so that its card in a list is one row: taken from entries, and read again.

A service that is read again answers to all that a card asks (`showing.Shown`) as a Service does, without the database.
"""

import json
from datetime import date
from decimal import Decimal
from uuid import UUID

from community.directory.gathered import Gathered
from community.directory.models import Listing, Phone, Service
from community.directory.models.entry import Entry
from community.directory.timetable import Timetable

WORDS = ("name", "description", "alert", "application_process", "fees_description")
DAYS = ("assured_date", "check_by")
IN_ONE_LINE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


# --- Taken from entries --------------------------------------------------------------
def card_of(service, gathered):
    """What is kept of a gathered service: its hours, and what else a card shows, as JSON without what is empty."""
    return {
        "hours": "\n".join(Timetable.of(each).text for each in gathered.timetables(service)),
        "facts": IN_ONE_LINE.encode(_facts(service, gathered)),
    }


def _facts(service, gathered):
    provider = gathered.organizations.get(service.organization_id)
    spoken = gathered.languages
    told = _said(service, WORDS) | {
        "organization": provider and _said(provider, ("name",)),
        "schedules": _list(gathered.schedules, service, "description"),
        "languages": _list(spoken, service, "name", "code"),
        "phones": [
            {"number": phone.number} | _filled({"languages": _list(spoken, phone, "name", "code")})
            for phone in gathered.phones.get(service.id, ())
        ],
        "cost_options": [
            _said(price, ("option", "amount_description", "currency"))
            | _filled({"amount": None if price.amount is None else str(price.amount)})
            for price in gathered.prices.get(service.id, ())
        ],
    }
    told |= {name: day and day.isoformat() for name in DAYS for day in [getattr(service, name)]}
    told |= {
        name: getattr(service, name) for name in ("assurer_name", "referral_needed", "from_pregnancy_week")
    }
    return _filled(told)


def _list(rows, thing, *fields):
    return [_said(row, fields) for row in rows.get(thing.id, ())]


def _said(row, fields):
    """What an entry says in these fields, in all its languages."""
    told = {name: value for name in (*fields, "written_in") if (value := getattr(row, name)) or value == 0}
    if row.translations and (translations := _in_others(row.translations, fields)):
        told["translations"] = translations
    return told


def _in_others(translations, fields):
    return {
        language: told
        for language, said in translations.items()
        if (told := {name: words for name in fields if (words := said.get(name))})
    }


def _filled(facts):
    """What is told in them: nothing is told by an empty text or list, but much by no and by naught."""
    return {name: value for name, value in facts.items() if value or value == 0}


# --- Read again ----------------------------------------------------------------------
class Several(list):
    """A list that can be asked for as related objects are."""

    def all(self):
        return self


class Told:
    """An entry with those of its fields that are kept."""

    translations, written_in, lists = {}, "", {}
    name = description = alert = application_process = fees_description = ""
    said, said_in, _found = Entry.said, Entry.said_in, Entry._found

    def __init__(self, facts):
        self.__dict__.update(facts)
        for name, kind in self.lists.items():
            setattr(self, name, Several(map(kind, facts.get(name, ()))))


class ToldLanguage(Told):
    code = ""


class ToldPhone(Told):
    lists = {"languages": ToldLanguage}
    number = ""
    dial = Phone.dial


class ToldPrice(Told):
    amount, currency, option, amount_description = None, "", "", ""

    def __init__(self, facts):
        super().__init__(facts)
        self.amount = None if self.amount is None else Decimal(self.amount)


class ToldService(Told):
    """A service with its lists. `timetables`: its own, and those of each of its places."""

    lists = {"schedules": Told, "languages": ToldLanguage, "phones": ToldPhone, "cost_options": ToldPrice}
    organization = assured_date = check_by = referral_needed = from_pregnancy_week = None
    assurer_name = ""
    is_stale, opens_to_pregnancy = Service.is_stale, Service.opens_to_pregnancy

    def __init__(self, pk, is_online, card):
        super().__init__(json.loads(card["facts"]))
        self.pk, self.listing = pk, Told({"is_online": is_online})
        self.timetables = _timetables(card["hours"])
        self.organization = self.organization and Told(self.organization)
        for name in DAYS:
            setattr(self, name, (day := getattr(self, name)) and date.fromisoformat(day))


def told_services(ids, user):
    """{id: service} of those that this person may see."""
    visible = Service.objects.visible_to(user).filter(pk__in=ids)
    names = ("pk", "listing__is_online", "listing__card__facts", "listing__card__hours")
    rows = list(visible.values_list(*names))
    made = _made([pk for pk, _online, facts, _hours in rows if facts is None])
    return {
        pk: ToldService(pk, is_online, made.get(pk) or {"facts": facts, "hours": hours})
        for pk, is_online, facts, hours in rows
    }


def told_timetables(ids):
    """{id: timetables} of services, for where no more is asked."""
    rows = dict(Listing.objects.filter(service__in=ids).values_list("service_id", "card__hours"))
    made = _made([pk for pk, hours in rows.items() if hours is None])
    return {pk: _timetables(made[pk]["hours"] if pk in made else hours) for pk, hours in rows.items()}


def _made(ids):
    """The cards of services that were listed before there were any, or by an older version beside this one."""
    if not ids:
        return {}
    gathered = Gathered([pk.hex for pk in ids])
    return {UUID(service.id): card_of(service, gathered) for service in gathered.services}


def _timetables(hours):
    return [Timetable(line) for line in hours.splitlines()]
