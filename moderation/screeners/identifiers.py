"""What tells who somebody is or where they are: held until its author or a moderator has looked at it.

People come here without their names. Numbers count when their check digits do; numbers of crisis lines never.
"""

from community.screening import Finding, once
from moderation.screeners import accounts, digits, numbers, phones, places
from moderation.screeners.normalising import is_too_much, shown
from moderation.screeners.wording import may_wait, unread

LOW = 1  # what identifies no person: noted, not held
UNREAD = "unread"  # no kind: there are more digits than are read


def screen(text, *, author, place):
    """One finding for each kind of identifier, never what it says."""
    kinds = kinds_in(once(shown, text), known=lambda: _aliases_at(place))
    waits = may_wait(author)
    found = [
        Finding(f"identifiers.{what}", level, holds=waits and level > LOW)
        for what, level in kinds
        if what != UNREAD
    ]
    return [*found, unread(author)] if (UNREAD, LOW) in kinds or once(is_too_much, text) else found


def kinds_in(text, *, known=frozenset):
    """(what, level) of all that a text as shown tells."""
    found = [*accounts.found_in(text, known=known), *places.found_in(text)]
    if numbers.tells_hetu(text):  # its last letter may look like a digit
        found.append(("hetu", 3))
    text = digits.with_digits(text)
    if runs := _runs(text):
        found += numbers.found_in(text, runs)
        undated = phones.without_dates(text)
        undated_runs = _runs(undated) if undated != text else runs
        if any(map(phones.is_phone, undated_runs)) or phones.is_called_one(undated):
            found.append(("phone", 3))
        if digits.are_too_many(text) or phones.are_too_many(undated_runs):
            found.append((UNREAD, LOW))
    return found


def _runs(text):
    """Runs of digits, numbers of crisis lines taken out."""
    return [run.without(phones.crisis_numbers()) for run in digits.runs(text)]


def _aliases_at(place):
    """How people of a group call each other: an `@` before that is no account elsewhere."""
    seats = getattr(getattr(place, "group", None), "memberships", None)
    return (
        frozenset(alias.lower() for alias in seats.values_list("alias", flat=True)) if seats else frozenset()
    )
