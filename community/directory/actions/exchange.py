"""Takes files of services into the directory."""

import itertools
from collections import Counter
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q

from community.audit.actions import record
from community.directory.actions.listing import relist, relist_those
from community.directory.actions.seeds import load_terms
from community.directory.exchange.batch import Outcome
from community.directory.exchange.parting import take_apart
from community.directory.exchange.shape import OURS
from community.directory.exchange.storing import Store
from community.directory.models import Attribute, Service, Taxonomy

AT_ONCE = 500  # objects in one transaction: others can write again after about half a second

LISTED_WITH = {
    "service_at_locations__location": "location",
    "service_at_locations": "service_at_location",
    "phones": "phone",
}
MANY = 1000  # services listed anew, after which the database’s own figures are old


@dataclass
class Report(Outcome):
    """What an import did. `unknown`: {(kind, field): how often}."""

    unknown: Counter = field(default_factory=Counter)

    def total(self, state):
        return sum(count for (_kind, known), count in self.counts.items() if known == state)


def take_in(*, items, actor=None, source="", whole=False, tell=None):
    """Take objects of a file into the directory, each with its parts wholly or not at all; returns a Report.

    What is the same already stays untouched. With `whole`, what a file does not name is emptied; else it stays.
    A service that was changed here after the file says it was modified is left as it is. `tell` is called with the
    report after every few hundred objects. `source` names the kind of file in the audit log, no more.
    """
    report, store = Report(), Store(then=_list)
    items = iter(items)
    while batch := list(itertools.islice(items, AT_ONCE)):
        bundles = [take_apart(item, store.seen, whole=whole) for item in batch]
        if any(("taxonomy", OURS.hex) in bundle.trees for bundle in bundles):
            _have_our_kinds()
        report.add(store.put(bundles))
        for bundle in bundles:
            report.unknown.update(bundle.unknown)
        if tell:
            tell(report)
    if report.relisted >= MANY:
        _weigh()
    counts = Counter()
    for (_kind, state), count in report.counts.items():
        counts[state] += count
    record(actor, "directory.imported", source=source, **counts)
    return report


def _weigh():
    """Let the database look at what it holds now: SQLite never does, and then reads whole tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _have_our_kinds():
    """A file may tell less of them than their plain pages do: so those come first."""
    if not Taxonomy.objects.filter(pk=OURS).exists():
        load_terms()


def _list(outcome):
    """List anew what changed: with it, so that an import that is stopped leaves nothing that is not found."""
    changed = {kind for kind, ids in outcome.changed.items() if ids}
    if changed == {"service"}:
        outcome.relisted = relist_those(ids=list(outcome.changed["service"]))
    elif changed:
        outcome.relisted = relist(services=Service.objects.filter(_listed_with(outcome)))


def _listed_with(outcome):
    """Services that changed, and those that are listed with something that did."""
    changed = outcome.changed
    listed = Q(pk__in=changed["service"]) | Q(organization__in=changed["organization"])
    for way, kind in LISTED_WITH.items():
        if changed[kind]:
            listed |= Q(pk__in=Service.objects.filter(**{f"{way}__in": changed[kind]}).values("pk"))
    if changed["taxonomy_term"]:
        tied = Attribute.objects.filter(taxonomy_term__in=changed["taxonomy_term"], link_entity="service")
        listed |= Q(pk__in=tied.values("link_id"))
    return listed
