"""Words become HTML in two ways, and neither lets anything else through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.text import ALLOWED_TAGS, light_markup, plain

# Letters of the markup and of attacks come up often; anything else may come up too.
PIECES = [
    *"<>&\"'*-_`/=!x \n\t\0",
    "\n\n",
    "\r\n",
    "**",
    "- ",
    "1. ",
    "> ",
    "<script>",
    "</p>",
    "<b onclick=x>",
    "<img src=//a>",
    "<!--",
    "-->",
    "]]>",
    "&lt;",
    "&#60;",
    "&amp;lt;",
    "javascript:",
    "https://a.example",
    "mailto:a@b.fi",
    "🌱",
    "👩‍👧",
    "ä",
    "\u202e",
    "<svg/onload=1>",
    "<p",
    "</",
    "<style>",
    "<math><mtext></p><style>",
]
words = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
TAG = re.compile(r"</?([a-z]+)>")


def tags_in(html):
    """Every tag name, after proving that each `<` opens a tag without attributes."""
    assert len(TAG.findall(html)) == html.count("<")
    return set(TAG.findall(html))


@given(words)
def test_plain_words_hold_no_tag_but_paragraphs_and_breaks(text):
    assert tags_in(plain(text)) <= {"p", "br"}


@given(words)
def test_marked_words_hold_no_tag_outside_the_list_and_no_attribute(text):
    assert tags_in(light_markup(text)) <= ALLOWED_TAGS


@given(words)
def test_every_tag_opened_is_closed_in_order(text):
    for html in (plain(text), light_markup(text)):
        open_tags = []
        for match in re.finditer(r"<(/?)([a-z]+)>", html):
            closes, name = match.groups()
            if closes:
                assert open_tags.pop() == name
            elif name != "br":
                open_tags.append(name)
        assert open_tags == []


@given(st.text(alphabet=st.characters(categories=["L", "N", "So"]), min_size=1))
def test_letters_and_emoji_come_out_as_they_went_in(text):
    assert plain(text) == f"<p>{text}</p>"
    assert light_markup(text) == f"<p>{text}</p>"


@pytest.mark.parametrize("make", [plain, light_markup])
@pytest.mark.parametrize("nothing", ["", "   ", "\n\n \n", "\0"])
def test_nothing_stays_nothing(make, nothing):
    assert make(nothing) == ""


def test_a_blank_line_parts_paragraphs_and_a_single_one_breaks_the_line():
    assert plain("one\ntwo\r\n \r\n\nthree") == "<p>one<br>two</p><p>three</p>"


def test_plain_words_keep_their_stars_and_angles():
    assert plain("**no** <b>") == "<p>**no** &lt;b&gt;</p>"


def test_an_address_does_not_become_a_link():
    assert plain("https://a.example") == "<p>https://a.example</p>"
    assert light_markup("https://a.example") == "<p>https://a.example</p>"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>"),
        ("**all *of* it**", "<p><strong>all <em>of</em> it</strong></p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("**", "<p>**</p>"),
        ("- one\n- **two**", "<ul><li>one</li><li><strong>two</strong></li></ul>"),
        ("1. one\n2) two", "<ol><li>one</li><li>two</li></ol>"),
        ("> said\n> so", "<blockquote><p>said<br>so</p></blockquote>"),
        (
            "Bring:\n- tea\n1. first\nlast",
            "<p>Bring:</p><ul><li>tea</li></ul><ol><li>first</li></ol><p>last</p>",
        ),
        ("-5 degrees", "<p>-5 degrees</p>"),
        ("<em>typed</em>", "<p>&lt;em&gt;typed&lt;/em&gt;</p>"),
    ],
)
def test_light_markup_knows_a_few_marks(written, shown):
    assert light_markup(written) == shown


def test_crossed_marks_come_out_whole():
    assert tags_in(light_markup("**a *b** c*")) <= {"p", "strong", "em"}


def test_both_are_safe_to_print_as_they_are():
    assert plain("<").__html__() == "<p>&lt;</p>"
    assert light_markup("<").__html__() == "<p>&lt;</p>"
