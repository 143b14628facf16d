from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.audit.models import Entry
from community.directory.actions.entry import add, add_place, assure, change, remove
from community.directory.models import Location, Metadata, Phone, ServiceAtLocation
from tests.cast import make_staff, make_user
from tests.community.directory.entries import make_organization, make_phone, make_service, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return make_staff("coordinator", display_name="Sari")


def history(thing):
    return [
        (row.field_name, row.previous_value, row.replacement_value, row.updated_by)
        for row in Metadata.objects.about(thing).order_by("field_name")
    ]


def test_a_change_is_made_and_remembered_without_a_person(editor):
    service = make_service("Group therapy", email="old@example.org")

    changed = change(thing=service, actor=editor, name="Group therapy", email="new@example.org")

    service.refresh_from_db()
    assert service.email == changed.email == "new@example.org"
    assert history(service) == [("email", "old@example.org", "new@example.org", "coordinator")]
    assert service.last_modified is not None
    entry = Entry.objects.get(action="directory.changed")
    assert entry.subject_id == str(service.pk)
    assert "example" not in entry.facts_json


def test_what_stays_as_it_was_leaves_no_trace(editor):
    service = make_service("Group therapy")

    change(thing=service, actor=editor, name="Group therapy")

    assert history(service) == []
    assert not Entry.objects.filter(action="directory.changed").exists()


def test_of_translations_each_word_is_remembered(editor):
    service = make_service(translations={"fi": {"name": "Ryhmä", "alert": "Tauko"}})

    change(
        thing=service, actor=editor, translations={"fi": {"name": "Ryhmäterapia"}, "sv": {"name": "Grupp"}}
    )

    assert history(service) == [
        ("translations.fi.alert", "Tauko", "", "coordinator"),
        ("translations.fi.name", "Ryhmä", "Ryhmäterapia", "coordinator"),
        ("translations.sv.name", "", "Grupp", "coordinator"),
    ]


def test_lists_and_relations_are_remembered_as_text(editor):
    term, service, other = make_term(), make_service(), make_organization("Other")
    before = service.organization

    change(thing=term, actor=editor, references=[{"text": "Study", "year": 2020}])
    change(thing=service, actor=editor, organization=other)

    assert history(term) == [("references", "[]", '[{"text": "Study", "year": 2020}]', "coordinator")]
    assert history(service) == [("organization", str(before.pk), str(other.pk), "coordinator")]


def test_a_changed_number_counts_as_a_change_of_its_service(editor):
    service = make_service()
    phone = make_phone("1", service=service)

    change(thing=phone, actor=editor, number="2")

    service.refresh_from_db()
    assert service.last_modified is not None
    assert history(phone) == [("number", "1", "2", "coordinator")]


def test_what_does_not_fit_is_said_and_nothing_is_written(editor):
    service = make_service()

    with pytest.raises(ValidationError) as refusal:
        change(thing=service, actor=editor, email="nowhere", minimum_age=3)

    service.refresh_from_db()
    assert "email" in refusal.value.message_dict
    assert (service.email, service.minimum_age, history(service)) == ("", None, [])


def test_an_entry_that_came_odd_can_still_be_mended_elsewhere(editor):
    service = make_service(url="not an address")

    change(thing=service, actor=editor, name="Better")

    service.refresh_from_db()
    assert service.name == "Better"


def test_a_check_is_dated_and_signed_by_the_house(editor):
    service = make_service(assured_date=date(2020, 1, 1))

    assure(service=service, actor=editor, check_by=date(2099, 1, 1))

    service.refresh_from_db()
    assert (service.assured_date, service.assured_by, service.assurer_name) == (
        timezone.localdate(),
        editor,
        "Vierelle",
    )
    assert not service.is_stale
    assert [row[:2] for row in history(service)] == [("assured_date", "2020-01-01")]
    assert Entry.objects.filter(action="directory.assured", actor_id=editor.pk).exists()


@pytest.mark.parametrize(
    "do", [lambda **who: change(thing=who["service"], actor=who["actor"], name="x"), assure]
)
def test_others_change_nothing(do):
    service = make_service()

    with pytest.raises(PermissionDenied, match="coordinators"):
        do(service=service, actor=make_user())

    service.refresh_from_db()
    assert service.assured_date is None
    assert history(service) == []


def test_a_part_is_added_and_removed_and_the_service_remembers(editor):
    service = make_service()
    part = Phone(service=service, number="09 1234")

    add(part=part, actor=editor)
    remove(part=part, actor=editor)

    told = (
        Metadata.objects.about(service)
        .order_by("written_at")
        .values_list("previous_value", "replacement_value")
    )
    assert list(told) == [("", "09 1234"), ("09 1234", "")]
    assert list(Entry.objects.values_list("action", flat=True))[-2:] == [
        "directory.added",
        "directory.removed",
    ]
    assert not service.phones.exists()


def test_parts_are_put_in_and_taken_out_by_editors_alone(editor):
    part = Phone(service=make_service(), number="09 1234")

    with pytest.raises(PermissionDenied):
        add(part=part, actor=make_user())
    add(part=part, actor=editor)
    with pytest.raises(PermissionDenied):
        remove(part=part, actor=make_user())


def test_a_new_place_is_put_in_by_editors_alone(editor):
    service = make_service()

    def place():
        return ServiceAtLocation(service=service, location=Location())

    with pytest.raises(PermissionDenied):
        add_place(at=place(), actor=make_user(), address={"city": "Tampere"}, name="House")
    add_place(at=place(), actor=editor, address={"city": "Tampere"}, name="House")

    assert history(service) == [("service_at_location", "", "House", "coordinator")]
    assert history(Location.objects.get()) == [("address", "", "House, Tampere, physical", "coordinator")]
    service.refresh_from_db()
    assert service.last_modified is not None
