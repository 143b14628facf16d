"""What somebody may be called in a group, and what is suggested."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from groups import aliases
from groups.alias_words import NATURE
from groups.lookalikes import folded
from groups.models import Invitation
from tests import cast


@pytest.fixture
def refused(group):
    """The code of the refusal, or nothing when the name is fine."""

    def ask(alias, user=None):
        try:
            aliases.check(alias, group=group, user=user)
        except ValidationError as refusal:
            return refusal.code
        return ""

    return ask


@pytest.mark.parametrize(
    "alias",
    [
        "Kuura",
        "pieni lintu",
        "Äiti 2",
        "sininen-tuuli",
        "O’Brook",
        "Snö",
        "Øy",
        "кот",
        "Tuuli77",
        "Blue sky",
        "ÅÄ",
    ],
)
def test_names_of_many_kinds_are_fine(refused, alias):
    assert refused(alias) == ""


@pytest.mark.parametrize(
    ("alias", "code"),
    [
        ("", "length"),
        ("A", "length"),
        ("A" * 25, "length"),
        ("\u200bA\u200b", "length"),
        ("matti@example.org", "address"),
        ("@matti", "address"),
        ("https://x.fi", "address"),
        ("www.matti", "address"),
        ("matti.fi", "address"),
        ("insta.com/matti", "address"),
        ("131052-308T", "identity"),
        ("131052-308t", "identity"),
        ("15108695088", "identity"),
        ("880320-0016", "identity"),
        ("943 476 5919", "identity"),
        ("FI2112345600000785", "identity"),
        ("FI21 1234 5600 0007 85", "identity"),
        ("040 123 4567", "phone"),
        ("+358401234567", "phone"),
        ("Meri 0401234567", "phone"),
        ("1984", "digits"),
        ("Meri 1984", "digits"),
        ("Kuura 4-5-6-7", "digits"),
        ("١٩٨٤ kuura", "digits"),
        ("12", "signs"),
        ("A1", "signs"),
        ("Kuura!", "signs"),
        ("🌲🌲🌲", "signs"),
        ("<b>Kuura</b>", "signs"),
        ("Matti Virtanen", "full_name"),
        ("MATTI VIRTANEN", "full_name"),
        ("Matti V.", "full_name"),
        ("Matti von Virtanen", "full_name"),
        ("MattiVirtanen", "full_name"),
        ("Ｍatti Ｖirtanen", "full_name"),
        ("facilitator", "staff"),
        ("Facilitator 2", "staff"),
        ("Ohjaaja", "staff"),
        ("admin", "staff"),
        ("4dmin", "staff"),
        ("Admın", "staff"),
        ("gruppledaren", "staff"),
        ("Sykepleier", "staff"),
        ("vierelle", "staff"),
    ],
)
def test_a_name_that_leads_to_somebody_or_misleads_is_refused(refused, alias, code):
    assert refused(alias) == code


def test_every_refusal_says_what_to_do(group):
    with pytest.raises(ValidationError) as refusal:
        aliases.check("matti@example.org", group=group)

    assert refusal.value.message.endswith("Choose a name that does not lead to you.")


@pytest.mark.parametrize("alias", ["kuura", "KUURA", "Küura", "Ku ura", "Ku-ura", "Кuura", "Kuurа"])
def test_a_name_that_looks_like_anothers_is_taken(refused, member, alias):
    assert refused(alias) == "taken"


@pytest.mark.parametrize(
    ("one", "two"), [("Halla", "Ha11a"), ("Lumi", "LumI"), ("Modern", "Modem"), ("Sol", "S0l")]
)
def test_twins_fold_to_one(one, two):
    assert folded(one) == folded(two)


@pytest.mark.parametrize("language", NATURE)
def test_different_names_do_not_fold_together(language):
    names = NATURE[language].split()

    assert len({folded(name) for name in names}) == len(names)


def test_the_name_of_somebody_who_left_stays_theirs(refused, member):
    type(member).objects.update(left_at=timezone.now())

    assert refused("Kuura") == "taken"
    assert refused("Kuura", user=member.user) == ""  # for them it is still theirs


def test_the_same_name_in_another_group_is_free(refused, stranger):
    assert refused(stranger.alias) == ""


@pytest.mark.parametrize("alias", ["Koski", "KOSKI", "virtanen", "koski 1234"])
def test_the_sign_in_name_and_the_address_do_not_show(refused, db, alias):
    user = cast.make_user("koski-1234", email="matti.virtanen@example.org")

    assert refused(alias, user=user) in {"account", "digits"}


def test_a_name_is_tidied(group):
    assert aliases.check("  pieni \u200b  lintu\t", group=group) == "pieni lintu"


@given(st.text(max_size=30))
def test_tidying_twice_changes_nothing_more(text):
    assert aliases.tidied(aliases.tidied(text)) == aliases.tidied(text)


@pytest.mark.parametrize("language", ["en", "fi", "sv", "nb", "de"])
def test_suggestions_may_be_taken_as_they_are(refused, group, language):
    names = aliases.suggest(key=group.pk, language=language)

    assert len(set(names)) == 6
    assert [refused(name) for name in names] == [""] * 6


def test_what_is_suggested_tells_nothing_about_who_is_there(group):
    invitation, other = Invitation(group=group), Invitation(group=group)
    before = aliases.suggest(key=invitation.pk, language="fi")

    for alias in before[:3]:
        cast.seat(cast.make_user(), group, alias=alias)

    assert aliases.suggest(key=invitation.pk, language="fi") == before
    assert aliases.suggest(key=other.pk, language="fi") != before


def test_the_names_of_groups_are_not_suggested(group):
    invitation = Invitation(group=group)
    before = aliases.suggest(key=invitation.pk, language="en", count=100)
    assert "Harbour" in before

    cast.make_group(name="Harbour group")

    assert set(before) - set(aliases.suggest(key=invitation.pk, language="en", count=100)) == {"Harbour"}


def test_whether_a_name_fits_can_be_asked_without_hearing_who_is_there(member):
    assert aliases.check_fitting(member.alias) == member.alias


@pytest.mark.parametrize("label", ["blue house", "K., Tuesday", "two brothers, mother", ""])
def test_a_label_may_be_words(label):
    assert aliases.leads_to_somebody(label) == ""


@pytest.mark.parametrize("label", ["Matti Virtanen", "131052-308T", "matti@example.org", "040 123 4567"])
def test_a_label_may_not_name_somebody(label):
    assert aliases.leads_to_somebody(label)
