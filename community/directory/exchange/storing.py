"""Puts what was taken apart into the directory: few queries for many objects, and nothing where nothing changes."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction

from community.directory.exchange.parting import Problem
from community.directory.exchange.rows import blank, insert, replace
from community.directory.exchange.shape import KINDS, ORDER, OURS, SHARED, TIES

KEPT_TREES = 5_000  # of organisations and the like, so that what is told again is not read again
# What the database refuses, and what cannot even be written for it: nested without end, or half a sign.
CANNOT_BE_TAKEN = (IntegrityError, DataError, RecursionError, UnicodeError, OverflowError)
OLDER = "it was changed here later, and is left as it is"


@dataclass(slots=True)
class Outcome:
    """What became of bundles. Counts are {(kind, "created" | "updated" | "unchanged" | "refused"): how many}."""

    counts: Counter = field(default_factory=Counter)
    services: set = field(default_factory=set)  # ids of those that changed
    changed: dict = field(default_factory=lambda: defaultdict(set))  # of what services are listed with
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)


class Store:
    """Stores bundle after bundle of one import, and remembers what it has taken in."""

    def __init__(self):
        self.seen = {}  # {(kind, id): tree}
        self.here = defaultdict(set)  # {kind: ids} of what others point to

    def put(self, bundles):
        """Take in these bundles, each wholly or not at all; returns an Outcome."""
        try:
            with transaction.atomic():
                outcome = _Batch(bundles, self.here).store()
        except CANNOT_BE_TAKEN as wrong:
            if len(bundles) > 1:
                return self._one_by_one(bundles)
            return _refused(bundles[0], wrong)
        if len(self.seen) > KEPT_TREES:
            self.seen.clear()
        for bundle in bundles:
            if not bundle.problems and not bundle.is_left:
                self.seen.update(bundle.trees)
                for row in bundle.rows:
                    if row.kind in SHARED or row.kind == "service":
                        self.here[row.kind].add(row.id)
        return outcome

    def _one_by_one(self, bundles):
        whole = Outcome()
        for bundle in bundles:
            one = self.put([bundle])
            whole.counts += one.counts
            whole.services |= one.services
            whole.problems += one.problems
            whole.notes += one.notes
            for kind, ids in one.changed.items():
                whole.changed[kind] |= ids
        return whole


def _refused(bundle, wrong):
    reason = "the database does not take it: " + str(wrong).splitlines()[0][:120]
    outcome = Outcome()
    bundle.problems.append(Problem(bundle.item.file, str(bundle.item.row), "", reason))
    outcome.problems += bundle.problems
    outcome.counts[bundle.item.kind, "refused"] += 1
    return outcome


class _Batch:
    """A few hundred bundles on their way into the tables."""

    def __init__(self, bundles, here):
        self.bundles, self.here = bundles, here
        self.outcome = Outcome()
        self.known = defaultdict(dict)  # {kind: {id: columns}} of what the tables hold
        self.detached = defaultdict(set)  # {(kind, id): columns} whose list does not name them any more
        self.rows = {}  # {(kind, id): columns as they shall be}
        self.gone = defaultdict(list)  # {(kind, column, parent): rows that were detached from it}
        self.looked = set()

    def store(self):
        good = [bundle for bundle in self.bundles if not bundle.problems]
        self._look_up({(row.kind, row.id) for bundle in good for row in bundle.rows})
        good = self._with_all_they_need([bundle for bundle in good if not self._is_older(bundle)])
        self._detach(good)
        for bundle in good:
            self._assign(bundle)
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
            self._know(kind, KINDS[kind].model.objects.filter(pk__in=ids))

    def _know(self, kind, rows):
        found = list(rows.order_by().values(*KINDS[kind].columns))
        self.known[kind].update((row["id"], row) for row in found)
        return found

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
        wanted = defaultdict(set)
        for bundle in bundles:
            for _row, _column, kind, ident in _pointing(bundle):
                if ident not in self.here[kind] and ident not in self.known[kind]:
                    wanted[kind].add(ident)
        there = {
            kind: set(KINDS[kind].model.objects.filter(pk__in=ids).values_list("pk", flat=True))
            for kind, ids in wanted.items()
        }
        good, coming = [], defaultdict(set)
        for bundle in bundles:
            own = {(row.kind, row.id) for row in bundle.rows}
            for row, column, kind, ident in _pointing(bundle):
                places = (self.here[kind], self.known[kind], there.get(kind, ()), coming[kind])
                if (kind, ident) not in own and not any(ident in place for place in places):
                    reason = f"there is no {kind.replace('_', ' ')} {ident} here, or it was not taken in"
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
                if kind != "metadata" and parent.id in self.known[parent.kind]:
                    ids = named[kind, column].setdefault(parent.id, set())
                    ids.update(str(row.id) for row in rows)
        for (kind, column), parents in named.items():
            lying = KINDS[kind].model.objects.filter(**{f"{column}__in": list(parents)})
            if kind == "attribute":
                lying = lying.exclude(taxonomy_term__taxonomy_detail=OURS)  # editors sort into our kinds
            for row in self._know(kind, lying):
                ids = parents[row[column]]
                if str(row["id"]) not in ids and row["extra"].get("id") not in ids:
                    self.detached[kind, row["id"]].add(column)
                    self.gone[kind, column, row[column]].append((kind, row["id"]))

    def _assign(self, bundle):
        """Give every row its place; one that hangs on two of a kind becomes one for each."""
        for row in bundle.rows:
            for column, parent in row.ties:
                row.values[column] = parent.id
            if row.ties and self._is_taken(row):
                column, parent = row.ties[0]
                row.extra.setdefault("id", str(row.id))
                row.id = uuid.uuid5(row.id, f"{column}/{parent.id}")
            key = row.kind, row.id
            values = self.rows.setdefault(key, {})
            values.update(row.values)
            told = {name for name, cell in KINDS[row.kind].fields.items() if cell.column in row.values}
            kept = values.get("extra", self.known[row.kind].get(row.id, {}).get("extra") or {})
            values["extra"] = {name: value for name, value in kept.items() if name not in told} | row.extra

    def _is_taken(self, row):
        """Whether the row hangs on another object of that kind already."""
        column, parent = row.ties[0]
        if row.kind not in TIES and not KINDS[row.kind].parents:
            return False
        coming = self.rows.get((row.kind, row.id), {}).get(column)
        before = self.known[row.kind].get(row.id, {}).get(column)
        if column in self.detached.get((row.kind, row.id), ()):
            before = None
        holder = coming or before
        return holder is not None and holder != parent.id

    def _write(self):
        """Create and update; returns the keys of what is not as it was."""
        touched, new, changed, blanks = set(), defaultdict(list), defaultdict(list), {}
        for key in {*self.rows, *self.detached}:
            kind, ident = key
            before = self.known[kind].get(ident)
            values = self.rows.get(key, {})
            if before is None:
                if kind not in blanks:
                    blanks[kind] = blank(KINDS[kind].model)
                new[kind].append({**blanks[kind], "id": ident, **values})
                touched.add(key)
                continue
            after = before | dict.fromkeys(self.detached.get(key, ())) | values
            _keep_ours(kind, before, after)
            if after != before:
                touched.add(key)
                changed[kind].append(after)
        for kind in sorted({*new, *changed}, key=ORDER.get):
            insert(KINDS[kind].model, new[kind])
            self._update(kind, changed[kind])
        self._tell(touched)
        return touched

    def _update(self, kind, rows):
        shape = KINDS[kind]
        tied = shape.parents or (("link_id",) if kind == "attribute" else ())
        alone = {row["id"] for row in rows if tied and not _still_hangs(shape, row, tied)}
        if alone:
            shape.model.objects.filter(pk__in=alone).delete()
        replace(shape.model, [row for row in rows if row["id"] not in alone])

    def _tell(self, touched):
        for kind, ident in touched:
            if kind in ("organization", "location", "taxonomy_term") and ident in self.known[kind]:
                self.outcome.changed[kind].add(ident)

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
            self.outcome.services |= {row.id for row in bundle.rows if row.kind == "service"}


def _still_hangs(shape, row, tied):
    """Whether a row still hangs on something, and on all it cannot be without."""
    return any(row[column] for column in tied) and all(row[column] for column in shape.must)


def _pointing(bundle):
    """(row, column, kind, id) of all that rows of a bundle point to beside what they are nested in."""
    for row in bundle.rows:
        keys = KINDS[row.kind].keys
        for column, kind in keys.items():
            if (ident := row.values.get(column)) is not None:
                yield row, column, kind, ident


def _keep_ours(kind, before, after):
    """What files may not take back: our kinds of help, and that somebody here checked a service later."""
    if (kind == "taxonomy" and before["id"] == OURS) or (
        kind == "taxonomy_term" and before["taxonomy_detail_id"] == OURS
    ):
        after.update(before)
    if kind == "service" and before["assured_by_id"] and _is_later(before, after):
        after.update({name: before[name] for name in ("assured_date", "assurer_email", "assurer_name")})


def _is_later(before, after):
    return before["assured_date"] and (
        not after["assured_date"] or after["assured_date"] < before["assured_date"]
    )
