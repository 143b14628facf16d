"""Takes a nested object apart into the rows of its tables, and says what does not fit."""

import json
import re
import uuid
from collections import Counter
from dataclasses import dataclass, field

from community.directory.exchange.cells import UnreadableError, can_be_kept, read_words, told
from community.directory.exchange.meaning import MEANINGS, tells_age
from community.directory.exchange.shape import BY_MODEL, KINDS, ON_ANYTHING, OURS, SHARED, TIES

UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
AT = "\0at"  # under this name a tree of a table holds (file, row, whether a key of it leads nowhere)


@dataclass(frozen=True, slots=True)
class Item:
    """One object of a file with all that is nested in it. `row`: a JSON pointer, or the number of a line."""

    kind: str
    tree: dict
    file: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something was not taken in, in plain words."""

    file: str
    row: str
    field: str
    reason: str

    def __str__(self):
        return ", ".join(filter(None, (self.file, self.row, self.field))) + f": {self.reason}"


class Row:
    """One object as its table holds it. `ties`: (column, the row it hangs on). Ids are 32 hex digits, see `rows`."""

    __slots__ = ("extra", "file", "given", "id", "kind", "ties", "values", "where")

    def __init__(self, kind, ident, ties=(), *, file="", where=""):
        self.kind, self.ties, self.file, self.where = kind, ties, file, where
        self.id = self.given = ident  # what is had by several gets an id for each
        self.values, self.extra = {}, {}


@dataclass(slots=True)
class Bundle:
    """What is taken in together or not at all."""

    item: Item
    root: Row | None = None
    rows: list = field(default_factory=list)
    lists: list = field(default_factory=list)  # (parent row, kind, column, rows) of every list that was named
    problems: list = field(default_factory=list)
    unknown: Counter = field(default_factory=Counter)
    trees: dict = field(default_factory=dict)  # of what is told again and again
    is_left: bool = False  # because the directory knows better


def id_of(kind, text):
    """The id of an object; where a file has another kind of id than a UUID, one made from it, always the same."""
    if UUID.fullmatch(text):
        return text.replace("-", "")
    try:
        return uuid.UUID(text).hex
    except ValueError:
        return uuid.uuid5(OURS, f"{kind}/{text}").hex


def written(ident):
    """An id as files write it."""
    return f"{ident[:8]}-{ident[8:12]}-{ident[12:16]}-{ident[16:20]}-{ident[20:]}"


def take_apart(item, seen, *, whole=False):
    """The bundle of an item. What `seen` holds already ({(kind, id): tree}) is only pointed to.

    `whole`: what the item itself does not name is empty; else it stays as it is in the directory.
    """
    parting = _Parting(item, seen, whole)
    parting.bundle.root = parting.object(item.kind, item.tree, item.row, ())
    return parting.bundle


class _Parting:
    def __init__(self, item, seen, whole):
        self.item, self.seen, self.whole = item, seen, whole
        self.bundle = Bundle(item)

    def object(self, kind, tree, at, ties, position=None):
        """Read one object and what is in it; returns its row, None where it cannot be read at all."""
        if not isinstance(tree, dict):
            return self._problem(at, "", "an object belongs here")
        file, where, is_broken = tree.get(AT) or (self.item.file, at, False)
        if is_broken:
            self._problem(self.item.row, "", f"a key leads nowhere in {file}, {where}")
        text = tree.get("id")
        if not isinstance(text, str) or not text or len(text) > 500:
            return self._problem(where, "id", "it is needed and is missing", file)
        if not can_be_kept(text):
            return self._problem(where, "id", "it holds a sign that cannot be kept", file)
        row = Row(kind, id_of(kind, text), ties, file=file, where=where)
        if kind in SHARED:
            if len(tree) == 1 or self.seen.get((kind, row.id)) == tree:
                return row
            self.bundle.trees[kind, row.id] = tree
        if written(row.id) != text.lower():
            row.extra["id"] = text
        if position is not None and kind != "metadata":
            row.values["position"] = position
        self._read(row, tree, at)
        return row

    def _read(self, row, tree, at):
        shape, fields = KINDS[row.kind], KINDS[row.kind].fields
        lists = []
        for name, value in tree.items():
            if name in fields:
                self._cell(row, name, value, fields[name])
            elif name in shape.lists or (name in ON_ANYTHING and row.kind not in TIES):
                lists.append(name)
            elif name not in shape.ones and name not in ("id", AT) and value is not None:
                self._unknown(row, name, value)
        for name in shape.ones:
            if tree.get(name) is not None:
                self._one(row, tree[name], f"{at}/{name}", name)
        if self.whole and row.kind == self.item.kind and not row.ties:
            lists = [*shape.lists, *ON_ANYTHING]
            self._empty(row, shape)
        self._look(row, tree, shape)
        self.bundle.rows.append(row)
        for name in lists:
            self._list(row, tree.get(name) or [], name, at)

    def _unknown(self, row, name, value):
        """Kept as it came, where it can be told again."""
        try:
            text = json.dumps({name: value}, ensure_ascii=False, allow_nan=False)
        except (ValueError, RecursionError):
            text = "\0"
        if not can_be_kept(text) or "\\u0000" in text:
            self._problem(row.where, "", "what we do not know in it cannot be kept", row.file)
            return
        row.extra[name] = value
        self.bundle.unknown[row.kind, name] += 1

    def _look(self, row, tree, shape):
        """What is needed, what belongs together, and whose an attribute is."""
        for name in shape.needs:
            if tree.get(name) in (None, ""):
                self._problem(row.where, name, "it is needed and is missing", row.file)
        if shape.must or not row.ties:
            self._belongs(row, shape)
        for name, reason in MEANINGS.get(row.kind, _nothing)(row, tree):
            self._problem(row.where, name, reason, row.file)
        if row.kind in TIES and row.ties:
            entity, name = row.ties[0][1].kind, TIES[row.kind][1]
            if given := tree.get(name):
                row.extra[name] = given
            row.values[name] = entity

    def _belongs(self, row, shape):
        here = {column for column, _parent in row.ties}
        here |= {column for column in shape.keys if row.values.get(column) is not None}
        for column in shape.must:
            if column not in here:
                self._problem(row.where, column, "it is needed and is missing", row.file)
        if shape.parents and not here:
            self._problem(row.where, "", "it does not say what it belongs to", row.file)

    def _empty(self, row, shape):
        for cell in shape.fields.values():
            row.values.setdefault(cell.column, cell.empty)

    def _cell(self, row, name, value, cell):
        if value is None or value == "":
            row.values[cell.column] = cell.empty
            return
        try:
            read = _pointed(value, cell) if cell.is_id else cell.read(value)
        except UnreadableError as wrong:
            self._problem(row.where, name, str(wrong), row.file)
            return
        row.values[cell.column] = read
        if read is value:
            return
        plain = written(read) if cell.is_id else told(read)
        if plain != value and isinstance(plain, str) == isinstance(value, str):
            row.extra[name] = value  # the same in other words: told again as it came

    def _one(self, row, tree, at, name):
        kind, column = KINDS[row.kind].ones[name]
        ties = ()
        if kind == "program" and (provider := row.values.get("organization_id")):
            ties = (
                ("organization_id", Row("organization", provider)),
            )  # nested, it does not say whose it is
        if (one := self.object(kind, tree, at, ties)) is not None:
            row.values[column] = one.id

    def _list(self, row, found, name, at):
        if not isinstance(found, list):
            self._problem(row.where, name, "a list belongs here", row.file)
            return
        shape = KINDS[row.kind]
        kind, column = shape.lists.get(name) or (ON_ANYTHING[name], TIES[ON_ANYTHING[name]][0])
        rows = [
            self.object(kind, tree, f"{at}/{name}/{number}", ((column, row),), number)
            for number, tree in enumerate(found)
            if not (kind == "attribute" and tells_age(tree))
        ]
        self.bundle.lists.append((row, kind, column, [one for one in rows if one is not None]))

    def _problem(self, where, name, reason, file=""):
        problem = Problem(file or self.item.file, str(where), name, reason)
        if problem not in self.bundle.problems:
            self.bundle.problems.append(problem)


def _pointed(value, cell):
    """The id of another object, which is named by it."""
    return id_of(BY_MODEL[cell.points_to] if cell.points_to else "", read_words(value))


def _nothing(row, tree):
    return ()
