"""What is to be done about a concern, ticked off one by one."""

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from moderation.models import Concern, Step
from moderation.rules import may_do_step, may_steer


@transaction.atomic
def plan_step(*, concern, actor, what, who, due_at, kind=Step.Kind.ACT):
    """Add something to be done: what, who does it, until when."""
    concern = Concern.objects.locked(concern)
    require(may_steer(actor, concern))
    made = Step.objects.create(concern=concern, kind=kind, what=what, who=who, due_at=due_at, made_by=actor)
    record(actor, "concern.planned", concern, kind=kind)
    return made


@transaction.atomic
def do_step(*, step, actor, came):
    """Tick it off with what came of it; the first one is kept."""
    concern = Concern.objects.locked(step.concern)
    step = concern.steps.select_for_update(of=("self",)).get(pk=step.pk)
    step.concern = concern
    require(may_do_step(actor, step))
    step.done_by, step.done_at, step.came = actor, timezone.now(), came
    step.save(update_fields=["done_by", "done_at", "came"])
    record(actor, "concern.did", concern, step=str(step.pk))
