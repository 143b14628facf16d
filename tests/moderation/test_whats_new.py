"""What is new that people on duty decided, for the home page: that, and never what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.actions.appeal import appeal, decide_appeal
from moderation.actions.decision import decide
from moderation.actions.report import report
from moderation.models import Case, Decision
from moderation.whats_new import of
from tests import cast
from tests.moderation.actions.test_decision import case_about, decided

pytestmark = pytest.mark.django_db


def sentences(person):
    return {news.sentence: news.url for news in of(person)}


def test_nothing_happened_and_nothing_is_new(member, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert of(member.user) == []


def test_what_was_decided_is_new_for_a_week(member, moderator):
    decided(case_about(member), moderator)

    ((sentence, url),) = sentences(member.user).items()
    assert sentence.startswith("Something was decided about you.")
    assert url == reverse("moderation:own_decisions")

    Decision.objects.update(told_at=timezone.now() - timedelta(days=8))
    assert not of(member.user)


def test_what_was_undone_or_took_nothing_is_not_new(member, moderator):
    first = decided(case_about(member), moderator)
    Decision.objects.filter(pk=first.pk).update(undone_at=timezone.now(), undone_by=moderator)
    decided(case_about(member), moderator, "none")

    assert not of(member.user)


def test_an_answered_objection_is_new(member, moderator, another_moderator):
    decision = decided(case_about(member), moderator)
    asked = appeal(decision=decision, actor=member.user, words="I did not mean it.")
    decide_appeal(appeal=asked, actor=another_moderator, outcome="upheld", answer="It stays so.")

    assert "What you objected to was looked at again." in sentences(member.user)


def test_an_answered_notice_is_new_for_whoever_asked_alone(member, moderator):
    other = cast.seat(cast.make_user(), member.group, alias="Halla")
    report(message=cast.words(other), reporter=member, kind="unkind")
    case = Case.objects.get()
    decide(case=case, actor=moderator, measure="hide", rule="kind")

    assert sentences(member.user) == {
        "What you asked us to look at was answered.": reverse("moderation:my_reports")
    }
    assert not any("asked us" in sentence for sentence in sentences(other.user))
