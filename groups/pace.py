"""How fast one person may write: a rhythm for everyone, and slow mode in a room that asks for it. Pure counting."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings


@dataclass(frozen=True)
class Pace:
    """So many messages at once, and one more for every so many seconds."""

    at_once: int
    seconds: float

    @property
    def window(self):
        """How far back what somebody said still counts."""
        return timedelta(seconds=max(60.0, self.seconds * self.at_once))

    def wait(self, times, now):
        """Seconds until this person may write again, 0 when they may now. `times`: when they wrote, oldest first.

        In any stretch of time up to the window there are at most `at_once` messages and one for every `seconds`.
        """
        waits = [0.0]
        for back, moment in enumerate(reversed(times), start=1):
            if back >= self.at_once:
                earliest = moment + timedelta(seconds=(back - self.at_once + 1) * self.seconds)
                waits.append((earliest - now).total_seconds())
        return max(waits)


def of(membership):
    """The pace this person keeps, by SAY_PACE: {"member": (at once, seconds), "staff": …}; None for none."""
    pace = settings.SAY_PACE.get("staff" if membership.is_staff else "member")
    return Pace(*pace) if pace else None


def window():
    """How far back anybody's pace looks; None when nobody has one."""
    return max((Pace(*pace).window for pace in settings.SAY_PACE.values()), default=None)


def slow_wait(times, now, seconds):
    """Seconds left in slow mode: so many between two messages of one person, 0 for none."""
    if not seconds or not times:
        return 0.0
    return max(0.0, (times[-1] + timedelta(seconds=seconds) - now).total_seconds())
