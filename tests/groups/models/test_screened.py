"""What screeners saw in words, whoever keeps them."""

import pytest

from community.screening import UNANSWERED, Finding, written
from tests import cast

pytestmark = pytest.mark.django_db
CRY = Finding("risk.en.plan.1", 5, holds=True)
CRUEL = Finding("risk.en.encourage.1", 5, holds=True)
THREAT = Finding("threats.en.hurt.1", 4, holds=True)
SAD = Finding("risk.en.ideation.1", 3, holds=False)


def said(member, *findings, where="room"):
    found = written(findings)
    if where == "room":
        return cast.words(member, found=found)
    return cast.reply(cast.topic(member), member, found=found)


@pytest.mark.parametrize("where", ["room", "forum"])
@pytest.mark.parametrize(
    ("findings", "risk", "is_about_life", "speaks_of_danger", "needs_help"),
    [
        ([], 0, False, False, False),
        ([SAD], 3, False, False, True),
        ([CRY], 5, True, True, True),
        ([CRUEL], 5, True, False, True),
        ([THREAT], 0, True, False, False),
        ([Finding(UNANSWERED, 5, holds=True)], 0, False, False, True),
    ],
)
def test_words_know_what_was_seen_in_them(
    member, where, findings, risk, is_about_life, speaks_of_danger, needs_help
):
    words = said(member, *findings, where=where)

    assert words.risk == risk
    assert words.is_about_life is is_about_life
    assert words.speaks_of_danger is speaks_of_danger
    assert words.needs_help is needs_help
    assert list(words.findings) == findings


def test_staff_ask_about_such_things(facilitator):
    assert not said(facilitator, CRY).needs_help


def test_words_without_an_author_help_nobody(member):
    words = said(member, CRY)
    words.author = None

    assert not words.needs_help
