"""Puts what was taken apart into the directory, many at a time, and of what goes wrong only the one that is wrong."""

from collections import defaultdict

from django.db import DataError, IntegrityError, transaction

from community.directory.exchange.batch import Batch, Outcome
from community.directory.exchange.parting import Problem
from community.directory.exchange.shape import KINDS, ON_ANYTHING, SHARED

KEPT_TREES = 5_000  # of organisations and the like, so that what is told again is not read again
# What the database refuses, and what cannot even be written for it: nested without end, or half a sign.
CANNOT_BE_TAKEN = (IntegrityError, DataError, RecursionError, UnicodeError, OverflowError)


class Store:
    """Stores bundle after bundle of one import, and remembers what it has taken in.

    `then` is called with what became of a batch (Stored), in the same transaction.
    """

    def __init__(self, then):
        self.then = then
        self.seen = {}  # {(kind, id): tree}
        self.here = defaultdict(set)  # {kind: ids} of what others point to

    def put(self, bundles):
        """Take in these bundles, each wholly or not at all; returns an Outcome."""
        whole = Outcome()
        for few in _apart(bundles):
            self._put(few, whole)
        return whole

    def _put(self, bundles, whole):
        try:
            with transaction.atomic():
                outcome = Batch(bundles, self.here).store()
                self.then(outcome)
        except CANNOT_BE_TAKEN as wrong:
            if len(bundles) > 1:
                middle = len(bundles) // 2
                self._put(bundles[:middle], whole)
                self._put(bundles[middle:], whole)
                return
            outcome = _refused(bundles[0], wrong)
        whole.add(outcome)
        if len(self.seen) > KEPT_TREES:
            self.seen.clear()
        for bundle in bundles:
            if not bundle.problems and not bundle.is_left:
                self.seen.update(bundle.trees)
                for row in bundle.rows:
                    if row.kind in SHARED or row.kind == "service":
                        self.here[row.kind].add(row.id)


def _apart(bundles):
    """Lists of bundles of which none tells again what another one did, for which the later must count."""
    few, told = [], {}
    for bundle in bundles:
        mine = {("root", row.kind, row.given): row for row in (bundle.root,) if row}
        mine |= {(row.kind, row.given): row for row in bundle.rows if row.kind == "service"}
        mine |= {key: tree for key, tree in bundle.trees.items() if _has_lists(key[0], tree)}
        if any(key in told and told[key] != mine[key] for key in mine):
            yield few
            few, told = [], {}
        few.append(bundle)
        told.update(mine)
    yield few


def _has_lists(kind, tree):
    return any(name in tree for name in (*KINDS[kind].lists, *ON_ANYTHING))


def _refused(bundle, wrong):
    reason = "the database does not take it: " + str(wrong).splitlines()[0][:120]
    outcome = Outcome()
    bundle.problems.append(Problem(bundle.item.file, str(bundle.item.row), "", reason))
    outcome.problems += bundle.problems
    outcome.counts[bundle.item.kind, "refused"] += 1
    return outcome
