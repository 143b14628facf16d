"""The OpenAPI description: what the endpoints take is read from them, what they answer from the models."""

from functools import cache

from django.conf import settings
from django.db import models
from ninja import NinjaAPI

from community.directory.api.telling import JSON, LINES
from community.directory.exchange.shape import KINDS, ON_ANYTHING, TIES
from community.directory.exchange.writing import TYPES

FORMATS = {models.UUIDField: "uuid", models.DateTimeField: "date-time", models.DateField: "date"}
ROOTS = ("service", "service_at_location", "organization", "taxonomy", "taxonomy_term")
PAGE = {
    "total_items": {"type": "integer", "minimum": 0},
    "total_pages": {"type": "integer", "minimum": 0},
    "page_number": {"type": "integer", "minimum": 1},
    "size": {"type": "integer", "minimum": 0, "description": "How many are on this page."},
    "first_page": {"type": "boolean"},
    "last_page": {"type": "boolean"},
    "empty": {"type": "boolean"},
    "contents": {"type": "array"},
}
REFUSALS = {
    400: "The parameters do not fit together.",
    404: "Nothing here has this id, or we do not know this postcode.",
    422: "A parameter cannot be read.",
    429: "This address asked very often; `Retry-After` says in how many seconds it can ask again.",
}


class Api(NinjaAPI):
    """An API whose document knows the objects of the standard."""

    def get_openapi_schema(self, **where):
        """The document as OpenAPI 3.1."""
        document = super().get_openapi_schema(**where)
        document["components"]["schemas"].update(_schemas())
        return document


def of_list(kind):
    """What a list answers, for the document."""
    page = _named(f"{kind}_page")
    return _answers({JSON: page, LINES: {"type": "string", "description": "One object a line."}})


def of_one(kind):
    """What one object answers, for the document."""
    return _answers({JSON: _named(kind)})


def of_root():
    """What the first address answers, for the document."""
    said = {name: {"type": "string"} for name in ("version", "profile", "openapi_url")}
    return _answers({JSON: {"type": "object", "properties": said, "required": list(said)}})


def _answers(contents):
    told = {name: {"schema": schema} for name, schema in contents.items()}
    refused = {JSON: {"schema": _named("refusal")}}
    return {
        "responses": {
            200: {"content": told, "headers": {"ETag": {"schema": {"type": "string"}}}},
            304: {"description": "What you have is what there is."},
            **{status: {"description": why, "content": refused} for status, why in REFUSALS.items()},
        }
    }


def _named(name):
    return {"$ref": f"#/components/schemas/{name}"}


@cache
def _schemas():
    found = {kind.name: _object(kind) for kind in KINDS.values() if kind.name != "metadata"}
    found["service_in_short"] = {
        "type": "object",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "modified_date": {"type": ["string", "null"], "format": "date-time"},
        },
        "required": ["id", "modified_date"],
    }
    found["organization"]["properties"]["services"] = {"type": "array", "items": _named("service")}
    found["refusal"] = {
        "type": "object",
        "properties": {"detail": {"type": "string"}},
        "required": ["detail"],
    }
    for kind in ROOTS:
        either = [_named(kind), _named("service_in_short")] if kind == "service" else [_named(kind)]
        contents = {"type": "array", "items": {"anyOf": either}}
        found[f"{kind}_page"] = {
            "type": "object",
            "properties": PAGE | {"contents": contents},
            "required": list(PAGE),
        }
    return found


def _object(kind):
    columns = {column.attname: column for column in kind.model._meta.concrete_fields}
    said = {name: _value(columns[cell.column]) for name, cell in kind.fields.items()}
    said |= {name: _named(other) for name, (other, _column) in kind.ones.items()}
    said |= {name: {"type": "array", "items": _named(other)} for name, (other, _column) in kind.lists.items()}
    if kind.name not in TIES:
        said["attributes"] = {"type": "array", "items": _named(ON_ANYTHING["attributes"])}
    return {
        "type": "object",
        "properties": {"id": {"type": "string", "format": "uuid"}} | said,
        "required": ["id", *kind.tells],
    }


def _value(column):
    if isinstance(column, models.JSONField):
        return {"type": ["object", "array"]}
    if isinstance(column, models.ForeignKey):
        return {"type": "string", "format": "uuid"}
    found = {"type": next((name for known, name in TYPES.items() if isinstance(column, known)), "string")}
    if found["type"] in ("datetime", "date"):
        found["type"] = "string"
    if format_ := next((name for known, name in FORMATS.items() if isinstance(column, known)), None):
        found["format"] = format_
    if column.choices and not column.blank:
        found["enum"] = [value for value, _label in column.choices]
    return found


def description():
    """What is said of the API as a whole."""
    return {
        "title": f"{settings.SITE_NAME}: services",
        "version": "3.1",
        "description": "The directory of services, read by programs: Open Referral HSDS 3.1. Filters narrow together.",
    }
