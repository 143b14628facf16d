"""One value of a file, read into its column and told again."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from community.directory.models.schedule import check_zone

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
ADDRESS = re.compile(r"(?:https?://[^\s/]|urn:\S)\S*", re.IGNORECASE)
TIME = re.compile(r"(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?(?:\d\d)?)?", re.IGNORECASE)
YES_OR_NO = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}


class UnreadableError(ValueError):
    """A value does not fit; says why in plain words."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How one column is read from a file. `empty` stands where a file says nothing."""

    column: str
    read: callable
    empty: object
    points_to: type | None = None  # the model of the object whose id stands here
    is_id: bool = False


def cell_for(column):
    """The cell of a column of a model."""
    name, empty = column.attname, None
    if not column.null:
        empty = (
            column.get_default() if column.has_default() else ("" if column.empty_strings_allowed else None)
        )
    if isinstance(column, models.ForeignKey | models.UUIDField):
        return Cell(name, read_id, None, column.related_model if column.is_relation else None, is_id=True)
    if column.choices:
        return Cell(name, _one_of([value for value, _label in column.choices]), empty)
    if column.name == "zone":
        return Cell(name, read_zone, empty)
    read = next(read for kind, read in READERS.items() if isinstance(column, kind))
    if read is read_words and column.max_length:
        read = _no_longer_than(column.max_length)
    return Cell(name, read, empty)


def read_words(value):
    if isinstance(value, str) and can_be_kept(value):
        return value
    if not isinstance(value, str):
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise UnreadableError("this is not text")
        value = str(value)
    if not can_be_kept(value):
        raise UnreadableError("it holds a sign that cannot be kept")
    return value


def can_be_kept(text):
    """Whether databases take it: neither the sign of nothing nor half of one is in it."""
    if "\0" in text:
        return False
    if text.isascii():
        return True
    try:
        return bool(text.encode())
    except UnicodeEncodeError:
        return False


def read_address(value):
    value = read_words(value)
    if len(value) > 2000 or not ADDRESS.fullmatch(value):
        raise UnreadableError("this is not an address on the web; one begins with http:// or https://")
    return value


def read_email(value):
    value = read_words(value)
    if len(value) > 254 or not EMAIL.fullmatch(value):
        raise UnreadableError("this is not an e-mail address")
    return value


def read_id(value):
    """A UUID. Other ids are made into one where an object is read, see `parting`."""
    try:
        return UUID(value)
    except (ValueError, AttributeError, TypeError):
        raise UnreadableError("this is not a UUID") from None


def read_number(value):
    try:
        number = float(value)
    except (ValueError, TypeError):
        raise UnreadableError("this is not a number") from None
    if isinstance(value, bool) or not math.isfinite(number):
        raise UnreadableError("this is not a number")
    return number


def read_whole(value):
    number = read_number(value)
    if number != int(number) or not 0 <= number < 2**31:
        raise UnreadableError("this is not a whole number, or it is too large or below zero")
    return int(number)


def read_year(value):
    number = read_whole(value)
    if number > 9999:
        raise UnreadableError("this is too large")
    return number


def read_long(value):
    number = read_number(value)
    if number != int(number) or abs(number) >= 2**53:
        raise UnreadableError("this is not a whole number, or it is too large")
    return int(number)


def read_amount(value):
    try:
        amount = Decimal(str(value))
        if isinstance(value, bool) or not amount.is_finite():
            raise UnreadableError("this is not an amount")
        if amount != amount.quantize(Decimal("0.0001")) or abs(amount) >= 10**10:
            raise UnreadableError("this amount has too many digits")
    except InvalidOperation:
        raise UnreadableError("this is not an amount") from None
    return amount


def read_day(value):
    """A day; of a time with a day, the day."""
    try:
        return date.fromisoformat(value[:10])
    except (ValueError, TypeError):
        raise UnreadableError("this is not a day written as 2026-01-31") from None


def read_moment(value):
    """A time with its day; by UTC when it does not say."""
    try:
        moment = datetime.fromisoformat(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        raise UnreadableError("this is not a time written as 2026-01-31T12:00:00Z") from None


def read_clock(value):
    """Wall time; what it says of the offset is read by `read_offset`."""
    found = TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    hour, minute, second = (int(part or 0) for part in found.groups()[:3]) if found else (99, 0, 0)
    if hour == 24 and not minute and not second:
        hour = 0  # midnight at the end of a day
    if hour > 23 or minute > 59 or second > 59:
        raise UnreadableError("this is not a time written as 09:00 or 09:00+02:00")
    return time(hour, minute, second)


def read_offset(value):
    """Hours from UTC that a time of day names; None when it names none."""
    found = TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    offset = found and found[4]
    if not offset:
        return None
    if offset in "Zz":
        return 0.0
    digits = offset[1:].replace(":", "").ljust(4, "0")
    return (-1 if offset[0] == "-" else 1) * (int(digits[:2]) + int(digits[2:]) / 60)


def read_yes_or_no(value):
    if isinstance(value, bool):
        return value
    if (said := YES_OR_NO.get(str(value).strip().lower())) is None:
        raise UnreadableError("this is neither true nor false")
    return said


def read_whatever(value):
    """Text nested in JSON; no deeper than the translations or references of our own."""
    if not isinstance(value, dict | list):
        raise UnreadableError("this is not an object or a list")
    return value


def read_zone(value):
    value = read_words(value)
    try:
        check_zone(value)
    except ValidationError:
        raise UnreadableError("this is not a time zone we know, as Europe/Helsinki is one") from None
    return value


def _one_of(values):
    def read(value):
        if value in values:
            return value
        raise UnreadableError(f"it can only be {', '.join(str(known) for known in values)}")

    return read


def _no_longer_than(longest):
    def read(value):
        if len(value := read_words(value)) > longest:
            raise UnreadableError(f"it is longer than {longest} signs")
        return value

    return read


READERS = {
    models.URLField: read_address,
    models.EmailField: read_email,
    models.CharField: read_words,
    models.TextField: read_words,
    models.JSONField: read_whatever,
    models.BooleanField: read_yes_or_no,
    models.DateTimeField: read_moment,
    models.DateField: read_day,
    models.TimeField: read_clock,
    models.DecimalField: read_amount,
    models.FloatField: read_number,
    models.PositiveSmallIntegerField: read_year,
    models.PositiveIntegerField: read_whole,
    models.BigIntegerField: read_long,
}


def told(value):
    """A value as the standard's JSON writes it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, UUID):
        return str(value)
    return value
