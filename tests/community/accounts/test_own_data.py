"""The seam: every app is asked by name, and what it says is put into words for the reader."""

import pytest

from community.accounts import own_data
from community.accounts.own_data import Holding, listing, without_names
from tests import cast

pytestmark = pytest.mark.django_db


def test_every_app_that_is_named_answers(settings, person):
    sections = own_data.sections(person)

    assert len({section.key for section in sections}) == len(sections)
    for section in sections:
        for row in section.rows:
            assert set(row) == set(section.columns)
    assert own_data.withheld(person)
    assert own_data.places(person) == []
    assert own_data.place_of(person, person.pk) is None


def test_staff_read_what_is_held_of_their_work(person, colleague):
    at_work = {"at_work", "duties", "registrations"}

    assert at_work <= {section.key for section in own_data.sections(colleague)}
    assert not at_work & {section.key for section in own_data.sections(person)}


def test_an_app_that_holds_nothing_says_nothing(settings, person):
    settings.OWN_DATA = ["community.accounts.own_data.Holding"]
    (empty,) = own_data.holdings()

    assert own_data.sections(person) == own_data.withheld(person) == own_data.kept(person) == []
    assert own_data.counts(person) == {}
    assert own_data.tables() == []
    assert empty.erase(person) is empty.forget(person) is None
    assert not empty.needs(person)
    assert isinstance(empty, Holding)


def test_receipts_read_in_words_and_forget_kinds_that_are_gone():
    gone = own_data.gone_in_words({"messages": 2, "pigeons": 3})
    stayed = own_data.kept_in_words(["log", "pigeons"])

    assert [(str(what), count) for what, count in gone] == [("things you said in the room", 2)]
    assert len(stayed) == 1


def test_every_kind_and_reason_has_its_own_key():
    goes = [key for holding in own_data.holdings() for key in holding.goes]
    stays = [key for holding in own_data.holdings() for key in holding.stays]

    assert len(set(goes)) == len(goes)
    assert len(set(stays)) == len(stays)


def test_a_listing_asks_each_thing_by_attribute_method_or_function():
    section = listing(
        "people",
        "People",
        [cast.make_user("kuusi-4821")],
        name=("Name", "username"),
        standing=("How it stands", "get_standing_display"),
        kind=("Kind", lambda one: type(one).__name__),
    )

    assert section.columns == {"name": "Name", "standing": "How it stands", "kind": "Kind"}
    assert list(section.rows) == [{"name": "kuusi-4821", "standing": "active", "kind": "User"}]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Thank you, Halla.", "Thank you, [someone]."),
        ("Hallalle ja Mareille", "[someone] ja Mareille"),
        ("halla is frost", "halla is frost"),
        ("I said\n> what she said\n  > and more\nto all", "I said\n[someone else’s words]\nto all"),
        ("3 > 2", "3 > 2"),
    ],
)
def test_names_and_quotes_of_others_are_left_out(words, left):
    assert without_names(words, {"Halla", "Mar"}) == left
    assert without_names("Thank you, Halla.", set()) == "Thank you, Halla."
