"""Secrets: long enough, read without doubt, stored as keyed digests."""

import pytest
from cryptography.fernet import InvalidToken

from groups import codes


def test_a_token_carries_256_bits():
    assert len(codes.new_token()) == 43  # 32 bytes in base64
    assert codes.new_token() != codes.new_token()


def test_a_code_has_no_sign_that_reads_like_another():
    drawn = "".join(codes.new_code() for _ in range(500))

    assert set(drawn) == set(codes.ALPHABET)
    assert not set("0O1IL2Z5S8BUVWX") & set(codes.ALPHABET)


def test_a_code_is_printed_in_two_halves():
    assert codes.spaced("ACDE3467") == "ACDE-3467"


@pytest.mark.parametrize(
    "typed", ["ACDE-3467", "acde3467", " acde 3467 ", "ACDE–3467", "a.c.d.e.3.4.6.7", "ＡＣＤＥ3467"]
)
def test_a_code_may_be_typed_in_many_ways(typed):
    assert codes.typed(typed) == "ACDE3467"


@pytest.mark.parametrize("typed", ["", "ACDE-346", "ACDE-34677", "OCDE-3467", "аCDE-3467"])
def test_what_cannot_be_a_code_is_empty(typed):
    assert codes.typed(typed) == ""


def test_a_digest_needs_the_sites_key(settings):
    before = codes.digest("secret")

    settings.SECRET_KEY = "another-" + "y" * 50

    assert codes.digest("secret") != before
    assert len(before) == 32


def test_what_is_sealed_opens_here_and_nowhere_else(settings):
    sealed = codes.seal("ACDE3467")
    assert "ACDE3467" not in sealed
    assert codes.unseal(sealed) == "ACDE3467"

    settings.SECRET_KEY = "another-" + "y" * 50

    with pytest.raises(InvalidToken):
        codes.unseal(sealed)
