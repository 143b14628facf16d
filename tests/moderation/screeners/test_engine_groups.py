"""What has to stand beside a phrase: several lists at once, near it, or anywhere in the message; lists with a name."""

from types import SimpleNamespace

import pytest

from moderation.screeners import risk
from moderation.screeners.named import MOST_WAYS, filled, lists_in
from moderation.screeners.phrases import PhraseError
from moderation.screeners.rulebook import Book, Rule

WORDS = {
    "boats": ["boat*", "the old ferry"],
    "soon": ["tonight", "(this|tomorrow) evening"],
    "leaving": ["(row|swim) away", "leave"],
    "both": ["<boats>", "<soon>"],
}


@pytest.fixture
def level(monkeypatch):
    """The level that one rule, with these facts, finds in a text; 0 when it finds nothing."""

    def level(text, *, language="en", **facts):
        rule = {"id": "risk.en.lake.1", "level": 4, "any": ["row away"], **facts}
        made = Book([Rule.read(rule, language, lists_in(WORDS))])
        monkeypatch.setattr("moderation.screeners.wording.book", lambda kind: made)
        place = SimpleNamespace(group=SimpleNamespace(language=language))
        return max((finding.level for finding in risk.screen(text, author=None, place=place)), default=0)

    return level


# --- with ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I row away tonight in the boat", 4),
        ("in the boat, tonight, I row away", 4),
        ("tonight I row away", 0),
        ("I row away in the boat", 0),
        ("I row away in the boat. It is cold tonight", 0),
    ],
)
def test_every_group_has_to_stand_there_in_any_order(level, text, found):
    assert level(text, **{"with": [["boat"], ["tonight", "tomorrow"]]}) == found


def test_a_flat_list_is_one_group(level):
    assert level("I row away tonight", **{"with": ["boat", "tonight"]}) == 4
    assert level("I row away", **{"with": ["boat", "tonight"]}) == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tonight one two row away", 4),
        ("tonight one two three row away", 0),
        ("row away one two tonight", 4),
        ("row away one two three tonight", 0),
        ("tonight, tonight one two three four row away one tonight tonight", 4),
        ("row away one. Tonight two", 0),
    ],
)
def test_what_stands_beside_may_have_to_be_near(level, text, found):
    assert level(text, near=2, **{"with": ["tonight"]}) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There is a boat. I row away. Tonight.", 4),
        ("Tonight! There is a boat, so I row away", 4),
        ("Tonight. I row away.", 0),
    ],
)
def test_what_stands_beside_may_stand_in_another_sentence(level, text, found):
    assert level(text, across=True, **{"with": [["boat"], ["tonight"]]}) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("row away one. Tonight two", 4),
        ("row away one. Two tonight", 4),
        ("row away one. Two three tonight", 0),
        ("Tonight one. Two. I row away", 0),
        ("Tonight one. I row away", 4),
    ],
)
def test_near_counts_on_over_the_end_of_a_sentence(level, text, found):
    assert level(text, near=2, across=True, **{"with": ["tonight"]}) == found


def test_unless_takes_the_rule_away_in_its_sentence_alone(level):
    facts = {"with": ["tonight"], "across": True, "unless": ["for fun"]}

    assert level("I row away for fun. Tonight", **facts) == 0
    assert level("I swim for fun. I row away. Tonight", **facts) == 4


# --- What stands around ---------------------------------------------------------------
def test_what_a_rule_needs_beside_is_not_held_against_it(level):
    assert level("never come back row away", **{"with": ["never"]}) == 4
    assert level("I never row away", **{"with": ["never"]}) == 4
    assert level("years ago my mum saw me row away", **{"with": [["years ago"], ["my mum"]]}) == 4
    assert level("I never row away tonight", **{"with": ["tonight"]}) == 2


@pytest.mark.parametrize(("text", "found"), [("alkaa tappaa itse", 4), ("älkää tappaa itse", 2)])
def test_a_word_with_an_equals_sign_is_not_read_without_its_dots(level, text, found):
    assert level(text, any=["tappaa itse"], language="fi") == found


def test_a_word_with_an_equals_sign_is_found_as_it_is_spelt(level):
    assert level("sinä", any=["=sinä"]) == 4
    assert level("sina", any=["=sinä"]) == 0


# --- Words with a name ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("take <boats> home", "we take boats home"),
        ("take <boats> home", "we take the old ferry home"),
        ("<leaving> <soon>", "swim away tomorrow evening"),
        ("<leaving> <soon>", "leave tonight"),
        ("(walk|<leaving>) now", "row away now"),
        ("(walk|<leaving>) now", "walk now"),
        ("(with <boats>|) now", "with the old ferry now"),
        ("by <both>", "by boats"),
        ("by <both>", "by this evening"),
    ],
)
def test_a_name_stands_for_its_words(level, phrase, text):
    assert level(text, any=[phrase]) == 4


def test_names_may_stand_beside(level):
    facts = {"with": [["<boats>"], ["<soon>"]], "unless": ["no <boats>"]}

    assert level("row away in boats this evening", **facts) == 4
    assert level("row away in boats", **facts) == 0
    assert level("row away this evening with no boats", **facts) == 0


@pytest.mark.parametrize("phrase", ["<ships>", "take <ships>", "(a|<ships>)", "x<boats>", "<boats", "boats>"])
def test_a_name_that_nothing_has_is_an_error(phrase):
    with pytest.raises(PhraseError):
        filled(phrase, lists_in(WORDS))


def test_a_list_knows_those_before_it_alone():
    with pytest.raises(PhraseError, match="<late>"):
        lists_in({"early": ["<late>"], "late": ["night"]})


def test_a_list_does_not_grow_without_end():
    many = [str(number) for number in range(50)]

    with pytest.raises(PhraseError, match=str(MOST_WAYS)):
        lists_in({"many": many, "squared": ["<many> <many>"]})
