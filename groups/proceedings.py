"""What a group does together beside the talk, as pieces of its page: agenda, round, quiet time, hands and breaks."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.lean import Lean
from groups import fragments
from groups.models import Meeting, Room, Sign, Turn
from groups.models.sign import LAST

PACES = list(
    zip(Room.SLOW, [_("as it comes"), _("every 30 s"), _("every minute"), _("every 2 minutes")], strict=True)
)


def agenda_of(room, found=None):
    """What the meeting is about, pinned for everybody; empty when nothing is written. One query."""
    meeting = found.meeting if found else room.meeting()
    if meeting is None or not (meeting.theme or meeting.agenda):
        return ""
    return fragments.piece(
        "groups/meeting/_agenda.html", room, {"meeting": meeting, "steps": steps_of(meeting)}
    )


def steps_of(meeting: Meeting):
    """The agenda's lines without the empty ones."""
    return [line.strip() for line in meeting.agenda.splitlines() if line.strip()]


# --- The round ----------------------------------------------------------------------------
def turns_of(room):
    """The turns of the round going on, in their order, of those who still have a seat. One query; none elsewhere."""
    if room.mode != Room.Mode.ROUND:
        return []
    turns = Turn.objects.filter(round__room=room, round__ended_at=None, seat__left_at=None)
    return list(turns.in_order().select_related("seat", "round__room__group"))


def round_of(room):
    """The prompt, whose turn it is, who is still to come, and who has had theirs. Two queries; none elsewhere."""
    facts = _round(room)
    return fragments.piece("groups/round/_round.html", room, facts) if facts else ""


def leading_of(room):
    """What those who lead can do with the round, or with the quiet time. Three queries in a round, none elsewhere."""
    if room.is_quiet:
        return fragments.piece("groups/round/_quiet_leading.html", room, {})
    facts = _round(room)
    if not facts:
        return ""
    members = room.group.memberships.current().exclude(pk__in=[turn.seat_id for turn in facts["turns"]])
    facts["others"] = [seat for seat in members.order_by("seat_number") if not seat.is_staff]
    return fragments.piece("groups/round/_leading.html", room, facts)


def _round(room):
    turns = turns_of(room)
    if not turns:
        return None
    signs = signs_of(room)
    for turn in turns:
        turn.is_resting = Sign.Kind.BREAK in signs.get(turn.seat_id, ())
    waiting = [turn for turn in turns if turn.state == Turn.State.WAITING]
    return {
        "going_on": turns[0].round,
        "turns": turns,
        "turn": next((turn for turn in turns if turn.state == Turn.State.NOW), None),
        "next": next((turn for turn in waiting if not turn.is_resting), None),
        "to_come": waiting,
        "had": [turn for turn in turns if not turn.is_open],
    }


def my_turn_of(room, seat):
    """For the one whose turn it is: that it is, and how it ends; for those still to come, how to let it pass by.

    One query; none outside a round.
    """
    if room.mode != Room.Mode.ROUND:
        return ""
    turn = Turn.objects.filter(round__room=room, round__ended_at=None, seat=seat).first()
    if turn is None or not turn.is_open:
        return ""
    return fragments.piece(
        "groups/round/_mine.html", room, {"turn": turn, "is_on": turn.state == Turn.State.NOW}
    )


# --- Quiet, slow --------------------------------------------------------------------------
def quiet_of(room):
    """How long it is still quiet; empty when it is not. No query."""
    if not room.is_quiet:
        return ""
    left = max(0, int((room.quiet_until - timezone.now()).total_seconds())) if room.quiet_until else None
    return fragments.piece("groups/round/_quiet.html", room, {"left": left})


def slow_of(room):
    """The switch of slow mode. No query."""
    return fragments.piece("groups/round/_slow.html", room, {"paces": PACES})


# --- Signs --------------------------------------------------------------------------------
def signs_of(room):
    """What each seat shows: {seat id: kinds}. One query."""
    shown = {}
    for seat, kind in signs_up.ask(room_id=room.pk, since=timezone.now() - LAST):
        shown.setdefault(seat, set()).add(kind)
    return shown


def _signs(room_id, since):
    up = Sign.objects.filter(room=room_id, since__gt=since)  # as SignQuerySet.shown has it
    return up.order_by("since").values_list("seat", "kind")


signs_up = Lean(_signs, room_id=Room().pk, since=timezone.now())


def shown_by(seat, signs, turns):
    """What the ring draws at a seat: a hand, a break, and in a round whose turn it is or has been."""
    kinds = signs.get(seat.pk, ())
    turn = next((turn for turn in turns if turn.seat_id == seat.pk), None)
    facts = {"hand": Sign.Kind.HAND in kinds}
    if turn:
        facts |= {"turn": turn.state == Turn.State.NOW, "spoke": turn.state == Turn.State.SPOKE}
    if Sign.Kind.BREAK in kinds:
        facts["state"] = Sign.Kind.BREAK.label
    elif turn and turn.state in {Turn.State.PASSED, Turn.State.LISTENING}:
        facts["state"] = Turn.State(turn.state).label
    return facts


def hands_of(room):
    """Who would like to speak, longest first, and who takes a break, for those who lead. One query."""
    signs = list(room.signs.shown().filter(seat__left_at=None).select_related("seat"))
    hands = [sign for sign in signs if sign.kind == Sign.Kind.HAND]
    breaks = [sign for sign in signs if sign.kind == Sign.Kind.BREAK]
    if not hands and not breaks:
        return ""
    return fragments.piece("groups/round/_hands.html", room, {"hands": hands, "breaks": breaks})


def my_signs_of(room, seat):
    """The buttons of one member: raise a hand, take a break; staff have none. One query."""
    if seat.is_staff:
        return ""
    return signs_html(room, set(room.signs.shown().filter(seat=seat).values_list("kind", flat=True)))


def signs_html(room, kinds):
    """The buttons of a member who shows signs of these kinds. No query."""
    facts = {"has_hand_up": Sign.Kind.HAND in kinds, "is_resting": Sign.Kind.BREAK in kinds}
    return fragments.piece("groups/round/_signs.html", room, facts)


EVERYONE = {"agenda": agenda_of, "round": round_of, "quiet": quiet_of}
STAFF = {"leading": leading_of, "hands": hands_of, "slow": slow_of}
OWN = {"my_turn": my_turn_of, "my_signs": my_signs_of}
