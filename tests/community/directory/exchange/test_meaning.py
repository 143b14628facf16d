"""What a file must not bring in: addresses that are none, and what would break a page for everybody."""

import pytest
from django.urls import reverse

from community.directory.actions.exchange import take_in
from community.directory.exchange.parting import Item
from community.directory.models import Service, Taxonomy, TaxonomyTerm

pytestmark = pytest.mark.django_db
KEY = "0f1e2d3c-0000-4000-8000-00000000000"
ONE = {"id": f"{KEY}1", "name": "Group therapy", "status": "active"}
OTHER = {"id": f"{KEY}2", "name": "Talking", "status": "active"}


def deep(levels):
    tree = {}
    for _level in range(levels):
        tree = {"in": tree}
    return tree


def spoken(translations):
    return {"languages": [{"id": f"{KEY}4", "name": "x", "code": "xx", "translations": translations}]}


def at(**where):
    place = {"id": f"{KEY}7", "location_type": "physical", **where}
    return {"service_at_locations": [{"id": f"{KEY}6", "location": place}]}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"translations": {"fi": {"url": "javascript:alert(1)"}}}, "translations"),
        ({"translations": {"fi": {"name": "half \ud800 a sign"}}}, "translations"),
        ({"translations": {"\ud800": {"name": "x"}}}, "translations"),
        ({"translations": {"fi": "words"}}, "translations"),
        ({"translations": ["words"]}, "translations"),
        (spoken({"en": "words"}), "translations"),
        (spoken(["words"]), "translations"),
        ({"assured_date": "9999-12-31"}, "assured_date"),
        ({"unheard_of": deep(20_000)}, ""),
        ({"unheard_of": "half \ud800 a sign"}, ""),
        ({"unheard_of": ["no \0 sign"]}, ""),
        ({"unheard_of": float("nan")}, ""),
        ({"half \ud800 a name": 1}, ""),
        ({"id": "half \ud800 a sign"}, "id"),
        (at(latitude=1e300, longitude=0), "latitude"),
    ],
)
def test_what_would_break_a_page_is_refused_and_the_rest_taken_in(told, field):
    report = take_in(items=[Item("service", one, "file.json", "") for one in (ONE | told, OTHER)])

    assert [problem.field for problem in report.problems] == [field]
    assert [service.name for service in Service.objects.all()] == ["Talking"]


def term(references):
    ours = {"id": Taxonomy.OURS, "name": "Ours", "description": "Ours."}
    tree = {
        "id": f"{KEY}3",
        "code": "tt",
        "name": "A kind",
        "description": "A kind.",
        "taxonomy_detail": ours,
    }
    return Item("taxonomy_term", tree | {"references": references}, "file.json", "")


@pytest.mark.parametrize(
    "reference",
    [
        1,
        {"text": "A book", "uri": "javascript:alert(1)"},
        {"text": ["A book"]},
        {"seen_on": "yesterday"},
        {"seen_on": 5},
    ],
)
def test_what_is_known_about_a_kind_leads_to_the_web_or_nowhere(reference):
    report = take_in(items=[term([reference])])

    assert [problem.field for problem in report.problems] == ["references"]
    assert not TaxonomyTerm.objects.filter(code="tt").exists()


def test_what_is_known_about_a_kind_comes_in(client):
    whole = {"text": "A book", "year": 2020, "uri": "https://books.example/1", "seen_on": "2026-01-31"}
    take_in(items=[term([whole, {"text": "Another"}])])

    assert 'href="https://books.example/1"' in client.get(reverse("directory:kind", args=["tt"])).text
