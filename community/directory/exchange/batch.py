"""A few hundred bundles on their way into the tables: few queries for many objects, nothing where nothing changes."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from community.directory.exchange.parting import Problem, written
from community.directory.exchange.rows import insert, read, replace
from community.directory.exchange.shape import KINDS, ORDER, OURS, TIES

# What a service is listed with beside itself, and what that hangs on: {kind: {column: kind}}.
_ON_SERVICE, _ON_PLACE = {"service_id": "service"}, {"location_id": "location"}
LISTED = {
    "service": {},
    "organization": {},
    "location": {},
    "taxonomy_term": {},
    "service_at_location": _ON_SERVICE,
    "schedule": _ON_SERVICE | _ON_PLACE | {"service_at_location_id": "service_at_location"},
    "phone": _ON_SERVICE,
    "language": _ON_SERVICE | {"phone_id": "phone"},
    "cost_option": _ON_SERVICE,
    "service_area": _ON_SERVICE,
    "address": _ON_PLACE,
    "accessibility": _ON_PLACE,
}
OLDER = "it was changed here later, and is left as it is"


@dataclass
class Outcome:
    """What became of bundles. `counts`: {(kind, "created" | "updated" | "unchanged" | "refused"): how many}."""

    counts: Counter = field(default_factory=Counter)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    relisted: int = 0

    def add(self, other):
        """Count in what became of others."""
        self.counts.update(other.counts)
        self.problems += other.problems
        self.notes += other.notes
        self.relisted += other.relisted


@dataclass
class Stored(Outcome):
    """What became of a batch. `changed`: {kind: ids} of services, and of what others are listed with."""

    changed: dict = field(default_factory=lambda: defaultdict(set))


class Batch:
    """Bundles that are stored together. Told of `here`, {kind: ids} of what is known to be in the tables."""

    def __init__(self, bundles, here):
        self.bundles, self.here = bundles, here
        self.outcome = Stored()
        self.known = defaultdict(dict)  # {kind: {id: columns}} of what the tables hold
        self.detached = defaultdict(set)  # {(kind, id): columns} whose list does not name them any more
        self.rows = {}  # {(kind, id): columns as they shall be}
        self.gone = defaultdict(list)  # {(kind, column, parent): rows that were detached from it}
        self.looked = set()

    def store(self):
        """Write them, in the transaction of the caller; returns what became of them, Stored."""
        good = [bundle for bundle in self.bundles if not bundle.problems]
        self._look_up({(row.kind, row.given) for bundle in good for row in bundle.rows})
        good = self._with_all_they_need([bundle for bundle in good if not self._is_older(bundle)])
        self._detach(good)
        for bundle in good:
            for row in bundle.rows:
                self._assign(row)
        self._look_up(self.rows.keys() - self.looked)
        touched = self._write()
        for bundle in good:
            self._count(bundle, touched)
        for bundle in self.bundles:
            if bundle.problems:
                self.outcome.problems += bundle.problems
                self.outcome.counts[bundle.item.kind, "refused"] += 1
        return self.outcome

    def _look_up(self, keys):
        """Read what the tables hold under these ids."""
        self.looked |= keys
        wanted = defaultdict(list)
        for kind, ident in keys:
            wanted[kind].append(ident)
        for kind, ids in wanted.items():
            columns = KINDS[kind].columns
            known = self.known[kind]
            for row in read(KINDS[kind].model, columns, ids):
                told = dict(zip(columns, row, strict=True))
                known[told["id"]] = told

    def _is_older(self, bundle):
        """Whether a service was changed here after the file says it was."""
        before = self.known["service"].get(bundle.root.id) if bundle.root.kind == "service" else None
        if not before or not before["last_modified"]:
            return False
        told = bundle.root.values.get("last_modified")
        if told is None or told >= before["last_modified"]:
            return False
        self.outcome.notes.append(Problem(bundle.item.file, str(bundle.item.row), "last_modified", OLDER))
        self.outcome.counts["service", "unchanged"] += 1
        bundle.is_left = True
        return True

    def _with_all_they_need(self, bundles):
        """Those whose ids lead somewhere: into the directory or to what was taken in with or before them."""
        pointing = [(bundle, list(_pointing(bundle))) for bundle in bundles]
        wanted = defaultdict(set)
        for _bundle, points in pointing:
            for _row, _column, kind, ident in points:
                if ident not in self.here[kind] and ident not in self.known[kind]:
                    wanted[kind].add(ident)
        coming = defaultdict(set)
        for kind, ids in wanted.items():
            coming[kind].update(ident for (ident,) in read(KINDS[kind].model, ("id",), ids))
        good = []
        for bundle, points in pointing:
            own = {(row.kind, row.given) for row in bundle.rows}
            for row, column, kind, ident in points:
                places = (self.here[kind], self.known[kind], coming[kind])
                if (kind, ident) not in own and not any(ident in place for place in places):
                    reason = (
                        f"there is no {kind.replace('_', ' ')} {written(ident)} here, or it was not taken in"
                    )
                    bundle.problems.append(Problem(row.file, str(row.where), column, reason))
            if not bundle.problems:
                good.append(bundle)
                for kind, ident in own:
                    coming[kind].add(ident)
        return good

    def _detach(self, bundles):
        """Find what hung on something by a list that now does not name it."""
        named = defaultdict(dict)  # {(kind, column): {parent: ids}}
        for bundle in bundles:
            for parent, kind, column, rows in bundle.lists:
                if kind != "metadata" and parent.given in self.known[parent.kind]:
                    ids = named[kind, column].setdefault(parent.given, set())
                    ids.update(row.given for row in rows)
        for (kind, column), parents in named.items():
            lying = read(KINDS[kind].model, ("id", column), parents, key=column)
            self._look_up({(kind, ident) for ident, _parent in lying} - self.looked)
            ours = _sorted_by_us() if kind == "attribute" and lying else ()
            for ident, parent in lying:
                row = self.known[kind][ident]
                given = row["extra"].get("id", "").replace("-", "")
                if parents[parent].isdisjoint((ident, given)) and row.get("taxonomy_term_id") not in ours:
                    self.detached[kind, ident].add(column)
                    self.gone[kind, column, parent].append((kind, ident))

    def _assign(self, row):
        """Give a row its place; one that hangs on two of a kind becomes one for each."""
        row.id, extra = row.given, row.extra
        for column, parent in row.ties:
            row.values[column] = parent.id
        if row.ties and self._is_taken(row):
            column, parent = row.ties[0]
            extra = {"id": written(row.given)} | extra
            row.id = uuid.uuid5(uuid.UUID(row.given), f"{column}/{written(parent.id)}").hex
        key = row.kind, row.id
        values = self.rows.setdefault(key, {})
        values.update(row.values)
        before = self.known[row.kind].get(row.id)
        kept = values["extra"] if "extra" in values else before and before["extra"]
        if kept:
            fields = KINDS[row.kind].fields
            told = {name for name in kept if name in fields and fields[name].column in row.values}
            extra = {name: value for name, value in kept.items() if name not in told} | extra
        values["extra"] = extra

    def _is_taken(self, row):
        """Whether the row hangs on another object of that kind already."""
        column, parent = row.ties[0]
        if row.kind not in TIES and not KINDS[row.kind].parents:
            return False
        key = row.kind, row.id
        holder = self.rows[key].get(column) if key in self.rows else None
        if holder is None and (before := self.known[row.kind].get(row.id)):
            holder = None if column in self.detached.get(key, ()) else before[column]
        return holder is not None and holder != parent.id

    def _write(self):
        """Create and update; returns the keys of what is not as it was."""
        touched, new, changed = set(), defaultdict(list), defaultdict(list)
        for key in (*self.rows, *(self.detached.keys() - self.rows.keys())):
            kind, ident = key
            before = self.known[kind].get(ident)
            values = self.rows.get(key, {})
            if before is None:
                values["id"] = ident
                new[kind].append(values)
                touched.add(key)
                self._tell(key, values)
                continue
            after = before | dict.fromkeys(self.detached.get(key, ())) | values
            _keep_ours(kind, before, after)
            if after != before:
                touched.add(key)
                changed[kind].append(after)
                self._tell(key, before, after)
        for kind in sorted({*new, *changed}, key=ORDER.get):
            insert(KINDS[kind].model, new[kind])
            self._update(kind, changed[kind])
        return touched

    def _update(self, kind, rows):
        shape = KINDS[kind]
        tied = shape.parents or (("link_id",) if kind == "attribute" else ())
        alone = {row["id"] for row in rows if tied and not _still_hangs(shape, row, tied)}
        if alone:
            shape.model.objects.filter(pk__in=alone).delete()
        replace(shape.model, [row for row in rows if row["id"] not in alone])

    def _tell(self, key, *rows):
        """Keep what services have to be listed anew for. On what is new hangs nothing but what is new."""
        kind, ident = key
        changed = self.outcome.changed
        if kind in LISTED and not LISTED[kind] and ident in self.known[kind]:
            changed[kind].add(ident)
        for row in rows:
            for column, other in LISTED.get(kind, {}).items():
                parent = row.get(column)
                if parent and (parent in self.known[other] or (other, parent) not in self.rows):
                    changed[other].add(parent)
            if kind == "attribute" and row["link_entity"] == "service":
                changed["service"].add(row["link_id"])

    def _count(self, bundle, touched):
        root = bundle.root.kind, bundle.root.id
        if root in touched and root[1] not in self.known[root[0]]:
            state = "created"
        else:
            gone = (
                self.gone.get((kind, column, parent.id), ()) for parent, kind, column, _rows in bundle.lists
            )
            mine = {(row.kind, row.id) for row in bundle.rows}.union(*gone)
            state = "unchanged" if mine.isdisjoint(touched) else "updated"
        self.outcome.counts[bundle.item.kind, state] += 1
        if state != "unchanged":
            self.outcome.changed["service"] |= {row.id for row in bundle.rows if row.kind == "service"}


def _sorted_by_us():
    """The ids of our kinds of help: editors sort services into them, and files do not undo that."""
    terms = KINDS["taxonomy_term"].model
    return {ident for (ident,) in read(terms, ("id",), [OURS.hex], key="taxonomy_detail_id")}


def _still_hangs(shape, row, tied):
    """Whether a row still hangs on something, and on all it cannot be without."""
    return any(row[column] for column in tied) and all(row[column] for column in shape.must)


def _pointing(bundle):
    """(row, column, kind, id) of all that rows of a bundle point to beside what they are nested in."""
    for row in bundle.rows:
        for column, kind in KINDS[row.kind].keys.items():
            if (ident := row.values.get(column)) is not None:
                yield row, column, kind, ident


def _keep_ours(kind, before, after):
    """What files may not take back: our kinds of help, and that somebody here checked a service later."""
    if (kind == "taxonomy" and before["id"] == OURS.hex) or (
        kind == "taxonomy_term" and before["taxonomy_detail_id"] == OURS.hex
    ):
        after.update(before)
    if kind == "service" and before["assured_by_id"] and _is_later(before, after):
        after.update({name: before[name] for name in ("assured_date", "assurer_email", "assurer_name")})


def _is_later(before, after):
    return before["assured_date"] and (
        not after["assured_date"] or after["assured_date"] < before["assured_date"]
    )
