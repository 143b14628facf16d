"""Writes the directory to files: nested JSON, or the tabular form with its datapackage.json."""

import csv
import io
import json
import zipfile
from contextlib import contextmanager
from pathlib import Path

from django.db import models

from community.directory.exchange.meaning import AGE_TERMS, AGES, age_attribute
from community.directory.exchange.shape import BY_MODEL, KINDS, OWN
from community.directory.exchange.telling import cells_of, nested
from community.directory.models import Service

AT_ONCE = 2000
TYPES = {
    models.DateTimeField: "datetime",
    models.DateField: "date",
    models.TimeField: "string",  # with its offset
    models.BooleanField: "boolean",
    models.JSONField: "object",
    models.FloatField: "number",
    models.DecimalField: "number",
    models.IntegerField: "number",
}


def write_json(path, kind, ids, *, one_a_line, services=False, tell=None):
    """Write these objects to a file, as a list or one a line; returns how many."""
    count = 0
    with Path(path).open("w", encoding="utf-8") as file:
        for count, tree in enumerate(nested(kind, ids, services=services), start=1):
            text = json.dumps(tree, ensure_ascii=False, indent=None if one_a_line else 2)
            if one_a_line:
                file.write(text + "\n")
            else:
                file.write(("[\n" if count == 1 else ",\n") + text)
            if tell and count % 100 == 0:
                tell(count)
        if not one_a_line:
            file.write("\n]\n" if count else "[]\n")
    return count


def write_tables(path, *, tell=None):
    """Write the whole directory as tables to a folder, or to a zip where the path ends in .zip; returns the rows."""
    count = 0
    with _package(Path(path)) as opened:
        for kind in KINDS.values():
            with opened(kind.file) as file:
                table = csv.DictWriter(file, _columns(kind), extrasaction="ignore", lineterminator="\n")
                table.writeheader()
                for row in _rows(kind):
                    table.writerow(row)
                    count += 1
                    if tell and count % 1000 == 0:
                        tell(count)
        with opened("datapackage.json") as file:
            json.dump(datapackage(), file, indent=2)
    return count


def datapackage():
    """The description of the tables, as the standard's own: columns, ids, and what points where."""
    return {
        "name": "human_services_data",
        "title": "Human Services Data",
        "profile": "tabular-data-package",
        "resources": [_resource(kind) for kind in KINDS.values()],
    }


def _resource(kind):
    return {
        "name": kind.name,
        "path": kind.file,
        "schema": {
            "primaryKey": "id",
            "fields": [{"name": "id", "type": "string", "constraints": {"required": True, "unique": True}}]
            + [{"name": name, "type": _type(kind, cell)} for name, cell in kind.fields.items()],
            "foreignKeys": [
                {"fields": name, "reference": {"resource": BY_MODEL[cell.points_to], "fields": "id"}}
                for name, cell in kind.fields.items()
                if cell.column in kind.keys or name == "taxonomy_id"
            ],
        },
    }


def _type(kind, cell):
    column = next(column for column in kind.model._meta.concrete_fields if column.attname == cell.column)
    return next((name for known, name in TYPES.items() if isinstance(column, known)), "string")


def _columns(kind):
    """The standard's columns, then our own."""
    return [
        "id",
        *(name for name in kind.fields if name not in OWN),
        *(name for name in kind.fields if name in OWN),
    ]


def _rows(kind):
    order = (
        ("position", "pk") if "position" in kind.columns else ("pk",)
    )  # a table's order is that of its lists
    found = kind.model.objects.order_by(*order).values(*kind.columns)
    for row in found.iterator(chunk_size=AT_ONCE):
        # In a table an id must be its own, and a row that many share is one row for each of them.
        told = cells_of(kind.name, row | {"extra": _without_id(row["extra"])})
        yield {name: _cell(value) for name, value in told.items()}
    if kind.name == "taxonomy_term":
        for ident, subject in AGE_TERMS.items():
            said = AGES[subject]["en"]
            yield {"id": ident, "name": f"age of {subject}", "description": said, "taxonomy": "ages"}
    if kind.name == "attribute":
        aged = Service.objects.exclude(age_subject="").order_by("pk").values_list("pk", "age_subject")
        for ident, subject in aged.iterator(chunk_size=AT_ONCE):
            told = age_attribute(ident, subject)
            yield told | {"link_id": str(ident), "taxonomy_term_id": told["taxonomy_term"]["id"]}


def _without_id(extra):
    return {
        name: value for name, value in extra.items() if name not in ("id", "link_entity", "resource_type")
    }


def _cell(value):
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else value


@contextmanager
def _package(path):
    """A function that opens a file of that name in the package for writing."""
    if path.suffix.lower() != ".zip":
        path.mkdir(parents=True, exist_ok=True)
        yield lambda name: (path / name).open("w", encoding="utf-8", newline="")
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        yield lambda name: io.TextIOWrapper(package.open(name, "w"), encoding="utf-8", newline="")
