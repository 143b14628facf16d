"""What a decision takes from a person: imposed with it, lifted when it is undone. It ends by the clock."""

from django.db import transaction
from django.utils import timezone

from groups.actions import above
from moderation import subjects
from moderation.models import Decision, Sanction

Measure, Kind = Decision.Measure, Sanction.Kind
OF_A_SEAT = {Kind.HOLD_FIRST: above.read_first, Kind.MUTE: above.let_listen}


@transaction.atomic
def impose(*, decision, seat=None):
    """Write down what the decision means for its person; None when it takes nothing from anybody.

    `seat`: the one it is about, where it has ended by now.
    """
    if decision.measure not in Sanction.Kind.values or decision.case.person_id is None:
        return None
    case = decision.case
    is_said_once = decision.measure in {Measure.REMIND, Measure.END_SEAT}
    return Sanction.objects.create(
        decision=decision,
        person=case.person,
        group=case.group,
        seat=seat or subjects.seat_of(case),
        kind=decision.measure,
        starts_at=decision.starts_at,
        ends_at=decision.starts_at if is_said_once else decision.ends_at,
    )


@transaction.atomic
def lift(*, decision, actor):
    """It holds no longer, from now on. What it did is undone by the action it was done with."""
    standing = Sanction.objects.filter(decision=decision, lifted_at=None)
    standing.update(lifted_at=timezone.now(), lifted_by=actor)


@transaction.atomic
def carry_over(*, seat):
    """Let what holds for somebody in this group hold for a seat they have just taken in it too. One query mostly.

    Who leaves and comes back by another invitation would else be rid of it. Seats of staff are the coordinators'.
    """
    if seat.is_staff:
        return
    holding = Sanction.objects.current().filter(person=seat.user, group=seat.group, kind__in=OF_A_SEAT)
    for sanction in holding.select_related("decision__made_by", "decision__second_by").order_by("ends_at"):
        by = sanction.decision.second_by or sanction.decision.made_by
        OF_A_SEAT[sanction.kind](seat=seat, until=sanction.ends_at, by=by)
        seat.refresh_from_db(fields=["read_first_until", "listens_until"])
