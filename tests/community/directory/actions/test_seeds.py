import json
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.audit.models import Entry
from community.directory.actions.seeds import DATA, load_seeds, load_terms
from community.directory.models import Attribute, Organization, Service, TaxonomyTerm
from community.directory.opening import open_at

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SAID = ("name", "description", "when_people_seek_it", "what_to_expect", "what_is_known")
KINDS = {
    "individual": {"cbt", "psychodynamic", "individual-other"},
    "system": {"family-therapy", "child-adolescent"},
    "community": {"act", "fact"},
    "group": set(),
    "online": set(),
    "infants": set(),
    "self-help": set(),
    "helplines": set(),
    "online-communities": set(),
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def infants(db):
    """The seed service for families with infants."""
    load_seeds()
    return Service.objects.get(from_pregnancy_week=20)


def words_in(thing):
    """Every piece of text in a file, however deep."""
    if isinstance(thing, dict):
        return [word for value in thing.values() for word in words_in(value)]
    if isinstance(thing, list):
        return [word for value in thing for word in words_in(value)]
    return [thing] if isinstance(thing, str) else []


# --- The kinds of help ---------------------------------------------------------------
def test_the_field_is_covered_as_the_house_names_it():
    load_terms()

    tops = TaxonomyTerm.objects.filter(parent=None)
    assert {top.code: {child.code for child in top.children.all()} for top in tops} == KINDS


def test_each_kind_is_told_in_four_languages():
    load_terms()

    for term in TaxonomyTerm.objects.all():
        for language in LANGUAGES:
            assert all(term.said(field, language) for field in SAID)
            assert {term.said_in(field, language) for field in SAID} == {language}


def test_what_is_known_names_references_that_are_there():
    load_terms()

    for term in TaxonomyTerm.objects.all():
        years = {str(reference["year"]) for reference in term.references}
        for language in LANGUAGES:
            cited = set(re.findall(r"\(\D+(\d{4})\)", term.said("what_is_known", language)))
            assert cited <= years, term.code


@pytest.mark.parametrize("name", ["kinds_of_help.json", "services.json"])
def test_words_are_calm(name):
    said = words_in(json.loads((DATA / name).read_text(encoding="utf-8")))

    assert not [words for words in said if "!" in words or '"' in words or "'" in words]


# --- The services ---------------------------------------------------------------------
def test_twice_is_once():
    first = load_seeds()

    assert first == 16 + 7
    assert load_seeds() == 0
    assert Attribute.objects.count() == 7
    assert Entry.objects.filter(action="directory.seeded").count() == 1


def test_what_an_editor_changed_stays(infants):
    infants.name = "Baby family work"
    infants.save()
    infants.phones.all().delete()

    load_seeds()

    infants.refresh_from_db()
    assert (infants.name, infants.phones.count()) == ("Baby family work", 0)


def test_each_service_is_whole():
    load_seeds()

    for service in Service.objects.select_related("organization"):
        for part in (service, service.organization, *service.phones.all(), *service.schedules.all()):
            try:
                part.full_clean()
            except ValidationError as trouble:
                pytest.fail(f"{part.entity} {part.pk}: {trouble.messages}")
        for field in ("name", "description", "eligibility_description", "application_process"):
            assert [service.said_in(field, code) for code in LANGUAGES] == LANGUAGES
        assert service.service_areas.exists()
        assert Attribute.objects.about(service).exists()
        assert service.source


def test_nobody_is_said_to_have_checked_them():
    load_seeds()

    assert all(service.is_stale for service in Service.objects.all())
    assert Organization.objects.count() == 2


def test_week_21_may_come_and_week_18_is_told_when(infants):
    today = timezone.localdate()

    assert infants.opens_to_pregnancy(21) == today
    assert (infants.opens_to_pregnancy(18) - today).days == 14


def test_the_child_may_be_under_one(infants):
    assert infants.age_subject == Service.AgeSubject.CHILD
    assert infants.suits_age(0.9)
    assert not infants.suits_age(1)


def test_the_number_is_answered_on_weekday_mornings(infants):
    helsinki = ZoneInfo("Europe/Helsinki")

    assert open_at(infants.schedules.all(), datetime(2026, 11, 16, 11, 59, tzinfo=helsinki)).is_open
    afternoon = open_at(infants.schedules.all(), datetime(2026, 11, 20, 13, 0, tzinfo=helsinki))
    assert (afternoon.is_open, afternoon.next_at.date()) == (False, date(2026, 11, 23))
    assert {language.code for language in infants.languages.all()} == {"fi", "sv", "en"}
    assert infants.cost_options.get().amount == 0
