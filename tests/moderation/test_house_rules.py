"""The house rules are few, whole in every language, and each has an id that decisions cite."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from moderation.house_rules import ENTRIES, MOST, RULES, rule

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def test_there_are_at_most_seven_and_their_ids_stay():
    assert len(RULES) <= MOST
    assert RULES == ("kind", "private", "meet_here", "no_methods", "no_selling", "honest", "listen_staff")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_told_in_every_language(language):
    found = [rule(rule_id, language) for rule_id in RULES]

    assert all(told.title and told.words for told in found)
    assert len({told.title for told in found}) == len(RULES)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_language_borrows_the_words_of_another(language):
    for rule_id in RULES:
        others = {ENTRIES[rule_id][code]["words"] for code in LANGUAGES if code != language}

        assert rule(rule_id, language).words not in others


def test_rules_are_short_and_do_not_shout():
    for rule_id in RULES:
        for language in LANGUAGES:
            told = rule(rule_id, language)

            assert len(told.title) <= 60
            assert len(told.words) <= 280
            assert "!" not in told.title + told.words


def test_where_a_language_is_missing_english_stands():
    assert rule("kind", "de") == rule("kind", "en")


def test_an_id_that_no_rule_has_is_refused():
    with pytest.raises(KeyError):
        rule("golden", "en")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_anybody_reads_them_and_can_be_led_to_one(client, language):
    with override(language):
        page = client.get(reverse("moderation:house_rules"), headers={"accept-language": language}).text

    for rule_id in RULES:
        assert f'id="{rule_id}"' in page
        assert rule(rule_id, language).title in page
