"""Seats: taken, left, ended, quietened."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.actions.person import create_member
from community.accounts.models import User
from community.audit.actions import record
from community.verdicts import require
from groups import aliases, rules
from groups.actions.agreement import check_in_force, sign_agreement
from groups.actions.ending import end
from groups.actions.room import locked, tell_everyone, tell_own, tell_staff
from groups.models import AgreementText, Invitation, Membership, Muting, PeerGroup, Room
from groups.models.group import free_seats
from groups.signals import seat_removed, seat_taken


class NoFreeSeat(ValidationError):  # noqa: N818 - it says what happened
    """All seats were taken by the time this person pressed. The invitation stays good."""

    def __init__(self):
        super().__init__(_("All seats in this group have been taken in the meantime."), code="full")


@transaction.atomic
def accept(*, invitation: Invitation, user: User, alias: str, text: AgreementText) -> Membership:
    """Take the invited person's seat: promise, alias and seat together, or nothing. Pressing twice is safe.

    The group's row is locked, so however many press at once, no seat is given twice and none too many.
    Raises NoFreeSeat, ValidationError (the alias, or a newer agreement) or PermissionDenied.
    """
    room = _locked_room(invitation.group_id)
    group = room.group
    fresh = Invitation.objects.select_for_update(of=("self",)).select_related("membership")
    invitation = fresh.get(pk=invitation.pk)
    invitation.group = group
    seat = group.memberships.current().filter(user=user).first()
    if seat is not None and invitation.membership_id == seat.pk:
        return seat  # pressed twice
    require(rules.may_accept(invitation))
    require(rules.may_sit(user, seat))
    membership = _promise_and_sit(group, user, alias, text)
    invitation.membership, invitation.accepted_at = membership, membership.joined_at
    invitation.save(update_fields=["membership", "accepted_at"])
    record(user, "invitation.accepted", invitation)
    _tell_seats(room)
    return membership


@transaction.atomic
def join(
    *,
    invitation: Invitation,
    alias: str,
    text: AgreementText,
    username: str,
    passphrase: str,
    email: str,
    language: str,
) -> Membership:
    """Open an account for the invited person and take their seat with it, or neither. Raises like `accept`.

    The passphrase was validated by the form. The account's sign-in name may have got another ending.
    """
    _locked_room(invitation.group_id)  # before the audit's, which opening an account writes to
    require(rules.may_accept(invitation))
    user = create_member(username=username, passphrase=passphrase, language=language, email=email)
    membership = accept(invitation=invitation, user=user, alias=alias, text=text)
    membership.user = user
    return membership


@transaction.atomic
def join_board(*, board: PeerGroup, user: User, alias: str, text: AgreementText) -> Membership:
    """Take a seat on a board by oneself: promise, alias and seat together, or nothing. Pressing twice is safe.

    What staff there had asked of somebody who comes back holds on. Raises NoFreeSeat, ValidationError (the alias, or a
    newer agreement) or PermissionDenied.
    """
    # Seats in groups are locked before the board: whoever ends the last one looks after it who is on boards.
    opening = Membership.objects.opening(board).filter(user=user)
    list(opening.select_for_update(of=("self",), no_key=True))
    board = _locked_room(board.pk).group
    is_open = PeerGroup.objects.open_to(user).filter(pk=board.pk).exists()
    had = list(board.memberships.filter(user=user))
    if current := next((seat for seat in had if seat.is_current), None):
        return current  # pressed twice
    require(rules.may_join(user, board, had=had, is_open=is_open))
    seat = _promise_and_sit(board, user, alias, text)
    if had:
        _go_on_as(max(had, key=lambda each: each.left_at), seat)
    return seat


def _go_on_as(last, seat):
    """Coming back takes one press: else it would end what staff asked of the seat before, and whom people folded away.

    Under another name nobody is folded away any more: the lists of who is would join the two names.
    """
    seat.is_read_first, seat.muted_until = last.is_read_first, last.muted_until
    seat.save(update_fields=["is_read_first", "muted_until"])
    Muting.objects.filter(by=last).update(by=seat)
    if seat.alias == last.alias:
        Muting.objects.filter(whom=last).update(whom=seat)


def _promise_and_sit(group, user, alias, text):
    """Needs the group's row locked. Raises NoFreeSeat or ValidationError."""
    check_in_force(text=text, group=group)
    number = _lowest_free_seat(group)
    membership = _sit(group, user, number, aliases.check(alias, group=group, user=user))
    sign_agreement(membership=membership, actor=user, text=text)
    return membership


def _lowest_free_seat(group):
    """Needs the group's row locked. Raises NoFreeSeat."""
    numbers = free_seats(group)
    if not numbers:
        raise NoFreeSeat
    return numbers[0]


def _sit(group, user, number, alias, part=Membership.Part.MEMBER):
    membership = Membership.objects.create(group=group, user=user, alias=alias, part=part, seat_number=number)
    record(user, "seat.taken", membership, seat=number, part=str(part))
    seat_taken.send(Membership, seat=membership)
    return membership


@transaction.atomic
def seat_staff(
    *, group: PeerGroup, user: User, actor: User, alias: str = "", part: str = Membership.Part.FACILITATOR
) -> Membership:
    """Give a professional, or a trained peer beside one, their seat in a group. It counts like any other."""
    require(rules.may_seat(actor, user, part))
    room = _locked_room(group.pk)
    group = room.group
    if group.memberships.current().filter(user=user).exists():
        raise ValidationError(_("This person already has a seat in this group."), "seated")
    number = _lowest_free_seat(group)
    alias = aliases.check_staff(alias or user.display_name, group=group)
    membership = _sit(group, user, number, alias, Membership.Part(part))
    record(actor, "seat.given", membership, part=membership.part)
    _tell_seats(room)
    return membership


@transaction.atomic
def leave(*, membership: Membership, actor: User):
    """Give up one's own seat, now. Every page this person has open in the room closes."""
    membership = _locked(membership)
    require(rules.may_leave(actor, membership))
    end(seat=membership, how=Membership.End.LEFT)
    record(actor, "seat.left", membership)


@transaction.atomic
def remove(*, membership: Membership, actor: Membership, reason: str = "", rule: str = "kind"):
    """Ask somebody to leave: their seat ends now, on every open page. They are told by which house rule.

    `reason`: what staff say of it in their own words. Whoever listens writes the statement of reasons in the same
    transaction (Digital Services Act art. 17), so no seat ends without one.
    """
    membership, actor = _locked_by(actor, membership)
    require(rules.may_remove(actor.user, actor, membership))
    end(seat=membership, how=Membership.End.REMOVED)
    seat_removed.send(Membership, seat=membership, by=actor.user, rule=rule, reason=reason)
    record(actor.user, "seat.removed", membership, reason)


@transaction.atomic
def unseat_staff(*, membership: Membership, actor: User):
    """End a seat of staff: somebody else leads now, or nobody yet."""
    membership = _locked(membership)
    require(rules.may_unseat(actor, membership))
    end(seat=membership, how=Membership.End.LEFT)
    record(actor, "seat.ended", membership)


@transaction.atomic
def mute(*, membership: Membership, actor: Membership, minutes: int | None = None):
    """Ask somebody to listen for a while (None: until the meeting ends). They still read, and may call."""
    membership, actor = _locked_by(actor, membership)
    require(rules.may_quieten(actor.user, actor, membership))
    membership.muted_until = _moment(membership.group.room, minutes)
    membership.save(update_fields=["muted_until"])
    record(actor.user, "seat.muted", membership, until=membership.muted_until.isoformat(timespec="seconds"))
    _tell_speaking(membership)


def _moment(room, minutes):
    if minutes:
        return timezone.now() + timedelta(minutes=minutes)
    meeting = room.meeting()
    if meeting is None:
        raise ValidationError(_("There is no meeting now. Choose a number of minutes."), "no_meeting")
    # A meeting that runs over still ends; whoever asked wants it quiet until then.
    return max(meeting.ends_at, timezone.now() + timedelta(minutes=10))


@transaction.atomic
def unmute(*, membership: Membership, actor: Membership):
    """Let somebody speak again."""
    membership, actor = _locked_by(actor, membership)
    require(rules.may_quieten(actor.user, actor, membership))
    if membership.muted_until is None:
        return
    membership.muted_until = None
    membership.save(update_fields=["muted_until"])
    record(actor.user, "seat.unmuted", membership)
    _tell_speaking(membership)


@transaction.atomic
def read_first(*, membership: Membership, actor: Membership):
    """From now on staff read this person's words before others see them."""
    _set_read_first(membership, actor, on=True)


@transaction.atomic
def stop_reading_first(*, membership: Membership, actor: Membership):
    """This person's words go straight to the room again. What is held already still waits for a decision."""
    _set_read_first(membership, actor, on=False)


def _set_read_first(membership, actor, *, on):
    membership, actor = _locked_by(actor, membership)
    require(rules.may_quieten(actor.user, actor, membership))
    if membership.is_read_first == on:
        return
    membership.is_read_first = on
    membership.save(update_fields=["is_read_first"])
    record(actor.user, "seat.read_first" if on else "seat.not_read_first", membership)
    _tell_speaking(membership)


def _tell_seats(room):
    tell_everyone(room=room, parts=("seats",))
    tell_staff(room=room, parts=("people",))


def _tell_speaking(membership):
    """Whether somebody may speak: for their own pages, and for those of staff."""
    tell_own(room=membership.group.room, seat=membership, parts=("own_seat",))
    tell_staff(room=membership.group.room, parts=("people",))


def _locked(membership):
    """The seat as it stands now, its row locked until the transaction ends; the room's first, as everywhere."""
    return _latest(membership, Room.objects.locked(membership.group.room))


def _locked_by(actor, membership):
    """The same for those who lead, with their own seat as it stands now."""
    room, actor = locked(room=membership.group.room, actor=actor)
    return _latest(membership, room), actor


def _latest(membership, room):
    fresh = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
    fresh.group = room.group
    return fresh


def _locked_room(group_id):
    """The room of a group whose seats are given: the group's row is locked first, then the room's."""
    # NO KEY: making an invitation to the group need not wait, nor wait for us while we wait for it.
    group = PeerGroup.objects.select_for_update(no_key=True).get(pk=group_id)
    return Room.objects.locked(group.room)
