"""What can be asked of the API: its parameters, under the names of the standard."""

import re
from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

AT_MOST = 100  # on one page
MOST_PAGES = 1_000_000
FARTHEST = 500_000  # metres
UNKEPT = re.compile("[\x00\ud800-\udfff]")


def _truth(value):
    if isinstance(value, str) and value not in ("true", "false"):
        raise PydanticCustomError("bool_parsing", "neither true nor false")
    return value


def _whole(value):
    if isinstance(value, str) and not re.fullmatch("-?[0-9]{1,12}", value):
        raise PydanticCustomError("int_parsing", "not a whole number")
    return value


def _moment(value):
    """By UTC when it does not say. Beyond the years a calendar has, the first or last moment there is."""
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("datetime_parsing", "not a time") from None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def _words(value):
    return UNKEPT.sub(" ", value) if isinstance(value, str) else value


Truth = Annotated[bool, BeforeValidator(_truth)]
Whole = Annotated[int, BeforeValidator(_whole)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Words = Annotated[str, Field(max_length=200), BeforeValidator(_words)]


class Listed(Schema):
    """What every list can be asked."""

    search: Words = Field("", description="Words to look for.")
    page: Whole = Field(1, ge=1, le=MOST_PAGES, description="Which page, from 1.")
    per_page: Whole = Field(50, ge=1, le=AT_MOST, description="How many on a page.")
    format: Literal["json", "ndjson"] = Field(
        "json", description="“ndjson” streams everything that fits, one object a line, without pages."
    )


class WithTerms(Schema):
    """Lists that a kind of help narrows."""

    taxonomy_term_id: UUID = Field(None, description="Only what this term was given to.")
    taxonomy_id: UUID = Field(None, description="Only what some term of this taxonomy was given to.")
    full: Truth = Field(False, description="With everything that belongs to each, nested.")


class OfServices(WithTerms, Listed):
    """Lists of services, and of services in their places."""

    organization_id: UUID = Field(None, description="Only what this organisation provides.")
    modified_after: Moment = Field(
        None, description="Only what was modified then or later; UTC when it does not say."
    )


class Services(OfServices):
    """What `/services` can be asked."""

    minimal: Truth = Field(
        False, description="Only the id and the date of modification; all at once unless `per_page` is given."
    )


class ServicesAtLocations(OfServices):
    """What `/service_at_locations` can be asked."""

    postcode: Annotated[str, Field(max_length=20), BeforeValidator(_words)] = Field(
        "",
        description="Only services for people who live there, in Finland, Sweden, Norway or the United Kingdom.",
    )
    proximity: Whole = Field(
        None, ge=1, le=FARTHEST, description="Only places within so many metres of the middle of `postcode`."
    )


class Organizations(WithTerms, Listed):
    """What `/organizations` can be asked."""

    full_service: Truth = Field(False, description="As `full`, and each of its services in full.")


class Terms(Listed):
    """What `/taxonomy_terms` can be asked."""

    taxonomy_id: UUID = Field(None, description="Only terms of this taxonomy.")
    parent_id: UUID = Field(None, description="Only terms directly below this one.")
    top_only: Truth = Field(False, description="Only terms that stand below no other.")


class Organization(Schema):
    """What one organisation can be asked."""

    full_service: Truth = Field(False, description="With each of its services in full.")
