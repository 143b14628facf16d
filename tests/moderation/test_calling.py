"""Who is asked to come about a concern, and that the mail says nothing of it."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from community.audit.models import Entry
from groups import letters
from moderation import actions
from moderation.models import Concern, Reveal
from moderation.models.concern import WAITS
from tests import cast
from tests.moderation.concerns import make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, moderator):
    return make_concern(member, moderator)


@pytest.fixture
def posted(monkeypatch):
    """Mail goes out in this thread."""
    monkeypatch.setattr(letters.post, "submit", lambda send, *facts: send(*facts))
    return mail.outbox


def test_a_serious_concern_calls_the_leads_without_a_word_of_it(
    member, moderator, posted, django_capture_on_commit_callbacks
):
    cast.make_staff("safeguarding", email="riitta@example.org")
    cast.make_staff("safeguarding", email="late@example.org", credential=False)
    cast.make_staff("safeguarding", email="away@example.org", standing="paused")

    with django_capture_on_commit_callbacks(execute=True):
        make_concern(member, moderator, level=4)

    assert [letter.to for letter in posted] == [["riitta@example.org"]]
    assert not {"Kuura", "wake", "oncern", "Thursday"} & set((posted[0].subject + posted[0].body).split())


def test_a_slower_one_and_ones_own_call_nobody(member, moderator, posted, django_capture_on_commit_callbacks):
    lead = cast.make_staff("safeguarding", email="riitta@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        make_concern(member, moderator, level=3)
        make_concern(member, lead, level=5)

    assert not posted


def test_a_level_that_becomes_serious_calls_the_leads(
    concern, lead, posted, django_capture_on_commit_callbacks
):
    cast.make_staff("safeguarding", email="tuula@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        actions.concern.judge(concern=concern, actor=lead, level=5, why="Has pills.")
        actions.concern.judge(concern=concern, actor=lead, level=4, why="Not alone.")

    assert len(posted) == 1


def test_past_its_time_leads_and_coordinators_are_called_until_one_has_it(
    concern, lead, posted, django_capture_on_commit_callbacks
):
    cast.make_staff("coordinator", credential=False, email="sari@example.org")
    lead.email = "riitta@example.org"
    lead.save()
    with django_capture_on_commit_callbacks(execute=True):
        actions.concern.call_again()
    assert not posted

    Concern.objects.update(due_at=timezone.now() - datetime.timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        actions.concern.call_again()
        actions.concern.call_again()
    assert sorted(letter.to[0] for letter in posted) == ["riitta@example.org", "sari@example.org"]
    assert Entry.objects.filter(action="concern.called").count() == 1

    Concern.objects.update(called_at=timezone.now() - datetime.timedelta(minutes=15))
    with django_capture_on_commit_callbacks(execute=True):
        actions.concern.call_again()
        actions.concern.take(concern=concern, actor=lead)
        Concern.objects.update(called_at=None)
        actions.concern.call_again()
    assert len(posted) == 4


def test_while_none_waits_calling_again_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(3):  # one, in a transaction
        actions.concern.call_again()


def test_a_request_past_its_time_is_mailed_again_until_somebody_answers(
    concern, lead, posted, django_capture_on_commit_callbacks
):
    second = cast.make_staff("safeguarding", email="tuula@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")
        actions.reveal.call_again()
    assert len(posted) == 1

    Reveal.objects.update(asked_at=timezone.now() - WAITS[concern.level])
    with django_capture_on_commit_callbacks(execute=True):
        actions.reveal.call_again()
        actions.reveal.call_again()
    assert [letter.to[0] for letter in posted] == ["tuula@example.org"] * 2
    assert Entry.objects.get(action="identity.called").subject_id == str(asked.pk)

    Reveal.objects.update(called_at=timezone.now() - datetime.timedelta(minutes=15))
    with django_capture_on_commit_callbacks(execute=True):
        actions.reveal.call_again()
        actions.reveal.answer(reveal=asked, actor=second, is_agreed=False, words="Not needed.")
        Reveal.objects.update(called_at=None)
        actions.reveal.call_again()
    assert len(posted) == 3


def test_while_no_request_is_late_calling_again_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(3):  # one, in a transaction
        actions.reveal.call_again()
