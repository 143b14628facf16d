"""How often one person may press: hands, breaks and signs. Counted in the cache, so by all processes together."""

from contextlib import contextmanager
from math import ceil

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.pace import Pace

BUSY_SECONDS = 5  # a press that never ended its counting holds the next one up no longer


def counted(seat):
    """Whether this person may press now; a yes is counted. Two presses in the same instant are never both a yes."""
    if not settings.SIGN_PACE:
        return YES
    pace, now = Pace(*settings.SIGN_PACE), timezone.now()
    key = f"presses:{seat.pk}"
    with _alone(key) as is_alone:
        times = [moment for moment in cache.get(key, ()) if moment > now - pace.window]
        wait = pace.wait(times, now) if is_alone else pace.seconds
        if wait:
            return no(_("Wait a moment, then press again."), seconds=ceil(wait))
        cache.set(key, [*times, now], pace.window.total_seconds())
    return YES


@contextmanager
def _alone(key):
    is_alone = cache.add(f"{key}:busy", True, BUSY_SECONDS)
    try:
        yield is_alone
    finally:
        if is_alone:
            cache.delete(f"{key}:busy")
