"""What a card of a service shows, worked out from entries that are loaded already: it asks no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language_info

from community.directory.crisis import CHECK_AGAIN_AFTER, LANGUAGE_NAMES
from community.directory.models import Service
from community.directory.opening import COUNTRY_OF, Opening, hours_on, is_holiday, zone_of
from community.directory.timetable import Timetable

UNKNOWN = Opening(is_open=None)
WEEK = 7


def on_cards(services):
    """With all that a card shows, in a fixed number of queries."""
    return services.select_related("organization", "listing").prefetch_related(
        "schedules",
        "languages",
        "phones__languages",
        "cost_options",
        "service_at_locations__schedules",
        "service_at_locations__location__schedules",
        "service_at_locations__location__addresses",
    )


@dataclass
class Shown:
    """One service (or what a listing keeps of it, `told.ToldService`) at one moment (`now`, aware) for one reader.

    `km` from where they are; `week` of their pregnancy, if that is what they asked for.
    """

    service: Service
    now: datetime
    language: str
    km: float | None = None
    where: str = ""
    week: int | None = None

    @property
    def key(self):
        """What it is kept under by whoever keeps it."""
        return f"service:{self.service.pk}"

    @cached_property
    def opening(self):
        """Of all its hours, what is best: open, else what opens first, else what we know least of."""
        found = [each.open_at(self.now) for each in self._timetables]
        return min(found, key=_rank, default=UNKNOWN)

    @property
    def hours_words(self):
        """The first words said of hours, for where the hours themselves are not known."""
        said = (one.said("description", self.language) for one in self.service.schedules.all())
        return next(filter(None, said), "")

    @cached_property
    def clock(self):
        """The town whose clock its hours go by, where that is not the clock of this site."""
        return _town(next((each.zone for each in self._timetables), None))

    @cached_property
    def _timetables(self):
        if isinstance(self.service, Service):
            return [Timetable.of(each) for each in _schedules_of(self.service) if each]
        return self.service.timetables

    @cached_property
    def languages(self):
        """Names of what is spoken there, at its telephones too."""
        spoken = [*self.service.languages.all()]
        spoken += [one for phone in self.service.phones.all() for one in phone.languages.all()]
        return list(dict.fromkeys(filter(None, (_name(one, self.language) for one in spoken))))

    @property
    def is_free(self):
        """Whether all of its prices are nothing; None where nobody told us any."""
        amounts = [one.amount for one in self.service.cost_options.all() if one.amount is not None]
        return not any(amounts) if amounts else None

    @property
    def price(self):
        """What it costs, in the words of the card; empty where nobody told us."""
        if said := self.service.said("fees_description", self.language):
            return said
        said = (_price(one, self.language) for one in self.service.cost_options.all())
        return ", ".join(filter(None, said))

    @property
    def phones(self):
        """At most two numbers, of its own."""
        return list(self.service.phones.all())[:2]

    @property
    def is_long_ago(self):
        """Whether somebody checked it, but so long ago that it may be otherwise."""
        day = self.service.assured_date
        return day is not None and timezone.localdate() - day > CHECK_AGAIN_AFTER

    @property
    def has_no_hours(self):
        """Whether nobody told us when it is open."""
        return self.opening == UNKNOWN and not self.hours_words

    @property
    def opens_on(self):
        """The day from which somebody in that week of pregnancy may come, when that is still to come."""
        if self.week is None:
            return None
        day = self.service.opens_to_pregnancy(self.week)
        return day if day and day > timezone.localdate() else None


def _schedules_of(service):
    """Its own hours, and those of each of its places."""
    yield list(service.schedules.all())
    for at in service.service_at_locations.all():
        yield list(at.schedules.all()) or list(at.location.schedules.all())


def week_of(schedules, now):
    """The hours of the coming week: (date, spans by their own clock, is it known, is it a public holiday)."""
    zone = zone_of(schedules)
    today = now.astimezone(zone).date()
    country = COUNTRY_OF.get(getattr(zone, "key", ""))
    for shift in range(WEEK):
        day = hours_on(schedules, today + timedelta(days=shift))
        spans = [(start.astimezone(zone), end.astimezone(zone)) for start, end in day.spans]
        holiday = day.on_holiday or bool(country and is_holiday(country, day.date))
        yield {"date": day.date, "spans": spans, "is_known": day.is_known, "on_holiday": holiday}


def clock_of(schedules):
    """The town whose clock these go by, where that is not the clock of this site."""
    return _town(zone_of(schedules))


def _rank(opening):
    far = datetime.max.replace(tzinfo=timezone.get_default_timezone())
    return not opening.is_open, opening.next_at is None and opening.is_open is None, opening.next_at or far


def _town(zone):
    key = getattr(zone, "key", "")
    return key.rpartition("/")[2].replace("_", " ") if key and key != settings.TIME_ZONE else ""


def _name(spoken, language):
    """The name of a language in the reader’s own."""
    if spoken.code in LANGUAGE_NAMES:
        return str(LANGUAGE_NAMES[spoken.code])
    if said := spoken.said("name", language):
        return said
    try:
        return get_language_info(spoken.code)["name_translated"]
    except KeyError:
        return spoken.code


def _price(option, language):
    said = option.said("option", language) or option.said("amount_description", language)
    amount = f"{option.amount.normalize():f} {option.currency}".strip() if option.amount else ""
    return ": ".join(filter(None, (said, amount)))
