"""Steps and consultations at rest."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import vault
from community.audit.models import AppendOnly
from moderation import actions
from moderation.models import Step
from tests.moderation.concerns import make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(member, lead):
    concern = make_concern(member, lead)
    due = timezone.now() + datetime.timedelta(hours=1)
    return actions.step.plan_step(concern=concern, actor=lead, what="Call", who="Riitta", due_at=due)


def test_a_done_step_says_what_came_of_it(step):
    step.done_at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        step.save()

    step.came = "They answered."
    step.save()
    assert not Step.objects.left()


def test_what_is_not_done_has_neither_hand_nor_outcome(step, lead):
    step.done_by = lead

    with pytest.raises(IntegrityError), transaction.atomic():
        step.save()


def test_a_step_is_late_from_its_time_until_it_is_done(step):
    assert not step.is_late

    step.due_at = timezone.now() - datetime.timedelta(minutes=1)
    assert step.is_late

    step.done_at = timezone.now()
    assert not step.is_late


def test_steps_lie_under_the_sites_own_key(step):
    assert step.vault_key_id == vault.site_key()
    assert str(step) == str(step.pk)


def test_a_consultation_stays_as_it_was_written(step, lead):
    asked = actions.concern.consult(concern=step.concern, actor=lead, whom="Dr. A", advice="Call.")

    with pytest.raises(AppendOnly):
        asked.save()
    assert str(asked) == str(asked.pk)
