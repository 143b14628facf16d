"""Sign-in names, made so that no answer tells which exist."""

import re

import pytest
from django.core.exceptions import ValidationError

from community.accounts import usernames
from tests import cast

SHAPE = re.compile(r"[a-z]+-\d{4}")


def test_three_names_are_offered_each_with_its_own_word():
    offers = usernames.suggest()

    assert len({offer.name.partition("-")[0] for offer in offers}) == 3
    assert all(SHAPE.fullmatch(offer.name) for offer in offers)


def test_an_offered_name_comes_back_as_it_is():
    offer = usernames.suggest()[0]

    assert usernames.settle(offer.token) == offer.name


def test_a_typed_name_gets_digits_from_us():
    names = {usernames.settle("Meri") for _turn in range(20)}

    assert all(re.fullmatch(r"meri-\d{4}", name) for name in names)
    assert len(names) > 10


def test_a_name_typed_with_digits_does_not_keep_them():
    """Or asking for a whole name would tell whether it is taken."""
    names = {usernames.settle("kuusi-4821") for _turn in range(20)}

    assert len(names) > 10


def test_a_forged_offer_is_only_words():
    token = usernames.suggest()[0].token

    with pytest.raises(ValidationError):
        usernames.settle(token.swapcase())


def test_no_wish_gets_a_name_of_ours():
    assert SHAPE.fullmatch(usernames.settle(""))


@pytest.mark.parametrize("typed", ["Pieni Järvi", "pieni_järvi", " pieni.järvi ", "pieni--järvi"])
def test_what_stands_between_words_becomes_a_hyphen(typed):
    assert usernames.clean(typed) == "pieni-järvi"


@pytest.mark.parametrize("typed", ["meri@example.org", "0401234567", "meri 131052-308"])
def test_a_name_does_not_point_to_a_person(typed):
    with pytest.raises(ValidationError, match="should not point to you"):
        usernames.clean(typed)


@pytest.mark.parametrize("typed", ["ab", "x" * 31, "meri!", "<b>meri</b>"])
def test_a_name_is_made_of_letters(typed):
    with pytest.raises(ValidationError, match="letters"):
        usernames.clean(typed)


@pytest.mark.django_db
def test_a_name_that_is_free_stays():
    assert usernames.free("koivu-1234") == "koivu-1234"


@pytest.mark.django_db
def test_a_taken_name_gets_other_digits_without_a_word(person):
    other = usernames.free("KUUSI-4821")

    assert other != person.username
    assert re.fullmatch(r"KUUSI-\d{4}", other)


@pytest.mark.django_db
def test_a_taken_name_without_digits_gets_some():
    cast.make_user("anna")

    assert re.fullmatch(r"anna-\d{4}", usernames.free("anna"))
