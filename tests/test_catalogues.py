"""Every sentence is there in four languages, with its placeholders, and the compiled catalogues are up to date."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HOUSE = Path(__file__).resolve().parent.parent
LANGUAGES = ["fi", "sv", "nb"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def catalogue(language):
    with (HOUSE / f"locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)


def sentences(message, part):
    found = getattr(message, part)
    return found if isinstance(found, (list, tuple)) else [found]


def pairs(language):
    """Every message with each of its sentences in that language, the header left out."""
    return [
        (message, sentence)
        for message in catalogue(language)
        if message.id
        for sentence in sentences(message, "string")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated(language):
    missing = [message.id for message, sentence in pairs(language) if message.fuzzy or not sentence]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language):
    def wanted(message):
        return set(PLACEHOLDER.findall(" ".join(sentences(message, "id"))))

    wrong = [
        (message.id, sentence)
        for message, sentence in pairs(language)
        if not set(PLACEHOLDER.findall(sentence)) <= wanted(message)
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shouts_or_breaks_an_attribute(language):
    bad = [sentence for _message, sentence in pairs(language) if "!" in sentence or '"' in sentence]

    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_up_to_date(language):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))

    assert (HOUSE / f"locale/{language}/LC_MESSAGES/django.mo").read_bytes() == compiled.getvalue()


def test_the_catalogues_hold_the_same_sentences():
    first, *others = [{str(message.id) for message in catalogue(language)} for language in LANGUAGES]

    for other in others:
        assert first == other
