"""Signs: a raised hand, a break. Shown to all, without a word and without a clock; members' own, so not audited."""

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.actions.room import locked, tell_everyone, tell_own, tell_staff
from groups.actions.round import step_aside, step_back
from groups.models import Membership, Sign


@transaction.atomic
def raise_hand(*, room, actor: Membership):
    """Ask for the word. Pressed again, the hand stays up, and its place in the row."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_raise_hand(actor.user, actor, room, room.meeting()))
    if _put_up(room, actor, Sign.Kind.HAND):
        _tell(room, actor)


@transaction.atomic
def lower_hand(*, room, actor: Membership):
    """Take one's own hand down."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_sign(actor.user, actor, room, room.meeting()))
    if _take_down(room, actor, Sign.Kind.HAND):
        _tell(room, actor)


@transaction.atomic
def take_break(*, room, actor: Membership):
    """Step away for a while. The turn does not wait for who is on a break; it comes last to them."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_sign(actor.user, actor, room, room.meeting()))
    if _put_up(room, actor, Sign.Kind.BREAK):
        _tell(room, actor)
        step_aside(room=room, seat=actor)


@transaction.atomic
def come_back(*, room, actor: Membership):
    """Be there again after a break."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_sign(actor.user, actor, room, room.meeting()))
    if _take_down(room, actor, Sign.Kind.BREAK):
        _tell(room, actor)
        step_back(room=room, seat=actor)


@transaction.atomic
def give_word(*, sign: Sign, actor: Membership):
    """Give the word to whoever raised that hand; it goes down. Somebody else may have done so already."""
    room, actor = locked(room=sign.room, actor=actor)
    require(rules.may_run(actor.user, actor, room))
    if _take_down(room, sign.seat, sign.kind):
        record(actor.user, "hand.given", sign.seat)
        _tell(room, sign.seat)


@transaction.atomic
def leave_signs(*, room, seat: Membership):
    """A seat has ended, and with it what the person showed. Needs the room's row locked."""
    if room.signs.filter(seat=seat).delete()[0]:
        tell_staff(room=room, parts=("hands",))


def _put_up(room, seat, kind):
    """Says whether it was not up yet; what is left of an earlier meeting is put up anew."""
    if room.signs.of_kind(kind).filter(seat=seat).exists():
        return False
    Sign.objects.update_or_create(room=room, seat=seat, kind=kind, defaults={"since": timezone.now()})
    return True


def _take_down(room, seat, kind):
    return bool(room.signs.filter(seat=seat, kind=kind).delete()[0])


def _tell(room, seat):
    """The circle for everybody, the row of hands for staff, and the buttons of that person."""
    tell_everyone(room=room, parts=("seats",))
    tell_staff(room=room, parts=("hands",))
    tell_own(room=room, seat=seat, parts=("my_signs",))
