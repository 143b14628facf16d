"""Reading the rota: the hours nobody has."""

from moderation.models import Shift


def holes(planned, start, end):
    """The spans between two moments in which nobody is on duty: [(from, until)]. `planned`: shifts in any order."""
    spans = sorted(
        (
            shift.was_from if shift.begun_at and shift.begun_at < shift.starts_at else shift.starts_at,
            shift.ends_at,
        )
        for shift in planned
        if shift.kind == Shift.Kind.DUTY and shift.ended_at is None
    )
    found, reached = [], start
    for begins, ends in spans:
        if begins > reached:
            found.append((reached, min(begins, end)))
        reached = max(reached, ends)
        if reached >= end:
            return found
    return [*found, (reached, end)]
