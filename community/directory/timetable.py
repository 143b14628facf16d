"""Hours as text: small enough to be kept with a listing, and worked out once a day for all who have the same."""

import json
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from community.directory.opening import hours_on, opening, zone_of

ONE_DAY = timedelta(days=1)
DATES = ("valid_from", "valid_to", "dtstart", "until")
TIMES = ("opens_at", "closes_at")
PLAIN = (
    *(
        "timezone",
        "zone",
        "freq",
        "interval",
        "count",
        "wkst",
        "byday",
        "byweekno",
        "bymonthday",
        "byyearday",
    ),
    *("is_exception", "open_on_holidays"),
)
FIELDS = (*DATES, *TIMES, *PLAIN)  # what opening asks of a schedule


@dataclass
class Rule:
    """A schedule without its words."""

    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    until: date | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    timezone: float | None = None
    zone: str = ""
    freq: str = ""
    interval: int | None = None
    count: int | None = None
    wkst: str = ""
    byday: str = ""
    byweekno: str = ""
    bymonthday: str = ""
    byyearday: str = ""
    is_exception: bool = False
    open_on_holidays: bool | None = None


@dataclass(frozen=True)
class Timetable:
    """Schedules that add up, as one line of text. What is empty is left out."""

    text: str

    @classmethod
    def of(cls, schedules):
        """Of anything with the fields of a Schedule."""
        return cls(json.dumps([_facts(schedule) for schedule in schedules], separators=(",", ":")))

    @property
    def zone(self):
        return zone_of(_rules(self.text))

    def open_at(self, now):
        """As `opening.open_at`."""
        return opening(lambda day: _day(self.text, day), now, self.zone)

    def is_open_at(self, now):
        """Whether `open_at` would say that it is open, and no more: much quicker, where many are looked at."""
        today = now.astimezone(self.zone).date()
        days = (_day(self.text, day) for day in (today - ONE_DAY, today))
        return any(start <= now < end for day in days for start, end in day.spans)


def _facts(schedule):
    told = {name: value for name in PLAIN if (value := getattr(schedule, name)) not in (None, "")}
    if not schedule.is_exception:
        del told["is_exception"]
    for name in (*DATES, *TIMES):
        if (value := getattr(schedule, name)) is not None:
            told[name] = value.isoformat()
    return told


@lru_cache(maxsize=4000)
def _rules(text):
    return [_rule(facts) for facts in json.loads(text)]


def _rule(facts):
    for names, read in ((DATES, date.fromisoformat), (TIMES, time.fromisoformat)):
        facts |= {name: read(facts[name]) for name in names if name in facts}
    return Rule(**facts)


@lru_cache(maxsize=10_000)
def _day(text, day):
    """Many services have the same hours, and a day is looked at many times."""
    return hours_on(_rules(text), day)
