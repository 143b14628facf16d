"""Reads the tabular form: a folder or zip of CSV files, as the standard's datapackage.json describes them.

The rows are put on the disk first, because a table may point to one that comes later; then each service is built
with its parts as in the nested form, so that it is taken in wholly or not at all.
"""

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import contextmanager
from pathlib import Path

from community.directory.exchange.files import UnreadableFileError
from community.directory.exchange.meaning import AGE_TERMS
from community.directory.exchange.parting import AT, Item, Problem, id_of
from community.directory.exchange.shape import BY_MODEL, KINDS, ON_ANYTHING, SHARED, TIES

LONGEST_CELL = 10_000_000
AT_ONCE = 500
MOST_FILES, MOST_UNPACKED = 1000, 2 * 1024**3  # of a zip; reading stops at the size that it declares
# In this order: what others point to comes first. Parts come with what they hang on.
ROOTS = ("taxonomy", "taxonomy_term", "unit", "organization", "program", "location", "service")
OBJECTS = {"translations", "references"}  # of our own: JSON in a cell
OF_A_KIND = """
SELECT kind, id, file, line, cells, is_broken FROM row WHERE kind = ? ORDER BY rowid
"""
PARTS = """
SELECT link.name, row.kind, row.id, row.file, row.line, row.cells, row.is_broken
FROM link JOIN row ON row.kind = link.kind AND row.id = link.id
WHERE link.parent = ? AND link.parent_id = ? ORDER BY row.rowid
"""
LEFT_OVER = """
SELECT kind, id, file, line, cells, is_broken FROM row
WHERE kind NOT IN (SELECT value FROM json_each(?)) AND NOT is_broken AND NOT EXISTS (
    SELECT 1 FROM link JOIN row AS other ON other.kind = link.parent AND other.id = link.parent_id
    WHERE link.kind = row.kind AND link.id = row.id AND link.name != 'taxonomy_term_id'
) ORDER BY rowid
"""
LOST = """
SELECT row.kind, row.id, link.parent, link.parent_id, link.name, row.file, row.line
FROM link JOIN row ON row.kind = link.kind AND row.id = link.id
WHERE link.is_key AND NOT EXISTS (
    SELECT 1 FROM row AS other WHERE other.kind = link.parent AND other.id = link.parent_id
) ORDER BY row.file, row.line, link.name
"""


def items_of(path, broken):
    """The objects of a package as Items, whole; `broken` is called with a Problem for every broken key.

    Raises UnreadableFileError for what is not such a package.
    """
    csv.field_size_limit(LONGEST_CELL)
    with _Staged() as staged:
        with _tables(Path(path)) as tables:
            for kind, file, rows in tables:
                staged.add(kind, file, rows)
        for problem in staged.broken_keys():
            broken(problem)
        for kind in ROOTS:
            yield from staged.items(kind)
        yield from staged.left_over()


@contextmanager
def _tables(path):
    """(kind, file name, rows as {column: text}) of every table that is there."""
    if path.is_dir():
        names = {file.name: file for file in path.rglob("*.csv")}
        yield _read(names, lambda file: file.open("rb"))
        return
    try:
        with zipfile.ZipFile(path) as package:
            _refuse_bomb(package, path.name)
            names = {name.rpartition("/")[2]: name for name in package.namelist() if name.endswith(".csv")}
            yield _read(names, package.open)
    except zipfile.BadZipFile as wrong:
        raise UnreadableFileError(f"{path.name}: this is not a zip file") from wrong


def _refuse_bomb(package, name):
    files, size = len(package.infolist()), sum(file.file_size for file in package.infolist())
    if files > MOST_FILES:
        raise UnreadableFileError(f"{name}: it holds {files} files, and {MOST_FILES} at most are read")
    if size > MOST_UNPACKED:
        limit, mb = MOST_UNPACKED // 1024**2, size // 1024**2
        raise UnreadableFileError(f"{name}: unpacked it is {mb} MB, and {limit} MB at most are read")


def _read(names, opened):
    known = [kind for kind in KINDS.values() if kind.file in names]
    if not known:
        raise UnreadableFileError("There is no table of the standard in it, as services.csv is one.")
    for kind in known:
        with opened(names[kind.file]) as raw:
            rows = csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
            yield kind, kind.file, _numbered(rows, kind.file)


def _numbered(rows, file):
    try:
        for row in rows:
            row.pop(None, None)  # more cells than columns
            yield rows.line_num, row
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise UnreadableFileError(f"{file}: this is not a table in UTF-8 ({wrong})") from wrong


class _Staged:
    """All rows of a package in a database of its own, on the disk and gone afterwards."""

    def __enter__(self):
        self.tables = sqlite3.connect("")  # an empty name: a file that nobody else sees
        self.tables.execute("CREATE TABLE row (kind, id, file, line, cells, is_broken DEFAULT 0)")
        self.tables.execute("CREATE TABLE link (kind, id, parent, parent_id, is_key, name)")
        self.there = set()
        return self

    def __exit__(self, *_wrong):
        self.tables.close()

    def add(self, kind, file, rows):
        """Keep a table, and what each of its rows points to."""
        self.there.add(kind.name)
        found, links = [], []
        for line, cells in rows:
            text = cells.get("id") or ""
            found.append((kind.name, text, file, line, json.dumps(cells)))
            links.extend(self._links(kind, text, cells))
            if len(found) >= AT_ONCE:
                self._keep(found, links)
        self._keep(found, links)

    def _links(self, kind, text, cells):
        for name, cell in kind.fields.items():
            if cell.points_to and cells.get(name):
                other = BY_MODEL[cell.points_to]
                is_key = cell.column in kind.keys or name == "taxonomy_id"
                yield kind.name, text, other, cells[name], is_key, name
        if kind.name in TIES:
            ident, entity = TIES[kind.name]
            yield kind.name, text, cells.get(entity), cells.get(ident), False, ident

    def _keep(self, found, links):
        self.tables.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?, 0)", found)
        self.tables.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)", links)
        found.clear()
        links.clear()

    def broken_keys(self):
        """A Problem for every key that leads nowhere, in the package and in the directory."""
        self.tables.executescript(
            "CREATE INDEX by_id ON row (kind, id); CREATE INDEX by_child ON link (kind, id);"
            "CREATE INDEX by_parent ON link (parent, parent_id)"
        )
        lost = self.tables.execute(LOST).fetchall()
        for kind, text, parent, parent_id, name, file, line in lost:
            if KINDS[parent].model.objects.filter(pk=id_of(parent, parent_id)).exists():
                continue
            self.tables.execute("UPDATE row SET is_broken = 1 WHERE kind = ? AND id = ?", (kind, text))
            yield Problem(file, f"row {line}", name, f"there is no {parent.replace('_', ' ')} {parent_id}")

    def items(self, kind):
        """Every row of that kind with its parts."""
        for row in self.tables.execute(OF_A_KIND, (kind,)):
            if row[1] not in AGE_TERMS:  # what they tell is a field of our own
                yield self._item(row)

    def left_over(self):
        """Attributes and history of what is not in the package; and parts that say nobody they belong to."""
        for row in self.tables.execute(LEFT_OVER, (json.dumps(ROOTS),)).fetchall():
            yield self._item(row)

    def _item(self, row):
        kind, _id, file, line, *_rest = row
        return Item(kind, self._tree(row), file, f"row {line}")

    def _tree(self, row):
        """A row with all that hangs on it, as the nested form has it."""
        kind, text, file, line, cells, is_broken = row
        shape = KINDS[kind]
        tree = {name: value or None for name, value in json.loads(cells).items()}
        tree[AT] = (file, f"row {line}", is_broken)
        for name in OBJECTS & tree.keys():
            tree[name] = _json(tree[name])
        lists = {where: name for name, where in shape.lists.items() if where[0] not in SHARED}
        if kind not in TIES:
            lists |= {(other, TIES[other][0]): name for name, other in ON_ANYTHING.items()}
        for (other, _column), name in lists.items():
            if other in self.there:
                tree[name] = []
        parts = self.tables.execute(PARTS, (kind, text)).fetchall()
        for column, *part in parts:
            if name := lists.get((part[0], column)):
                tree[name].append(self._part(part))
        return tree

    def _part(self, row):
        """Nested, a row does not say on what else it hangs: there it is named again."""
        shape, tree = KINDS[row[0]], self._tree(row)
        own = {column for _kind, column in shape.ones.values()}
        for column in shape.keys.keys() - own:
            tree.pop(column, None)
        return tree


def _json(text):
    """The object that stands in a cell; the text where it is none, so that it is told as wrong."""
    try:
        return json.loads(text) if text else None
    except json.JSONDecodeError:
        return text
