"""What a notice to an authority is composed of."""

import pytest
from django.conf import settings

from moderation import actions
from moderation.authorities import COUNTRIES, compose, contacts_in, texts
from moderation.models import Concern
from tests.moderation.concerns import make_concern

COUNTRY_CODES = [code for code, _name in settings.COUNTRIES]


def rows(draft, number):
    return [row.value for row in draft.sections[number].rows]


# --- The words ----------------------------------------------------------------------------------
@pytest.mark.parametrize("country", COUNTRY_CODES)
def test_each_country_has_all_the_words(country):
    told, finnish = texts()[country], texts()["FI"]

    assert set(told) == set(finnish)
    for name in ("headings", "receiver", "child", "notifier"):
        assert len(told[name]) == len(finnish[name])
        assert all(told[name])
    assert set(told["age"]) == set(Concern.Age.values)
    assert set(told["danger"]) == set(Concern.Danger.values)
    assert set(told["family"]) == {"told", "joint", "not"}
    assert contacts_in(country)


def test_the_law_of_each_country_is_named():
    laws = {code: told["law"] for code, told in texts().items()}

    assert "417/2007" in laws["FI"]
    assert "§ 13-4" in laws["NO"]
    assert "Socialtjänstlagen" in laws["SE"]
    assert "Working Together" in laws["GB"]
    assert set(COUNTRIES) == set(laws)
    assert contacts_in("FR") == ()


# --- The draft ---------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_what_is_known_stands_in_it_and_the_rest_is_blank(member, lead):
    concern = make_concern(member, lead, about="child", who="her son", age="under13")

    draft = compose(concern, "FI", by=lead)

    assert rows(draft, 0) == [""] * 5
    assert rows(draft, 1) == ["her son", "", "", "alle 13 vuotta", "", "", ""]
    assert rows(draft, 2) == ["Ei tiedossa."]
    assert [rows(draft, number) for number in (3, 4, 5, 6)] == [
        ["I do not want to wake up."],
        ["Wrote at 23.40."],
        ["May be alone."],
        ["Wrote back."],
    ]
    assert rows(draft, 7) == [""]
    assert rows(draft, 8) == ["Riitta", "social worker", "", "", ""]


@pytest.mark.django_db
def test_what_was_corrected_is_left_out_and_the_newest_word_on_the_family_counts(member, lead):
    concern = make_concern(member, lead)
    facts = {"concern": concern, "actor": lead}
    actions.concern.add_fact(
        kind="seen", words="Wrote at 22.40.", corrects=concern.facts.get(kind="seen"), **facts
    )
    actions.concern.note_family(family="told", why="Called.", **facts)
    actions.concern.note_family(family="joint", why="She asks too.", **facts)

    draft = compose(concern, "FI", by=lead)

    assert rows(draft, 4) == ["Wrote at 22.40."]
    assert rows(draft, 7) == ["Ilmoitus tehdään yhdessä pyyntönä (25 a §). She asks too."]


@pytest.mark.django_db
def test_without_a_checked_credential_the_profession_is_blank(member, lead):
    concern = make_concern(member, lead, age="", words="", entries={"seen": "x"})
    lead.credentials.all().delete()

    draft = compose(concern, "GB", by=lead)

    assert rows(draft, 8)[1] == ""
    assert rows(draft, 3) == [""]
    assert rows(draft, 1) == [""] * 6
