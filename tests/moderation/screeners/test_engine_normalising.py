"""However words are dressed up, they are compared as what a reader sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.screeners.normalising import plain, sentences, shown


def read(text):
    """Each sentence as its words, each word as all that it may mean."""
    return [[set(word.forms) for word in words] for words in sentences(text)]


def says(text, *wanted):
    (words,) = read(text)
    return len(words) == len(wanted) and all(word in forms for word, forms in zip(wanted, words, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "hurt myself",
        "HURT MYSELF",
        "ｈｕｒｔ ｍｙｓｅｌｆ",
        "hu\u200brt my\u00adself",
        "һurt mуsеlf",
        "h̶u̶r̶t̶ myself",
        "hurrrrt myselffff",
        "hur7 my5elf",
        "hürt mysélf",
        "h*rt myself",
        "h u r t  m y s e l f",
        "h.u.r.t my-se-lf",
        "𝓱𝓾𝓻𝓽 𝕞𝕪𝕤𝕖𝕝𝕗",
    ],
)
def test_dressed_up_words_are_seen_through(text):
    assert says(text, "hurt", "myself")


def test_nordic_letters_stay_and_other_accents_go():
    assert plain("Åsa Ærlig ÖSTEN Ølgård café naïve") == "åsa ærlig östen ølgård cafe naive"


def test_apostrophes_go_and_hyphens_part():
    assert says("I don't self-harm", "i", "dont", "self", "harm")


def test_an_emoji_is_a_word_whatever_its_colour():
    assert says("me 💊🔪👍🏽", "me", "💊", "🔪", "👍")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four… Five", 5),
        ("It is 3.5 hours, e.g.that.way", 1),
        ("a line\nand its end", 1),
        ("a thought\n\nanother", 2),
        ("“Well.” he said", 2),
        ("", 0),
        ("... !!! ???", 0),
    ],
)
def test_a_sentence_ends_where_a_reader_stops(text, count):
    assert len(read(text)) == count


def test_parts_of_a_sentence_and_quoting_are_known():
    (words,) = sentences("she said “leave now”, and I did")

    assert [word.is_quoted for word in words] == [False, False, True, True, False, False, False]
    assert [word.part for word in words] == [0, 0, 0, 0, 1, 1, 1]


def test_numbers_stay_numbers():
    assert says("1 2 3 go", "1", "2", "3", "go")


def test_what_is_shown_has_our_digits_and_nothing_invisible():
    assert shown("Ring ٠٤٠\u200b１２３") == "Ring 040123"


@given(st.text())
def test_any_text_can_be_read(text):
    for words in sentences(text):
        assert words
        for word in words:
            assert word.forms
            assert all(form and form == form.lower() for form in word.forms)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F)))
def test_what_is_plain_stays_so(text):
    assert plain(plain(text)) == plain(text)


@given(st.lists(st.sampled_from(["sun", "lake", "boat", "rain"]), min_size=1), st.data())
def test_signs_that_nobody_sees_change_nothing(words, data):
    invisible = st.text(alphabet="\u200b\u200c\u200d\u2060\ufeff\u00ad", max_size=3)
    dressed = " ".join("".join(letter + data.draw(invisible) for letter in word) for word in words)

    assert read(dressed) == read(" ".join(words))
