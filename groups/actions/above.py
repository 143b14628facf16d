"""What moderators decide about words and seats of a group. They have no seat in it: the caller has checked the right.

Each of these leaves an entry in the audit, like what the group's own staff decide, and is told to the same open pages.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.audit.actions import record
from groups.actions.deciding import ROOM
from groups.actions.ending import end
from groups.actions.room import tell_everyone, tell_own, tell_staff
from groups.models import Membership, Message, PeerGroup, Room
from groups.models.group import free_seats

NO_SEAT = gettext_lazy("The seat cannot be given back: there is no free one for this person.")


class Above:
    """What moderators decide about words. They have no seat there: the caller has checked the right.

    Each leaves the same entry in the log as a decision of the group's own staff, and open pages are told the same.
    Raises ValidationError when somebody has decided otherwise meanwhile.
    """

    def __init__(self, home):
        self.home = home

    @transaction.atomic
    def release(self, *, words, by):
        """Let words through that wait or were given back."""
        return self.home.release(words=self._standing(words, *Message.WAITING), by=by)

    @transaction.atomic
    def give_back(self, *, words, by, reason):
        """Give held words back to their author, with the reason."""
        return self.home.give_back(words=self._standing(words, Message.State.HELD), by=by, reason=reason)

    @transaction.atomic
    def hold_again(self, *, words, by):
        """Words that were given back wait for staff again, as before anybody decided: they were never shown."""
        return self.home.hold_again(words=self._standing(words, Message.State.RETURNED), by=by)

    @transaction.atomic
    def hide(self, *, words, by, reason):
        """Take words out of everyone's view."""
        return self.home.hide(words=self._standing(words, Message.State.SHOWN), by=by, reason=reason)

    @transaction.atomic
    def restore(self, *, words, by):
        """Show hidden words again, in their old place."""
        return self.home.restore(words=self._standing(words, Message.State.HIDDEN), by=by)

    def forget_found(self, *, besides):
        """Forget what screeners saw in words that their author took back, once it shows nobody any crisis lines.

        `besides`: the ids of words that somebody still has to decide about.
        """
        gone = self.home.model.objects.filter(state=Message.State.RETRACTED, found__isnull=False)
        gone = gone.filter(said_at__lt=timezone.now() - self.home.help_stays)
        gone.exclude(pk__in=besides).update(found=None)

    def _standing(self, words, *states):
        words = self.home.as_now(words)
        if words.state not in states:
            raise ValidationError(_("Somebody has already decided about these words."), "decided")
        return words


WORDS = Above(ROOM)


@transaction.atomic
def read_first(*, seat, until, by):
    """Staff read this person's words before others do, until then; None: no longer. It ends by the clock."""
    _set_until(seat, "read_first_until", until, by, "seat.read_first" if until else "seat.not_read_first")


@transaction.atomic
def let_listen(*, seat, until, by):
    """This person listens only, until then; None: they may speak again. It ends by the clock."""
    _set_until(seat, "listens_until", until, by, "seat.muted" if until else "seat.unmuted")


def _set_until(seat, field, until, by, action):
    seat = _locked(seat)
    setattr(seat, field, until)
    seat.save(update_fields=[field])
    record(by, action, seat, **{"until": until.isoformat(timespec="seconds")} if until else {})
    room = seat.group.room
    if seat.is_current and seat.user:
        tell_own(room=room, seat=seat, parts=("own_seat",))
    tell_staff(room=room, parts=("people",))


@transaction.atomic
def end_seat(*, seat, by, reason):
    """End a membership, on every open page, now. Pressing twice changes nothing."""
    seat = _locked(seat)
    if not seat.is_current:
        return
    end(seat=seat, how=Membership.End.REMOVED)
    record(by, "seat.removed", seat, reason)


@transaction.atomic
def give_seat_back(*, seat, by):
    """Undo `end_seat`: the same seat, or the lowest free one. Raises ValidationError when no seat is free."""
    group = PeerGroup.objects.select_for_update(no_key=True).get(pk=seat.group_id)
    seat = _locked(seat)
    if seat.is_current or seat.user is None:
        return
    numbers = free_seats(group)
    if group.is_board and not Membership.objects.opening(group).filter(user=seat.user).exists():
        raise ValidationError(NO_SEAT, "not_open")
    if not numbers or group.ended_at or group.memberships.current().filter(user=seat.user).exists():
        raise ValidationError(NO_SEAT, "full")
    seat.seat_number = seat.seat_number if seat.seat_number in numbers else numbers[0]
    seat.left_at, seat.end = None, ""
    seat.save(update_fields=["seat_number", "left_at", "end"])
    record(by, "seat.given_back", seat)
    _tell_seats(seat.group.room)


def _tell_seats(room):
    tell_everyone(room=room, parts=("seats",))
    tell_staff(room=room, parts=("people",))


def _locked(seat):
    """The seat as it stands now, its row locked after the room's, as everywhere."""
    room = Room.objects.locked(seat.group.room)
    fresh = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=seat.pk)
    fresh.group = room.group
    return fresh
