"""From a rule to the words in the room: what is held, who learns of it, and how soon somebody should come."""

import logging
import uuid
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.screening import UNANSWERED, Finding, content_held, screen
from groups.actions.message import release
from groups.actions.saying import say
from groups.models import Message
from moderation.models import Case
from moderation.screeners import grooming, identifiers, languages, links, risk, rulebook, threats
from moderation.screeners.languages import likely
from moderation.screeners.normalising import sentences
from moderation.screeners.rulebook import LANGUAGES, Book, Rule
from moderation.screeners.urgency import HARM, LIFE, REST, RULES, priority_of

ALL = (risk, grooming, threats, identifiers, links)
NAMES = [f"{module.__name__}.screen" for module in ALL]
PHONE = "Call me on 040 123 4567 tonight."
STAFF = SimpleNamespace(is_staff=True)


def at(language="en"):
    return SimpleNamespace(group=SimpleNamespace(language=language))


@pytest.fixture
def two_rules(monkeypatch):
    """Two rules in two languages: one of the top, one not."""
    rules = [
        Rule.read({"id": "risk.en.lake.1", "level": 2, "any": ["to the lake"]}, "en"),
        Rule.read({"id": "risk.fi.lake.1", "level": 3, "any": ["järvelle"], "with": ["yksin"]}, "fi"),
        Rule.read(
            {"id": "risk.sv.lake.1", "level": 4, "any": ["till sjön"], "unless": ["inte till sjön"]}, "sv"
        ),
    ]
    made = Book(rules)
    monkeypatch.setattr("moderation.screeners.wording.book", lambda kind: made)
    monkeypatch.setattr(rulebook, "book", lambda kind: made)
    monkeypatch.setattr("moderation.screeners.signs.levels_in", lambda told, languages: {})


def found(text, language="en", author=None):
    return {
        finding.rule: (finding.level, finding.holds)
        for finding in risk.screen(text, author=author, place=at(language))
    }


# --- Which rules speak -----------------------------------------------------------
def test_a_rule_speaks_once_at_its_highest_level(two_rules):
    assert found("I never go to the lake. We go to the lake. To the lake!") == {"risk.en.lake.1": (2, False)}


def test_the_top_levels_hold(two_rules):
    assert found("jag går till sjön", "sv") == {"risk.sv.lake.1": (4, True)}


def test_what_has_to_stand_beside_has_to(two_rules):
    assert found("menen järvelle yksin", "fi") == {"risk.fi.lake.1": (3, False)}
    assert not found("menen järvelle", "fi")
    assert not found("jag går inte till sjön", "sv")


def test_rules_of_other_languages_speak_at_the_top_only(two_rules):
    text = "The two of us and all the others were there: yksin järvelle, till sjön."

    assert found(text) == {"risk.sv.lake.1": (4, True)}
    assert "risk.fi.lake.1" in found(text, "fi")


def test_words_of_staff_are_noted_and_never_held(two_rules):
    assert found("jag går till sjön", "sv", author=STAFF) == {"risk.sv.lake.1": (4, False)}
    (finding,) = identifiers.screen(PHONE, author=STAFF, place=None)
    assert not finding.holds


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I think that we are all a bit tired", "en"),
        ("mä en tiedä mitä tästä tulee mutta olen tässä", "fi"),
        ("jag vet inte vad jag ska göra nu", "sv"),
        ("jeg vet ikke hva jeg skal gjøre nå", "nb"),
    ],
)
def test_languages_are_told_by_their_small_words(text, language):
    assert language in likely(sentences(text))
    assert {"en", "fi"} - {language} - likely(sentences(text))


def test_without_small_words_every_language_is_tried():
    assert likely(sentences("Kuura 💙")) == set(LANGUAGES)
    assert "sv" in likely(sentences("I think that we are"), spoken="sv")
    assert languages.spoken_at(None) == ""


# --- How soon --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "level", "holds", "priority"),
    [
        ("risk.en.lake.1", 5, True, LIFE),
        ("risk.en.lake.1", 4, True, LIFE),
        ("risk.en.lake.1", 3, False, HARM),
        ("risk.en.lake.1", 2, False, RULES),
        ("risk.en.lake.1", 1, False, None),
        ("risk.sv.lake.1", 2, False, REST),
        ("risk.sv.lake.1", 3, False, HARM),
        ("grooming.en.secret.1", 3, True, HARM),
        ("threats.en.harm.1", 4, True, LIFE),
        ("identifiers.phone", 3, True, HARM),
        ("identifiers.business", 1, False, None),
        ("links.address", 2, True, RULES),
        ("links.address", 2, False, None),
        (UNANSWERED, 5, True, HARM),
        ("others.of.1", 1, True, REST),
    ],
)
def test_what_was_found_says_how_soon_somebody_comes(two_rules, rule, level, holds, priority):
    assert priority_of([Finding(rule, level, holds)]) == priority


def test_the_most_urgent_finding_counts(two_rules):
    findings = [Finding("links.address", 2, holds=True), Finding("risk.en.lake.1", 5, holds=True)]

    assert priority_of(findings) == LIFE
    assert priority_of([]) is None


# --- Whatever is written -----------------------------------------------------------
ODD = st.text(max_size=300) | st.text(alphabet="0123456789 +-./()oOlI:@#*!_'’“”\n", max_size=120)


@settings(max_examples=200, deadline=None)
@given(ODD)
def test_no_text_breaks_a_screener(text):
    for module in ALL:
        for finding in module.screen(text, author=None, place=None):
            assert 1 <= finding.level <= 5


# --- In the room --------------------------------------------------------------------
@pytest.fixture
def screened(settings):
    settings.SCREENERS = NAMES


@pytest.fixture
def held():
    heard = []

    def listen(sender, content, findings, **facts):
        heard.append((content.pk, [finding.rule for finding in findings]))

    content_held.connect(listen)
    yield heard
    content_held.disconnect(listen)


def speak(author, body):
    return say(room=author.group.room, author=author, body=body, client_id=uuid.uuid4())


@pytest.mark.django_db
def test_a_number_is_held_its_author_is_told_and_nobody_else(
    screened, meeting, member, other_member, held, told, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        message = speak(member, PHONE)

    assert message.state == Message.State.HELD
    assert held == [(message.pk, ["identifiers.phone"])]
    hearers = {audience for audience, news in told if "040 123 4567" in news.get("html", "")}
    assert hearers == {member.user.audience}
    assert not [news for audience, news in told if audience == member.group.room.audience]
    assert message not in Message.objects.visible_to(other_member.user)


@pytest.mark.django_db
def test_held_words_are_shown_when_staff_release_them(screened, meeting, member, facilitator, other_member):
    message = speak(member, PHONE)

    release(message=message, actor=facilitator)

    assert message in Message.objects.visible_to(other_member.user)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", ["I had a good day.", "Call 112, or MIELI 09 2525 0111.", "@Halla thank you", "See mind.se"]
)
def test_ordinary_words_are_shown_at_once(screened, meeting, member, other_member, held, body):
    assert speak(member, body).state == Message.State.SHOWN
    assert held == []


@pytest.mark.django_db
def test_words_that_are_shown_call_somebody_too(
    screened, two_rules, meeting, member, facilitator, held, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        message = speak(member, "Tonight we go to the lake")
        speak(facilitator, "Why to the lake?")
        speak(member, "Because it is quiet there")

    case = Case.objects.get()
    assert message.state == Message.State.SHOWN
    assert held == []
    assert (case.message, case.priority, case.rules) == (message, Case.Priority.DAY, ["risk.en.lake.1"])


@pytest.mark.django_db
def test_staff_may_signpost(screened, meeting, facilitator, held):
    assert speak(facilitator, "The social office is 09 310 5454, see hel.fi").state == Message.State.SHOWN


def test_the_log_learns_rules_and_no_words(settings, caplog):
    settings.SCREENERS = NAMES
    caplog.set_level(logging.DEBUG)

    assert screen(PHONE, author=None, place=None).holds

    assert caplog.records[-1].facts == {"rules": ["identifiers.phone"]}
    assert "040 123" not in caplog.text
