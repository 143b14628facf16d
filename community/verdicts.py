"""The answer to "may this person do that": a yes, or a no that says why.

A verdict is truthy or falsy, so `if may_say(...)` reads as it should; the reason of a no is
one sentence fit to show to the person it concerns, and templates print it as it is.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """A yes when there is no reason against, else a no."""

    reason: str = ""
    seconds: int | None = (
        None  # after which the same is no longer refused; None when only somebody's act changes it
    )

    def __bool__(self):
        return not self.reason


YES = Verdict()


def no(reason, *, seconds=None):
    """Refuse, with the sentence the person will read. An empty one is a programmer's slip: ValueError.

    `seconds`: what is refused only for being too soon may be tried again by itself then.
    """
    if not reason:
        raise ValueError("A no needs a reason.")
    return Verdict(reason, seconds)


def require(verdict):
    """Let a yes pass; raise PermissionDenied with the reason of a no, and its `seconds`."""
    if not verdict:
        refusal = PermissionDenied(verdict.reason)
        refusal.seconds = verdict.seconds
        raise refusal
