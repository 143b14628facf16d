"""Tells entries of the directory as the nested JSON of the standard, a few hundred at a time in few queries."""

import uuid
from collections import defaultdict

from community.directory.exchange.cells import told
from community.directory.exchange.meaning import age_attribute, clock, offset_of, still, with_age, with_zone
from community.directory.exchange.shape import KINDS, ON_ANYTHING, OWN, TIES

AT_ONCE = 500
# What would lead back to where one came from, by where one began.
NOT_AGAIN = {
    "organization": {("service", "organization"), ("service_at_location", "service")},
    "service_at_location": {("service", "service_at_locations")},
}
SERVICES = ("services", "service", "organization_id")


def nested(kind, ids, *, services=False, plain=(), public=False):
    """The objects with these ids as nested dicts, in that order; those that are gone are left out.

    `services`: organisations with theirs. `plain`: kinds that are told without their lists; all others are whole.
    `public`: of services only those that may be had, and no history. Parts that several share may be the same dict.
    """
    ids = list(ids)
    for first in range(0, len(ids), AT_ONCE):
        yield from _Telling(kind, services, plain, public).of(ids[first : first + AT_ONCE])


class _Telling:
    def __init__(self, root, services, plain, public):
        self.root = root
        self.skip = NOT_AGAIN.get(root, {("service_at_location", "service")})
        self.with_services = services
        self.plain = plain
        self.public = public
        self.rows = defaultdict(dict)  # {kind: {id: columns}}
        self.lists = defaultdict(list)  # {(kind, id, name): ids}
        self.done = {}  # {(kind, id): dict}

    def of(self, ids):
        """Gather level by level until nothing new is named, then tell."""
        wanted = {self.root: set(ids)}
        while wanted:
            fresh = self._load(wanted)
            wanted = self._below(fresh)
        return [self._tell(self.root, ident) for ident in ids if ident in self.rows[self.root]]

    def _load(self, wanted):
        fresh = {}
        for kind, ids in wanted.items():
            if ids := ids - self.rows[kind].keys():
                found = KINDS[kind].model.objects.filter(pk__in=ids).order_by().values(*KINDS[kind].columns)
                fresh[kind] = {row["id"]: row for row in found}
        for kind, rows in fresh.items():
            self.rows[kind].update(rows)
        return fresh

    def _below(self, fresh):
        wanted = defaultdict(set)
        for kind, rows in fresh.items():
            if not rows:
                continue
            for name, (other, column) in self._lists_of(kind):
                for row in self._hanging(kind, other, column, rows):
                    self.lists[kind, row[column], name].append(row["id"])
                    wanted[other].add(row["id"])
            for name, (other, column) in KINDS[kind].ones.items():
                if (kind, name) not in self.skip:
                    wanted[other] |= {row[column] for row in rows.values() if row[column]}
        return wanted

    def _lists_of(self, kind):
        if kind in self.plain:
            return
        for name, where in KINDS[kind].lists.items():
            if (kind, name) not in self.skip:
                yield name, where
        if kind == "organization" and self.with_services:
            yield SERVICES[0], SERVICES[1:]
        if kind not in TIES:
            for name, other in ON_ANYTHING.items():
                if not (self.public and other == "metadata"):
                    yield name, (other, TIES[other][0])

    def _hanging(self, kind, other, column, rows):
        """(id, column) of what hangs on these rows, in its order."""
        found = KINDS[other].model.objects.filter(**{f"{column}__in": list(rows)})
        if other in TIES:
            found = found.filter(**{TIES[other][1]: kind})
        if other == "service" and self.public:
            found = found.active()
        order = {"metadata": ("-last_action_date", "-written_at", "id"), "service": ("name", "id")}
        return found.order_by(*order.get(other, ("position", "id"))).values("id", column)

    def _tell(self, kind, ident):
        if (kind, ident) in self.done:
            return self.done[kind, ident]
        row = self.rows[kind][ident]
        found = self.done[kind, ident] = cells_of(kind, row)
        for name in (*KINDS[kind].keys, "taxonomy_id", *TIES.get(kind, ())):
            if name not in row["extra"]:
                found.pop(name, None)
        for name, (other, column) in KINDS[kind].ones.items():
            if (kind, name) not in self.skip and row[column] in self.rows[other]:
                found[name] = self._tell(other, row[column])
        for name, (other, _column) in self._lists_of(kind):
            if ids := self.lists.get((kind, ident, name)):
                found[name] = [self._tell(other, part) for part in ids]
        if kind == "service" and kind not in self.plain and row["age_subject"]:
            found["attributes"] = [*found.get("attributes", ()), age_attribute(ident, row["age_subject"])]
        return found


def cells_of(kind, row):
    """The fields of one row as the standard writes them, without what is empty; then what came with it."""
    shape, extra = KINDS[kind], row["extra"]
    found = {"id": _id(row)}
    own = {}
    for name, cell in shape.fields.items():
        value = row[cell.column]
        if value == cell.empty and name not in shape.tells:
            continue
        if name in extra and still(name, extra[name], cell, row):
            value = extra[name]
        else:
            value = "" if value is None else told(value)
        (own if name in OWN else found)[name] = value
    if said := SAYINGS.get(kind):
        said(row, found)
    unknown = {name: value for name, value in extra.items() if name not in shape.fields and name != "id"}
    return found | own | unknown


def _id(row):
    """Its id; of a part that was shared and is now kept for each, the one it came with."""
    try:
        return str(uuid.UUID(row["extra"]["id"]))
    except (KeyError, ValueError):
        return str(row["id"])


def _service(row, found):
    if subject := row["age_subject"]:
        words = found.get("eligibility_description", "")
        found["eligibility_description"] = with_age(words, subject, row["written_in"])


def _schedule(row, found):
    offset = offset_of(row)
    if offset is not None:
        found.setdefault("timezone", told(offset))
    for name in ("opens_at", "closes_at"):
        if row[name] is not None and name not in row["extra"]:
            found[name] = clock(row[name], offset)
    if row["zone"]:
        found["notes"] = with_zone(found.get("notes", ""), row["zone"])


def _address(row, found):
    """The standard cannot do without a state: the region stands for it, or the town."""
    if not found["state_province"]:
        found["state_province"] = row["region"] or row["city"]


SAYINGS = {"service": _service, "schedule": _schedule, "address": _address}
