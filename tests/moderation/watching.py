"""Cases that wait, and shifts."""

from datetime import timedelta

from django.utils import timezone

from moderation.models import Asked, Case, Shift


def waiting(priority=0, **facts):
    """A case as it is opened now."""
    now = timezone.now()
    facts = {"kind": "risk", "level": 5, "opened_at": now, "due_at": now + Case.TIMES[priority]} | facts
    return Case.objects.create(priority=priority, **facts)


def on(person, *, kind="duty", order=0, hours=4, ago=1, **facts):
    """A shift that goes on now."""
    now = timezone.now()
    return Shift.objects.create(
        person=person,
        kind=kind,
        order=order,
        starts_at=now - timedelta(hours=ago),
        ends_at=now + timedelta(hours=hours),
        **facts,
    )


def asked(alarm=None):
    """Who was asked, by the names staff are called."""
    rows = Asked.objects.filter(alarm=alarm) if alarm else Asked.objects.all()
    return {row.person.display_name for row in rows.select_related("person")}
