"""Content notes: a few, in words."""

import pytest

from community.forum.models import ContentNote


@pytest.mark.parametrize(("code", "words"), [("loss", "the loss of somebody"), ("", ""), ("erased", "")])
def test_a_note_reads_as_words_and_an_unknown_one_as_none(code, words):
    assert ContentNote.words(code) == words
