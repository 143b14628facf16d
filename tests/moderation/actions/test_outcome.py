"""Whoever asked learns that there is an answer: on their page, and by a mail without content."""

import pytest
from django.core import mail

from groups.letters import post
from groups.models import Message
from moderation.actions.decision import decide
from moderation.actions.notice import notify
from moderation.actions.outcome import tell_who_asked
from moderation.actions.report import report, see_to
from moderation.models import Case, Report
from tests import cast
from tests.moderation.actions.test_notice import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(meeting, member):
    return cast.words(member, "You are all fools.")


def test_everybody_who_asked_is_answered_at_once(
    said, other_member, facilitator, moderator, django_capture_on_commit_callbacks
):
    message = Message.objects.select_related("room__group", "author").get(pk=said.pk)
    report(message=message, reporter=other_member, kind="unkind")
    report(message=message, reporter=facilitator, kind="other")
    notify(**FACTS | {"place": str(said.pk)})

    with django_capture_on_commit_callbacks(execute=True):
        decide(case=Case.objects.get(), actor=moderator, measure="hide", rule="kind")
    post.submit(int).result()

    assert not Report.objects.filter(told_at=None).exists()
    assert set(Report.objects.values_list("seen_by", flat=True)) == {moderator.pk}
    assert [letter.to for letter in mail.outbox] == [["aila@example.org"]]
    assert "fools" not in mail.outbox[0].subject + mail.outbox[0].body


def test_what_led_to_something_is_told_from_what_did_not(said, other_member, moderator):
    message = Message.objects.select_related("room__group", "author").get(pk=said.pk)
    made = report(message=message, reporter=other_member, kind="unkind")
    assert (made.decision, made.led_to_something) == (None, False)

    decide(case=made.case, actor=moderator, measure="none", rule="kind")
    assert Report.objects.get().led_to_something is False


def test_whoever_saw_to_it_first_stays(said, other_member, moderator, another_moderator):
    message = Message.objects.select_related("room__group", "author").get(pk=said.pk)
    made = report(message=message, reporter=other_member, kind="unkind")
    see_to(report=made, actor=another_moderator)

    decide(case=made.case, actor=moderator, measure="hide", rule="kind")

    kept = Report.objects.get()
    assert (kept.seen_by, kept.told_at is not None, kept.led_to_something) == (another_moderator, True, True)


def test_telling_twice_tells_once(said, other_member, moderator):
    message = Message.objects.select_related("room__group", "author").get(pk=said.pk)
    decide(
        case=report(message=message, reporter=other_member, kind="unkind").case,
        actor=moderator,
        measure="hide",
        rule="kind",
    )
    first = Report.objects.get()

    tell_who_asked(case=Case.objects.get())

    assert Report.objects.get().told_at == first.told_at


@pytest.mark.parametrize(("measure", "letters"), [("hide", 1), ("none", 0)])
def test_whom_it_is_about_is_written_to_without_a_word_of_it(
    measure, letters, said, member, other_member, moderator, django_capture_on_commit_callbacks
):
    type(member.user).objects.filter(pk=member.user_id).update(email="kuura@example.org")
    message = Message.objects.select_related("room__group", "author").get(pk=said.pk)
    case = report(message=message, reporter=other_member, kind="unkind").case

    with django_capture_on_commit_callbacks(execute=True):
        decide(case=case, actor=moderator, measure=measure, rule="kind")
    post.submit(int).result()

    assert [letter.to for letter in mail.outbox] == [["kuura@example.org"]] * letters
    for letter in mail.outbox:
        assert "something for you to read" in letter.body
        assert not any(word in letter.subject + letter.body for word in ("fools", "hidden", "rule", "Kuura"))
