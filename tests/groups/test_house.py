"""The house rules as those who lead a group cite them."""

import pytest

from groups.house import rules_in, title_of


def test_they_are_told_in_each_language_by_the_same_ids():
    assert [rule.id for rule in rules_in("fi")] == [rule.id for rule in rules_in("en")]
    assert title_of("private", "en") == "What is said here stays here"
    assert title_of("private", "fi") != title_of("private", "en")


def test_there_is_no_other_rule():
    with pytest.raises(KeyError):
        title_of("no such rule", "en")
