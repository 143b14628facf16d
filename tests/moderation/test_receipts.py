"""The code on a receipt: hard to guess, easy to type, and not kept."""

import pytest

from moderation.receipts import ALPHABET, LENGTH, digest, digests, new_code, spaced, typed


def test_a_code_is_twelve_signs_that_are_not_read_for_one_another():
    code = new_code()

    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert not set("IO01") & set(ALPHABET)


def test_codes_differ():
    assert len({new_code() for _number in range(50)}) == 50


@pytest.mark.parametrize("words", ["abcd-efgh-jkmn", " ABCD EFGH JKMN ", "ABCDEFGHJKMN", "ａbcd efgh jkmn"])
def test_it_may_be_typed_as_one_likes(words):
    assert typed(words) == "ABCDEFGHJKMN"
    assert spaced("ABCDEFGHJKMN") == "ABCD-EFGH-JKMN"


def test_what_is_stored_is_not_the_code(settings):
    code = new_code()

    assert code.encode() not in digest(code)
    assert digests(code) == [digest(code)]


def test_a_code_from_before_the_key_was_changed_still_opens(settings):
    code = new_code()
    before = digest(code)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"

    assert before in digests(code)
    assert digest(code) != before
