"""What is written in a forum is held, reported, decided and undone like what is said in a room."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community.forum.actions.reply import give_back, hide, restore
from community.forum.actions.writing import edit, start, write
from community.forum.models import Reply
from community.screening import Finding
from moderation.actions.case import claim, open_case
from moderation.actions.decision import decide, undo
from moderation.actions.notice import notify
from moderation.actions.report import report_person, report_reply
from moderation.evidence import copy_of
from moderation.ledger import story_of
from moderation.models import Case, Decision, Report
from moderation.models.words import author_of, pointing_at
from moderation.queue import likely_measure_of
from tests import cast

pytestmark = pytest.mark.django_db


def screener(text, *, author, place):
    return screener.findings


@pytest.fixture
def seen(settings, django_capture_on_commit_callbacks):
    """Writes something in which screeners see these."""
    settings.SCREENERS = ["tests.moderation.models.test_words.screener"]

    def run(action, *findings, **facts):
        screener.findings = findings
        with django_capture_on_commit_callbacks(execute=True):
            return action(client_id=uuid.uuid4(), **facts)

    return run


@pytest.fixture
def topic(member):
    return cast.topic(member, "A title of mine", "Opening words.")


@pytest.fixture
def other(group):
    return cast.seat(cast.make_user(), group, alias="Halla")


def case_of(reply, **facts):
    facts = {"kind": "report", "priority": 2, "person": reply.author.user, "group": reply.group} | facts
    return open_case(**pointing_at(reply), **facts)


def decided(case, moderator, measure, rule="kind", **facts):
    claim(case=case, actor=moderator)
    decide(case=case, actor=moderator, measure=measure, rule=rule, **facts)
    return Decision.objects.get(case=case)


# --- How it comes --------------------------------------------------------------------------
def test_held_words_open_a_case_with_their_title_and_what_stood_around(seen, topic, other):
    reply = seen(
        write, Finding("identifiers.phone", 2, holds=True), topic=topic, author=other, body="Call me."
    )

    case = Case.objects.get()
    assert (case.kind, case.level, case.words, case.message) == ("held", 2, reply, None)
    assert (case.person, case.group) == (other.user, other.group)
    lines = json.loads(case.evidence)
    assert [line["body"] for line in lines] == ["A title of mine\n\nOpening words.", "Call me."]
    assert [line["is_it"] for line in lines] == [False, True]


def test_a_new_topic_that_is_held_waits_with_its_title(seen, member):
    held = Finding("links.url", 1, holds=True)
    seen(start, held, group=member.group, author=member, title="Look here", body="A link.")

    assert "Look here" in Case.objects.get().evidence


def test_words_that_everybody_sees_and_somebody_should_read_soon_open_a_case(seen, topic, other):
    seen(write, Finding("risk.en.plan.1", 4, holds=False), topic=topic, author=other, body="Tonight.")

    case = Case.objects.get()
    assert (case.kind, case.priority) == ("risk", 0)


def test_what_the_forums_own_staff_decide_waits_for_nobody_else(seen, topic, other, facilitator):
    reply = seen(write, Finding("links.url", 1, holds=True), topic=topic, author=other, body="A link.")
    assert Case.objects.open().count() == 1

    give_back(reply=reply, actor=facilitator, rule="private")

    assert not Case.objects.open().exists()
    assert Decision.objects.get().measure == "return"


# --- Somebody asks ---------------------------------------------------------------------------
def test_a_reply_is_reported_with_a_sealed_copy_once(topic, other):
    reply = cast.reply(topic, other, "Unkind words.")
    reporter = topic.author

    first = report_reply(reply=reply, reporter=reporter, kind="unkind")
    again = report_reply(reply=reply, reporter=reporter, kind="other")

    assert first == again
    assert "Unkind words." in first.copy
    assert (first.case.words, first.seat) == (reply, other)


def test_nobody_reports_their_own_words_or_those_of_another_group(topic, member):
    with pytest.raises(PermissionDenied, match="your own words"):
        report_reply(reply=topic.replies.get(), reporter=member, kind="unkind")
    stranger = cast.seat(cast.make_user(), cast.make_group(name="Friday group"))
    with pytest.raises(PermissionDenied):
        report_reply(reply=topic.replies.get(), reporter=stranger, kind="unkind")


def test_one_person_may_ask_about_words_and_about_whoever_wrote_them(topic, other):
    reply = cast.reply(topic, other)

    report_reply(reply=reply, reporter=topic.author, kind="unkind")
    report_person(seat=other, reporter=topic.author, kind="worry")

    assert Report.objects.count() == 2


def test_the_page_leads_back_to_the_topic(client, topic, other):
    reply = cast.reply(topic, other)
    client.force_login(topic.author.user)

    page = client.get(reverse("moderation:report_reply", args=[reply.pk]))
    answer = client.post(page.request["PATH_INFO"], {"kind": "unkind"})

    assert reverse("forum:topic", args=[topic.pk]) in page.text
    assert answer.url == reverse("forum:topic", args=[topic.pk])
    assert Report.objects.get().reply == reply


def test_an_address_from_outside_leads_to_a_reply(topic, other):
    reply = cast.reply(topic, other)
    told = {"explanation": "It is there.", "name": "A", "good_faith": True}

    made = notify(
        kind="threat", place=f"https://example.org/replies/{reply.pk}/", language="en", **told
    ).report

    assert (made.reply, made.message, made.group) == (reply, None, other.group)
    assert reply.body in made.copy


# --- What is decided ---------------------------------------------------------------------------
def test_hidden_by_a_decision_it_comes_back_when_that_is_undone(topic, other, moderator):
    reply = cast.reply(topic, other, "Unkind words.")

    decision = decided(case_of(reply), moderator, "hide")
    reply.refresh_from_db()
    assert (reply.state, reply.decided_by) == ("hidden", moderator)
    assert "Our rule:" in reply.reason

    undo(decision=decision, actor=cast.make_staff("moderator"))
    reply.refresh_from_db()
    assert reply.state == "shown"


@pytest.mark.parametrize(("measure", "state"), [("release", "shown"), ("return", "returned")])
def test_words_that_wait_are_let_through_or_given_back(topic, other, moderator, measure, state):
    reply = cast.reply(topic, other, state="held")
    case = case_of(reply, kind="held", rules=["links.url"])
    assert likely_measure_of(case) == "return"

    decision = decided(case, moderator, measure)

    reply.refresh_from_db()
    assert reply.state == state
    if state == "returned":
        undo(decision=decision, actor=cast.make_staff("moderator"))
        reply.refresh_from_db()
        assert reply.state == "held"
        assert Case.objects.open().get(decided_at=None).words == reply


def test_muting_takes_the_words_too_where_that_was_asked(topic, other, moderator):
    reply = cast.reply(topic, other)

    decided(case_of(reply), moderator, "mute", takes_words=True, ends_at=_in_a_week())

    reply.refresh_from_db()
    other.refresh_from_db()
    assert (reply.state, other.listens) == ("hidden", True)


def _in_a_week():
    return timezone.now() + timedelta(days=7)


def test_words_that_staff_take_have_a_statement_that_speaks_of_the_forum(topic, other, facilitator):
    reply = cast.reply(topic, other)

    hide(reply=reply, actor=facilitator, rule="private", reason="It has a surname in it.")

    decision = Decision.objects.get()
    assert "out of the forum" in decision.facts
    restore(reply=Reply.objects.get(pk=reply.pk), actor=facilitator)
    decision.refresh_from_db()
    assert decision.undone_at


def test_the_story_of_a_case_has_what_was_done_to_its_words(topic, other, moderator):
    reply = cast.reply(topic, other)
    case = case_of(reply)
    decided(case, moderator, "hide")

    assert "reply.hidden" in {entry.action for entry in story_of(case)}


def test_who_decides_reads_the_words_as_they_were_changed_since_beside_the_old_ones(
    topic, other, settings, django_capture_on_commit_callbacks
):
    reply = cast.reply(topic, other, "Nobody likes you.")
    case_of(reply, evidence=copy_of(reply))
    settings.SCREENERS = [f"{__name__}.screener"]
    screener.findings = [Finding("identifiers.phone", 2, holds=True)]

    for words in ("Call me on 040 123.", "Call me on 040 123."):
        case_of(reply, evidence=copy_of(Reply.objects.get(pk=reply.pk)))
        with django_capture_on_commit_callbacks(execute=True):
            Reply.objects.filter(pk=reply.pk).update(state="returned", position=None)
            edit(reply=reply, actor=other, body=words)

    lines = json.loads(Case.objects.get().evidence)
    assert [line["body"] for line in lines if line["is_it"]] == ["Nobody likes you.", "Call me on 040 123."]


# --- What cannot be ---------------------------------------------------------------------------
def test_a_case_is_about_words_of_one_place_and_one_waits_for_each(topic, other):
    reply, message = cast.reply(topic, other), cast.words(other)
    case = case_of(reply)

    assert case_of(reply) == case
    with pytest.raises(IntegrityError, match="case_points_at_words_of_one_place"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(message=message)


def test_without_words_there_is_no_author():
    assert author_of(None) is None
    assert pointing_at(None) == {"message": None, "reply": None}


def test_of_words_taken_back_around_it_only_that_is_kept(topic, other):
    reply = cast.reply(topic, other)
    Reply.objects.filter(opens=True).update(state="retracted")

    lines = json.loads(copy_of(Reply.objects.get(pk=reply.pk)))

    assert lines[0]["body"] == ""
