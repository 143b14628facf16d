"""What makes a passphrase good enough."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from community.accounts.passphrases import MOST, is_listed, normalise
from tests import cast
from tests.community.accounts.people import with_app


def refusal(passphrase, user=None):
    with pytest.raises(ValidationError) as refused:
        validate_password(passphrase, user)
    return " ".join(refused.value.messages)


def test_fifteen_characters_stand_alone():
    validate_password("kolme sanaa jär")

    assert "at least 15" in refusal("kolme sanaa jä")


@pytest.mark.django_db
def test_eight_are_enough_beside_a_second_step():
    user = with_app(cast.make_user())

    validate_password("järven 8", user)
    assert "at least 15" in refusal("järve 8", user)


@pytest.mark.django_db
def test_eight_are_not_enough_for_somebody_without_one(person):
    assert "at least 15" in refusal("järven 8", person)


def test_spaces_and_any_letters_count_and_nothing_is_demanded():
    validate_password("  a  b   c   d  ")
    validate_password("日本語のながいことばです。ほんとうに")
    validate_password("aaaaaaaaaaaaaaaabbbb")


def test_long_ones_are_taken_whole():
    validate_password("x" * 128)
    validate_password("x" * MOST)
    assert "at most" in refusal("x" * (MOST + 1))


def test_letters_are_counted_as_one_sees_them():
    decomposed = "a\u0308" * 14

    assert len(normalise(decomposed)) == 14
    assert "at least 15" in refusal(decomposed)


def test_what_many_use_is_refused():
    assert "among the first to be guessed" in refusal("1qaz2wsx3edc4rfv")


@pytest.mark.django_db
def test_ones_own_name_is_refused():
    user = cast.make_user("kuusi-4821-pihlaja")

    assert "close to your name" in refusal("kuusi-4821-pihlaja", user)


@pytest.mark.parametrize("passphrase", ["VierelleVierelle", "vierelle1234567"])
def test_the_name_of_the_service_alone_is_refused(passphrase):
    assert "name of this service" in refusal(passphrase)


def test_the_name_of_the_service_among_other_words_is_fine():
    validate_password("vierelle is where I go")


@pytest.fixture
def stolen(tmp_path, settings):
    """A list as it is published: sorted hashes in capitals, a count behind each."""
    passphrases = [f"passphrase number {number}" for number in range(200)]
    hashes = sorted(
        hashlib.sha1(each.encode(), usedforsecurity=False).hexdigest().upper() for each in passphrases
    )
    path = tmp_path / "stolen.txt"
    path.write_text("".join(f"{each}:{7 * place}\r\n" for place, each in enumerate(hashes)))
    settings.BREACHED_LIST = str(path)
    return passphrases


def test_every_stolen_passphrase_is_found(stolen, settings):
    assert all(is_listed(settings.BREACHED_LIST, each) for each in stolen)
    assert not any(is_listed(settings.BREACHED_LIST, f"unknown words {number}") for number in range(200))


def test_a_stolen_passphrase_is_refused(stolen):
    assert "stolen" in refusal(stolen[0])


def test_without_a_list_nothing_is_searched(settings):
    settings.BREACHED_LIST = ""

    validate_password("passphrase number 7")


def test_an_empty_list_has_nothing(tmp_path):
    (tmp_path / "empty").write_text("")

    assert not is_listed(tmp_path / "empty", "anything at all")
