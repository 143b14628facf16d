"""The register of upkeep jobs: small, idempotent, run by `manage.py upkeep` when they are due.

An app puts its own in `<app>/chores.py`:

    @chore(every=timedelta(hours=1), name="groups.expire_invitations")
    def expire_invitations(): ...

Nothing a person waits for depends on them: where the clock decides, state is derived.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

logger = logging.getLogger(__name__)

RETRY_AFTER = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(
    hours=1
)  # a run this old without an end died with its process; sooner for frequent ones


class ChoreRun(models.Model):
    """When one chore last ran, and how it went. The row is also what decides who runs it."""

    class Outcome(models.TextChoices):
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    name = models.CharField(primary_key=True, max_length=100)
    last_started = models.DateTimeField(null=True)
    last_ended = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        app_label = "community"

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Chore:
    """One job: its name, how often it is due, and what to call."""

    name: str
    every: timedelta
    call: Callable[[], object]


register: dict[str, Chore] = {}


def chore(*, every, name):
    """Put a function without arguments on the register. Running it twice must do no harm."""

    def enter(function):
        if name in register:
            raise ValueError(f"Two chores are called {name}.")
        register[name] = Chore(name=name, every=every, call=function)
        return function

    return enter


def known():
    """Every chore of every installed app, by name."""
    autodiscover_modules("chores")
    return [register[name] for name in sorted(register)]


def is_due(*, chore, now):
    """Whether `run` would take this chore at this moment."""
    rows = ChoreRun.objects.filter(name=chore.name)
    return not rows.exists() or rows.filter(_due_at(chore, now)).exists()


def _due_at(chore, now):
    """The condition under which a chore's row may be taken for a run at this moment."""
    retry = min(chore.every, RETRY_AFTER)
    return (
        Q(last_started=None)
        | Q(outcome=ChoreRun.Outcome.DONE, last_started__lte=now - chore.every)
        | Q(outcome=ChoreRun.Outcome.FAILED, last_ended__lte=now - retry)
        | _abandoned_at(chore, now)
    )


def run(*, chore, even_if_not_due=False):
    """Run one chore now if nobody else does; returns its outcome, or None when it was not its turn.

    One conditional update takes the row, so two processes never run the same chore at once.
    A failure is logged and returned, never raised: the others still get their turn.
    """
    now = timezone.now()
    ChoreRun.objects.get_or_create(name=chore.name)
    idle = ~Q(outcome=ChoreRun.Outcome.RUNNING) | _abandoned_at(chore, now)
    condition = idle if even_if_not_due else _due_at(chore, now)
    mine = ChoreRun.objects.filter(condition, name=chore.name)
    if not mine.update(last_started=now, last_ended=None, outcome=ChoreRun.Outcome.RUNNING):
        return None
    outcome = _outcome_of(chore)
    # Only the run that still owns the row may close it: another may have taken over meanwhile.
    ChoreRun.objects.filter(name=chore.name, last_started=now).update(
        last_ended=timezone.now(), outcome=outcome
    )
    return outcome


def _abandoned_at(chore, now):
    given_up = min(GIVEN_UP_AFTER, max(RETRY_AFTER, 3 * chore.every))
    return Q(outcome=ChoreRun.Outcome.RUNNING, last_started__lte=now - given_up)


def _outcome_of(chore):
    try:
        chore.call()
    except Exception:  # one broken job must not keep the others from running
        logger.exception("chore.failed", extra={"facts": {"chore": chore.name}})
        return ChoreRun.Outcome.FAILED
    logger.info("chore.done", extra={"facts": {"chore": chore.name}})
    return ChoreRun.Outcome.DONE
