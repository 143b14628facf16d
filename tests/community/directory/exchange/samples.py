"""The samples of the standard, and how tests compare what goes in with what comes out."""

import json
from functools import cache
from pathlib import Path
from uuid import UUID

from jsonschema import Draft202012Validator

from community.directory.actions.exchange import take_in
from community.directory.exchange import files, tables
from community.directory.exchange.telling import nested

HERE = Path(__file__).parent.parent / "hsds"


def read(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def bring(path, **options):
    """Import a sample file; the report."""
    return take_in(items=files.items_of(HERE / path), **options)


def bring_tables(path):
    """Import a package of tables: the report, and the keys that lead nowhere."""
    broken = []
    return take_in(items=tables.items_of(HERE / path, broken.append)), broken


def tell(kind, ident, **options):
    """One object as it is exported."""
    return next(nested(kind, [UUID(ident)], **options))


@cache
def schema(version):
    return Draft202012Validator(
        read(f"{version}/service_with_definitions.json"), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def faults(service, version="3.1"):
    """What the official schema finds wrong with a service."""
    return [f"{list(fault.absolute_path)}: {fault.message}" for fault in schema(version).iter_errors(service)]
