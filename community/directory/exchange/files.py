"""Reads nested JSON: one object, a list, a Page of the API, or one object a line; piece by piece, however large."""

import json
from pathlib import Path

import ijson

from community.directory.exchange.parting import Item
from community.directory.exchange.shape import KINDS

SPLIT = "services"  # of an organisation: each is taken in by itself
TELLING = {  # kind: names that only such an object has, in the order in which to ask
    "location": {"location_type", "latitude", "external_identifier"},
    "service_at_location": {"location", "service"},
    "service": {"status", "organization", "service_at_locations", "eligibility_description", "assured_date"},
    "organization": {"website", "legal_status", "organization_identifiers", "services", "programs", "logo"},
    "taxonomy_term": {"parent_id", "taxonomy_detail", "taxonomy", "term_uri", "code"},
    "taxonomy": {"version", "taxonomy_terms"},
}


class UnreadableFileError(Exception):
    """A file cannot be read as what it should be; says why in plain words."""


def items_of(path, kind=""):
    """The objects of a file as Items; `kind` where the file does not show what they are.

    Raises UnreadableFileError where it stops being JSON; what came before was read.
    """
    path = Path(path)
    try:
        for tree, row in trees_of(path):
            yield from _split(tree, kind, path.name, row)
    except (ijson.JSONError, json.JSONDecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise UnreadableFileError(f"{path.name}: this is not JSON ({str(wrong)[:120]})") from wrong


def kind_of(tree):
    """What an object is, by the names in it; an organisation where nothing tells."""
    if isinstance(tree, dict):
        for kind, names in TELLING.items():
            if names & tree.keys():
                return kind
    return "organization"


def _split(tree, kind, file, row):
    kind = kind or kind_of(tree)
    if kind == "organization" and isinstance(tree, dict) and isinstance(tree.get(SPLIT), list):
        yield Item(kind, {name: value for name, value in tree.items() if name != SPLIT}, file, row)
        for number, service in enumerate(tree[SPLIT]):
            if isinstance(service, dict):
                service = {"organization": {"id": tree.get("id")}} | service
            yield Item("service", service, file, f"{row}/{SPLIT}/{number}")
    elif kind == "taxonomy" and isinstance(tree, dict) and isinstance(tree.get("taxonomy_terms"), list):
        yield Item(kind, {name: value for name, value in tree.items() if name != "taxonomy_terms"}, file, row)
        for number, term in enumerate(tree["taxonomy_terms"]):
            if isinstance(term, dict):
                term = {"taxonomy_id": tree.get("id")} | term
            yield Item("taxonomy_term", term, file, f"{row}/taxonomy_terms/{number}")
    else:
        yield Item(kind if kind in KINDS else "organization", tree, file, row)


def trees_of(path):
    """(object, where it stands)."""
    with path.open("rb") as file:
        start = file.read(65_536).lstrip(b"\xef\xbb\xbf \t\r\n")
        file.seek(0)
        if start.startswith(b"["):
            yield from _listed(file, "item", "")
        elif _is_line(start):
            yield from _lines(file)
        else:
            yield from _page_or_one(file)


def _is_line(start):
    """Whether the first line is an object by itself and others follow."""
    first, _end, rest = start.partition(b"\n")
    if not rest.strip():
        return False
    try:
        return isinstance(json.loads(first), dict)
    except json.JSONDecodeError:
        return len(first) == len(start)  # a very long first line


def _lines(file):
    for number, line in enumerate(file, start=1):
        if line := line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield json.loads(line), f"line {number}: "


def _page_or_one(file):
    number = -1
    for number, (tree, row) in enumerate(_listed(file, "contents.item", "/contents")):  # noqa: B007
        yield tree, row
    if number < 0:
        file.seek(0)
        tree = json.loads(file.read().decode("utf-8-sig"))
        if not (isinstance(tree, dict) and "contents" in tree):
            yield tree, ""


def _listed(file, prefix, at):
    if file.read(3) != b"\xef\xbb\xbf":
        file.seek(0)
    for number, tree in enumerate(ijson.items(file, prefix, use_float=True)):
        yield tree, f"{at}/{number}"
