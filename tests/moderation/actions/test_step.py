"""Steps are planned, and ticked off once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from moderation import actions
from tests import cast
from tests.moderation.concerns import make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, moderator):
    return make_concern(member, moderator)


def plan(concern, lead):
    return actions.step.plan_step(
        concern=concern, actor=lead, what="Call", who="Riitta", due_at=timezone.now()
    )


def test_a_step_says_what_who_and_until_when(concern, lead):
    step = plan(concern, lead)

    assert (step.what, step.who, step.kind, step.made_by) == ("Call", "Riitta", "act", lead)
    assert Entry.objects.filter(action="concern.planned").count() == 1


def test_the_first_who_ticks_it_off_is_kept(concern, lead):
    step = plan(concern, lead)
    actions.step.do_step(step=step, actor=lead, came="Answered at 10.")

    with pytest.raises(PermissionDenied, match="done already"):
        actions.step.do_step(step=step, actor=cast.make_staff("safeguarding"), came="Me too.")

    step.refresh_from_db()
    assert (step.done_by, step.came) == (lead, "Answered at 10.")
    assert Entry.objects.filter(action="concern.did").count() == 1


def test_others_neither_plan_nor_tick_off(concern, lead, moderator):
    with pytest.raises(PermissionDenied, match="safeguarding leads"):
        plan(concern, moderator)
    with pytest.raises(PermissionDenied, match="safeguarding leads"):
        actions.step.do_step(step=plan(concern, lead), actor=moderator, came="x")
