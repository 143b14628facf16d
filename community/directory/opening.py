"""Whether something is open, until when, and when again: for schedules, and for the crisis lines' own file.

Works on anything with the fields of a Schedule, asks no database, and answers in moments, never in words.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

import holidays
from dateutil import rrule

TIME_ZONES = {
    "FI": ZoneInfo("Europe/Helsinki"),
    "SE": ZoneInfo("Europe/Stockholm"),
    "NO": ZoneInfo("Europe/Oslo"),
    "GB": ZoneInfo("Europe/London"),
}
COUNTRY_OF = {zone.key: country for country, zone in TIME_ZONES.items()} | {"Europe/Mariehamn": "FI"}
WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
ONE_DAY = timedelta(days=1)
HOURS = 7 * 24
SOON, LATER = 9, 92  # days looked ahead: for what is open now, and for when it opens next
NUMBERED = {"byweekno": 53, "bymonthday": 31, "byyearday": 366}  # and the highest number of each
FREQUENCIES = {"WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY}


@dataclass(frozen=True)
class Opening:
    """Whether something answers at a moment, by its own clock. `is_open` is None when we do not know."""

    is_open: bool | None
    always: bool = False
    until: datetime | None = None
    next_at: datetime | None = None
    opens_today: bool = False
    on_holiday: bool = False


@dataclass(frozen=True)
class Day:
    """The hours that begin on one day, as (start, end) in order; `is_known` is False where nobody told us."""

    date: date
    spans: tuple = ()
    is_known: bool = True
    on_holiday: bool = False  # a public holiday, and nobody told us what is done on one


def open_at(schedules, now, *, country=None):
    """Whether that is open at `now` (aware), until when or from when.

    Several schedules add up, except that on the days of an exception exceptions alone count. `country` decides which
    public holidays there are; without it, the schedule's zone does, where it is one of ours.
    """
    schedules = list(schedules)
    return opening(lambda day: hours_on(schedules, day, country=country), now, zone_of(schedules))


def hours_on(schedules, day, *, country=None):
    """The hours of one day (a date by the schedule's own clock)."""
    valid = [schedule for schedule in schedules if _is_valid(schedule, day)]
    exceptions = [
        schedule for schedule in valid if schedule.is_exception and _falls_on(schedule, day) is not False
    ]
    if exceptions:
        is_known = all(_falls_on(schedule, day) for schedule in exceptions)
        return Day(day, _spans(exceptions, day) if is_known else (), is_known=is_known)
    regular = [schedule for schedule in valid if not schedule.is_exception and _has_hours(schedule)]
    falls = {id(schedule): _falls_on(schedule, day) for schedule in regular}
    meant = [schedule for schedule in regular if falls[id(schedule)]]
    on_holiday = {id(schedule): _on_holiday(schedule, day, country) for schedule in meant}
    spans = _spans([schedule for schedule in meant if on_holiday[id(schedule)]], day)
    unsure = None in on_holiday.values()
    is_known = bool(spans) or (bool(regular) and not unsure and None not in falls.values())
    return Day(day, spans, is_known=is_known, on_holiday=unsure and not spans)


def zone_of(schedules):
    """The clock these go by: the IANA zone, else the standard's offset, else UTC, as the standard says."""
    return next(filter(None, map(_zone, schedules)), UTC)


def opening(day_of, now, zone):
    """The answer at `now`, from `day_of(date)`, which gives the Day of any date by the clock of `zone`."""
    today = now.astimezone(zone).date()
    days = [day_of(today + shift * ONE_DAY) for shift in range(-1, SOON)]
    spans = _joined(span for day in days for span in day.spans)
    for start, end in spans:
        if start <= now < end:
            always = end - start >= len(days) * ONE_DAY - timedelta(hours=1)  # an hour: the clocks may change
            return Opening(is_open=True, always=always, until=None if always else end.astimezone(zone))
    starts = (start for start, _end in spans if start > now)
    far = (day_of(today + shift * ONE_DAY) for shift in range(SOON, LATER))
    next_at = next(starts, None) or next((start for day in far for start, _end in day.spans), None)
    next_at = next_at and next_at.astimezone(zone)
    if not days[1].is_known:
        return Opening(is_open=None, next_at=next_at, on_holiday=days[1].on_holiday)
    opens_today = next_at is not None and next_at.date() == today
    return Opening(is_open=False, next_at=next_at, opens_today=opens_today)


def weekly(schedules):
    """The clock of schedules, and for each hour of a week from Monday whether it may be open: 168 signs, `1` or `0`.

    May be: every day that a rule could name counts, whatever its dates. Empty where no hours are told.
    """
    schedules = [schedule for schedule in schedules if _has_hours(schedule) and not schedule.is_exception]
    if not schedules:
        return "", ""
    marks = bytearray(b"0" * HOURS)
    for schedule in schedules:
        first = schedule.opens_at.hour
        last = schedule.closes_at.hour + (schedule.closes_at.minute > 0)
        last += 24 if schedule.closes_at <= schedule.opens_at else 0
        for day in _named_weekdays(schedule):
            for hour in range(first, last):
                marks[(24 * day + hour) % HOURS] = ord("1")
    return getattr(zone_of(schedules), "key", ""), marks.decode()


def _named_weekdays(schedule):
    try:
        days = {weekday.weekday for weekday in _weekdays(schedule.byday)}
    except ValueError:
        days = set()
    return days or range(7)


def span(day, begins, ends, zone):
    """From that wall time to that one, as moments in UTC; an end at or before the beginning is on the next day.

    An hour that the clocks skip counts from before the change, one that comes twice means the first.
    """
    last = day + ONE_DAY if ends <= begins else day
    return datetime.combine(day, begins, zone).astimezone(UTC), datetime.combine(last, ends, zone).astimezone(
        UTC
    )


def is_holiday(country, day):
    return day in _holidays(country, day.year)


@lru_cache(maxsize=32)
def _holidays(country, year):
    return frozenset(holidays.country_holidays(country, years=year))


def _joined(spans):
    """The same times with those in one that touch or overlap."""
    joined = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _spans(schedules, day):
    """Their times on that day, in order; what a change of the clocks turns round does not happen."""
    found = (span(day, one.opens_at, one.closes_at, _zone(one)) for one in schedules if _has_hours(one))
    return tuple(sorted(pair for pair in found if pair[0] < pair[1]))


def _has_hours(schedule):
    return None not in (schedule.opens_at, schedule.closes_at, _zone(schedule))


def _zone(schedule):
    return _zone_called(schedule.zone) if schedule.zone else _zone_at(schedule.timezone or 0)


@lru_cache(maxsize=128)
def _zone_called(name):
    """None for a zone nobody knows: then its hours are not known either."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=128)
def _zone_at(hours):
    return timezone(timedelta(hours=hours)) if -24 < hours < 24 else None


def _on_holiday(schedule, day, country):
    """Whether the hours hold although the day may be a holiday; None when nobody told us."""
    country = country or COUNTRY_OF.get(schedule.zone)
    if country is None or not is_holiday(country, day):
        return True
    if schedule.open_on_holidays is None and schedule.opens_at == schedule.closes_at:
        return True  # day and night
    return schedule.open_on_holidays


# --- On which days ----------------------------------------------------------------
def _is_valid(schedule, day):
    return (schedule.valid_from or date.min) <= day <= (schedule.valid_to or date.max)


def _falls_on(schedule, day):
    """Whether this rule of iCalendar names the day; None when it says too little, or what we cannot read.

    Without a frequency, weekdays mean every week, a first day alone means that day, and nothing means every day.
    """
    if not (schedule.dtstart or date.min) <= day <= (schedule.until or date.max):
        return False
    try:
        return _is_named(schedule, day)
    except ValueError:
        return None


def _is_named(schedule, day):
    weekdays, filters = _weekdays(schedule.byday), _filters(schedule)
    if not schedule.freq and not weekdays and not filters:
        return schedule.dtstart is None or schedule.dtstart == day
    is_plain = schedule.freq != "MONTHLY" and not filters and not schedule.count
    if is_plain and weekdays and (schedule.interval or 1) == 1:
        return any(weekday.weekday == day.weekday() for weekday in weekdays)
    return _by_rule(schedule, day, filters)


def _by_rule(schedule, day, filters):
    counts = bool(schedule.count) or (schedule.interval or 1) > 1
    if schedule.dtstart is None and (counts or not (schedule.byday or filters)):
        return None  # every second week, but from when?
    parts = (schedule.freq or "WEEKLY", schedule.interval or 1, schedule.wkst, schedule.byday, filters)
    return day in _days_in(day.year, schedule.dtstart or date(day.year, 1, 1), schedule.count, parts)


@lru_cache(maxsize=2048)
def _days_in(year, first, count, parts):
    """The days of one year that a rule names; worked out once, because counting begins at the rule's first day."""
    freq, interval, wkst, byday, filters = parts
    rule = rrule.rrule(
        FREQUENCIES[freq],
        dtstart=datetime.combine(first, time()),
        until=datetime(year, 12, 31),  # noqa: DTZ001 (whole days, of no zone)
        interval=interval,
        wkst=WEEKDAYS.get(wkst),
        byweekday=_weekdays(byday) or None,
        **dict(filters),
    )
    return frozenset(moment.date() for moment in islice(rule, count or None) if moment.year == year)


@lru_cache(maxsize=256)
def _weekdays(byday):
    """`TH,FR` or, by the month, `2MO,-1FR`. Raises ValueError for what is no weekday."""
    return tuple(_weekday(part.strip().upper()) for part in byday.split(",") if part.strip())


def _weekday(part):
    found = re.fullmatch(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", part)
    if not found:
        raise ValueError(part)
    number, day = found.groups()
    return rrule.weekday(WEEKDAYS[day], int(number) if number else None)


def _filters(schedule):
    """The numbered days or weeks of a rule, as rrule takes them.

    Raises ValueError for what is no such number, and for days and weeks numbered at once: such rules may fall on no
    day at all, and would be looked for until the year 9999.
    """
    written = [(name, getattr(schedule, name)) for name in NUMBERED if getattr(schedule, name)]
    if len(written) > 1:
        raise ValueError(written)
    return tuple((name, _numbers(text, NUMBERED[name])) for name, text in written)


def _numbers(text, last):
    numbers = tuple(int(number) for number in text.split(",") if number.strip())
    if not all(1 <= abs(number) <= last for number in numbers):
        raise ValueError(text)
    return numbers
