"""What a decision takes from a person: imposed with it, lifted when it is undone. It ends by the clock."""

from django.db import transaction
from django.utils import timezone

from moderation import subjects
from moderation.models import Decision, Sanction

Measure = Decision.Measure


@transaction.atomic
def impose(*, decision):
    """Write down what the decision means for its person; None when it takes nothing from anybody."""
    if decision.measure not in Sanction.Kind.values or decision.case.person_id is None:
        return None
    case = decision.case
    is_said_once = decision.measure == Measure.REMIND
    return Sanction.objects.create(
        decision=decision,
        person=case.person,
        group=case.group,
        seat=subjects.seat_of(case),
        kind=decision.measure,
        starts_at=decision.starts_at,
        ends_at=decision.starts_at if is_said_once else decision.ends_at,
    )


@transaction.atomic
def lift(*, decision, actor):
    """It holds no longer, from now on. What it did is undone by the action it was done with."""
    standing = Sanction.objects.filter(decision=decision, lifted_at=None)
    standing.update(lifted_at=timezone.now(), lifted_by=actor)
