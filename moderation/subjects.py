"""What can be decided about what, and which action below does it and undoes it: the one table.

A subject is what a case is about: words of a room or a forum, or only somebody (`person`). A measure is done by the
app the subject lives in, by that app's own action; moderation never writes into its rows.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.accounts.actions.person import set_standing
from community.accounts.models import User
from community.forum.actions.above import WORDS as IN_FORUM
from community.forum.models import Reply
from groups.actions import above
from groups.actions.above import WORDS as IN_ROOM
from groups.models import Membership, Message
from moderation.models import Decision, Sanction
from moderation.reasons import why

Measure, State = Decision.Measure, Message.State
SEALED = ("facts", "reasons")
HOMES = {Message: IN_ROOM, Reply: IN_FORUM}  # who acts where words stand


@dataclass(frozen=True)
class Deed:
    """What a measure needs to be possible, what it does, and how that is undone."""

    needs: tuple = ()  # of "person", "seat"
    states: tuple = ()  # of the words; () for measures that are not about words
    do: Callable | None = None
    undo: Callable | None = None


def _above(words):
    return HOMES[type(words)]


def _let_through(case, decision, by):
    _above(case.words).release(words=case.words, by=by)


def _give_back(case, decision, by):
    _above(case.words).give_back(words=case.words, by=by, reason=why(decision))


def _hide(case, decision, by):
    _above(case.words).hide(words=case.words, by=by, reason=why(decision))


def _put_back(case, decision, by):
    """Words go back to where the decision found them: shown, or waiting for staff; never shown for the first time.

    Only words that are still as the decision left them: taken back since, shown again, or taken anew by the room or
    by another decision, they stay so.
    """
    if case.words is None or not _holds_words_alone(decision, case.words):
        return
    if case.words.state == State.HIDDEN:
        _above(case.words).restore(words=case.words, by=by)
    elif case.words.state == State.RETURNED:
        _above(case.words).hold_again(words=case.words, by=by)


def _holds_words_alone(decision, words):
    """Whether moderation took these words last, not their room, and no other decision keeps them."""
    taking = Decision.objects.about_words(words).filter(takes_words=True)
    if taking.filter(undone_at=None).exclude(pk=decision.pk).exists():
        return False
    return any(words.decided_by_id == (one.second_by_id or one.made_by_id) for one in taking.defer(*SEALED))


def _read_first(case, decision, by):
    seat = decision.sanction.seat
    above.read_first(seat=seat, until=_latest(decision, seat.read_first_until), by=by)


def _let_listen(case, decision, by):
    seat = decision.sanction.seat
    above.let_listen(seat=seat, until=_latest(decision, seat.listens_until), by=by)


def _stop_reading_first(case, decision, by):
    for seat in _seats_under(decision.sanction):
        above.read_first(seat=seat, until=_what_else_holds(decision), by=by)


def _let_speak(case, decision, by):
    for seat in _seats_under(decision.sanction):
        above.let_listen(seat=seat, until=_what_else_holds(decision), by=by)


def _seats_under(sanction):
    """Every seat its person has or had in the group: it holds for the person there, not for one seat."""
    if sanction.person_id is None:
        return ()
    return Membership.objects.filter(user=sanction.person_id, group=sanction.group_id).select_related(
        "group__room"
    )


def _end_seat(case, decision, by):
    above.end_seat(seat=decision.sanction.seat, by=by, reason=why(decision))


def _give_seat_back(case, decision, by):
    """Where there is one to give: a decision that was wrong is undone all the same."""
    if seat := decision.sanction.seat:
        try:
            above.give_seat_back(seat=seat, by=by)
        except ValidationError as refusal:
            decision.not_undone = refusal.message


def _pause(case, decision, by):
    person = _not_closed(case.person)
    until = _latest(decision, person.paused_until)
    set_standing(person=person, standing="paused", actor=by, reason=why(decision), until=until)


def _close(case, decision, by):
    set_standing(person=_not_closed(case.person), standing="closed", actor=by, reason=why(decision))


def _not_closed(person):
    """The person as they stand now, their row locked: what two closed for good, a pause does not open again."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.standing == User.Standing.CLOSED:
        raise ValidationError(_("This cannot be done here any more. Look at the case again."), "not_here")
    return person


def _reinstate(case, decision, by):
    """Back to what else holds for this person: another pause, a closed account, or nothing."""
    person = decision.sanction.person
    if person is None:
        return
    others = Sanction.objects.current().filter(person=person).exclude(decision=decision)
    if others.filter(kind=Sanction.Kind.CLOSE_ACCOUNT).exists():
        return
    pause = others.filter(kind=Sanction.Kind.PAUSE).order_by("ends_at").last()
    standing, until = ("paused", pause.ends_at) if pause else ("active", None)
    set_standing(person=person, standing=standing, actor=by, reason=why(decision), until=until)


def _latest(decision, until):
    """A new measure never shortens what holds already."""
    return max(filter(None, (decision.ends_at, until)))


def _what_else_holds(decision):
    """Until when the same measure holds by another decision; None when by no other."""
    sanction = decision.sanction
    facts = {"person": sanction.person_id, "group": sanction.group_id, "kind": sanction.kind}
    others = Sanction.objects.current().filter(**facts).exclude(pk=sanction.pk)
    return max(others.values_list("ends_at", flat=True), default=None)


DEEDS = {
    Measure.RELEASE: Deed(states=(State.HELD,), do=_let_through),
    Measure.RETURN: Deed(states=(State.HELD,), do=_give_back, undo=_put_back),
    Measure.NONE: Deed(),
    Measure.REMIND: Deed(needs=("person",)),
    Measure.HIDE: Deed(states=(State.SHOWN,), do=_hide, undo=_put_back),
    Measure.HOLD_FIRST: Deed(needs=("seat",), do=_read_first, undo=_stop_reading_first),
    Measure.MUTE: Deed(needs=("seat",), do=_let_listen, undo=_let_speak),
    Measure.PAUSE: Deed(needs=("person",), do=_pause, undo=_reinstate),
    Measure.END_SEAT: Deed(undo=_give_seat_back),
    Measure.END_MEMBERSHIP: Deed(needs=("seat",), do=_end_seat, undo=_give_seat_back),
    Measure.CLOSE_ACCOUNT: Deed(needs=("person",), do=_close, undo=_reinstate),
}
OF_PERSONS = (
    Measure.REMIND,
    Measure.HOLD_FIRST,
    Measure.MUTE,
    Measure.PAUSE,
    Measure.END_MEMBERSHIP,
    Measure.CLOSE_ACCOUNT,
)
SUBJECTS = {
    "words": (Measure.RELEASE, Measure.RETURN, Measure.NONE, Measure.HIDE, *OF_PERSONS),
    "person": (Measure.NONE, *OF_PERSONS),
}
TAKING = (Measure.RETURN, Measure.HIDE)  # take the words by themselves; others may besides
OF_ACCOUNTS = (Measure.PAUSE, Measure.CLOSE_ACCOUNT)  # there is nothing to pause or close where it is closed
WAITS = (Measure.NONE, Measure.REMIND)  # leave words where they are, so they do not fit words that wait


def measures_for(case, seat):
    """The measures possible for this case as it stands now, lightest first. `seat`: see `seat_of`."""
    has = {"person": case.person_id is not None, "seat": seat is not None}
    state = case.words.state if case.words else None
    kind = "words" if case.words else "person"
    is_closed = case.person is not None and case.person.standing == User.Standing.CLOSED
    return [
        measure
        for measure in DEEDS
        if measure in SUBJECTS[kind]
        and all(has[need] for need in DEEDS[measure].needs)
        and (not DEEDS[measure].states or state in DEEDS[measure].states)
        and not (state == State.HELD and measure in WAITS)
        and not (is_closed and measure in OF_ACCOUNTS)
    ]


def takes_two(case, measure):
    """What lasts for ever, and a pause of somebody who has a duty: nobody alone stops a colleague's work."""
    if measure in Decision.FINAL:
        return True
    return measure == Measure.PAUSE and case.person is not None and case.person.is_staff_somewhere


def seat_of(case):
    """The seat a measure in the group would be about: the person's own, as long as they have it. Not one of staff,
    which the coordinators change. One query at most."""
    if case.person_id is None or case.group_id is None:
        return None
    seats = Membership.objects.current().filter(user=case.person_id, group=case.group_id)
    return seats.exclude(part__in=Membership.STAFF).select_related("group__room").first()


def do(case, decision, by):
    """Carry out what was decided, by the action of the app it concerns."""
    if deed := DEEDS[decision.measure].do:
        deed(case, decision, by)
    if decision.takes_words and decision.measure not in TAKING and case.words:
        taking = {State.HELD: _give_back, State.SHOWN: _hide}.get(case.words.state)
        if taking:  # they may have been taken back since it was proposed
            taking(case, decision, by)


def undo(case, decision, by):
    """Put everything back as if it had not been decided, as far as nobody has changed it since."""
    if deed := DEEDS[decision.measure].undo:
        deed(case, decision, by)
    if decision.takes_words and decision.measure not in TAKING:
        _put_back(case, decision, by)
