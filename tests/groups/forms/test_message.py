"""The shape of what is said."""

import unicodedata
import uuid

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from groups.forms.message import ReasonForm, SayForm


def said(body, **facts):
    form = SayForm({"body": body, "client_id": uuid.uuid4(), **facts})
    return form.cleaned_data["body"] if form.is_valid() else form.errors


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hello  ", "Hello"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\x07b\x1b", "ab"),
        ("\u202egnihton", "gnihton"),
        ("\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f469\u200d\U0001f467"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_words_are_kept_as_typed_but_for_what_nobody_sees(typed, kept):
    assert said(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\n\n", "\u202e"])
def test_nothing_is_not_a_message(typed):
    assert "Write something first. It can be short." in str(said(typed))


@pytest.mark.parametrize("broken", ["a\ud800", "\udfff", "\ude00\ud83d"])
def test_half_a_sign_is_refused_before_anybody_seals_it(broken):
    with pytest.raises(ValidationError) as refusal:
        SayForm.read({"body": broken, "client_id": str(uuid.uuid4())})
    assert refusal.value.messages == [
        "One character in it is broken and cannot be kept. Take it out, then send it again."
    ]

    for facts in ({"client_id": broken}, {"client_id": str(uuid.uuid4()), "reply_to": broken}):
        with pytest.raises(ValidationError):
            SayForm.read({"body": "Hello", **facts})


def test_a_message_has_room_for_two_thousand_signs():
    assert said("a" * 2000) == "a" * 2000
    assert "in two parts" in str(said("a" * 2001))


def test_a_message_needs_its_own_id():
    assert "client_id" in said("Hello", client_id="not an id")


@given(st.characters())
def test_no_control_character_and_no_turning_sign_is_kept(sign):
    turns = sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    stays = sign in "\n\t" or (unicodedata.category(sign) != "Cc" and not turns)

    assert said(f"a{sign}b") == (f"a{sign}b" if stays else "a\nb" if sign == "\r" else "ab")


anything = st.one_of(
    st.none(), st.integers(), st.text(max_size=30), st.lists(st.text(max_size=3), max_size=2)
)


@given(
    st.fixed_dictionaries(
        {}, optional={"body": anything, "client_id": st.one_of(st.uuids().map(str), anything)}
    )
)
def test_a_socket_is_asked_just_what_the_form_asks(facts):
    form = SayForm(facts)
    if form.is_valid():
        assert SayForm.read(facts) == form.cleaned_data
    else:
        with pytest.raises(ValidationError) as refusal:
            SayForm.read(facts)
        assert refusal.value.messages == [error for errors in form.errors.values() for error in errors]


def test_a_reason_is_a_house_rule_with_or_without_words_of_ones_own():
    assert ReasonForm({"rule": "private", "reason": " "}).is_valid()
    assert ReasonForm({"rule": "private", "reason": "A real name."}).is_valid()
    for rule in ("", "no such rule"):
        assert not ReasonForm({"rule": rule, "reason": "A real name."}).is_valid()
