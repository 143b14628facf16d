"""Who acts, and in which order rows are locked: asked of every action there is, so that a new one is asked too."""

import inspect
import pkgutil
import uuid
from datetime import timedelta
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups import actions
from groups.actions import (
    aside,
    call,
    card,
    checkin,
    exercise,
    meeting,
    message,
    muting,
    note,
    reaction,
    room,
    seat,
    sign,
)
from groups.actions import round as rounds
from groups.actions.group import end_group
from groups.models import Aside, HelpCall, Meeting, Membership, Message, Reaction, Room, Sign
from moderation.actions import report
from tests import cast
from tests.community.directory.entries import make_service
from tests.groups.actions.turns import turn_of
from tests.groups.rules import fresh

pytestmark = pytest.mark.django_db

# Told what to do by an action that has asked already, with the room's row locked.
WITHIN = {"locked", "latest", "end", "tell_own", "leave_signs", "leave_round", "step_aside", "step_back"}
OUR_CARD = "crisis:fi-mieli-fi"


@pytest.fixture
def place(meeting, three, facilitator):
    """A room in which everything is there that somebody may act on; `three` are its members."""
    Meeting.objects.update(opened_at=timezone.now() - timedelta(minutes=20))
    Room.objects.update(asks="in", exercise="feet")
    Sign.objects.create(room=meeting.group.room, seat=three[2], kind=Sign.Kind.HAND, since=timezone.now())
    return meeting.group.room


def line(**facts):
    return {"body": "Is the door open?", "client_id": uuid.uuid4(), **facts}


def said_by(seat, state=Message.State.SHOWN):
    return cast.words(seat, state=state)


def a_call(place, by):
    return HelpCall.objects.create(room=place, caller=by)


def a_round(place):
    """One that goes on: Kuura has the turn."""
    leader = Membership.objects.select_related("user", "group__room").get(part="facilitator")
    rounds.begin_round(room=place, actor=leader)
    return place.rounds.get()


def a_quiet(place):
    Room.objects.update(mode=Room.Mode.QUIET)
    return place


def a_turn(place, seat):
    a_round(place)
    return turn_of(seat)


def a_sign(seat, kind):
    return Sign.objects.create(room=seat.group.room, seat=seat, kind=kind, since=timezone.now())


def reacted(to, by):
    Reaction.objects.create(message=to, seat=by, kind="thanks")
    return to


def shared_by(seat):
    note.share_note(note=note.write_note(account=seat.user, words="Mine."), seat=seat)
    return seat


def with_card(message):
    message.card = OUR_CARD
    message.save(update_fields=["card"])
    return message


def shown_to(seat):
    """A card that staff showed on that person's private line."""
    staff = seat.group.memberships.get(part="facilitator")
    facts = line(room=seat.group.room, member=seat, author=staff, card=OUR_CARD)
    return Aside.objects.create(**facts)


# What each is given, and who may do it. `me` acts: Kuura, or the facilitator; `other` is Tuuli.
BY_MEMBERS = {
    aside.write_to_staff: lambda me, other, place: line(room=place),
    call.call_staff: lambda me, other, place: {"room": place},
    card.keep_shared: lambda me, other, place: {"message": with_card(said_by(other))},
    checkin.answer_check: lambda me, other, place: {"room": place, "kind": "in", "answers": {"mood": 3}},
    exercise.be_done: lambda me, other, place: {"room": place},
    message.retract: lambda me, other, place: {"message": said_by(me)},
    muting.fold: lambda me, other, place: {"whom": other},
    muting.unfold: lambda me, other, place: {"whom": other},
    note.share_note: lambda me, other, place: {"note": note.write_note(account=me.user, words="Mine.")},
    note.write_question: lambda me, other, place: {"words": "How do others sleep?"},
    reaction.react: lambda me, other, place: {"message": said_by(other), "kind": "thanks"},
    reaction.unreact: lambda me, other, place: {"message": reacted(said_by(other), me), "kind": "thanks"},
    rounds.end_turn: lambda me, other, place: {"turn": a_turn(place, me), "state": "spoke"},
    message.say: lambda me, other, place: line(room=place),
    sign.raise_hand: lambda me, other, place: {"room": place},
    sign.lower_hand: lambda me, other, place: {"room": a_sign(me, "hand").room},
    sign.take_break: lambda me, other, place: {"room": place},
    sign.come_back: lambda me, other, place: {"room": a_sign(me, "break").room},
    report.report: lambda me, other, place: {"message": said_by(other), "kind": "other"},
    card.keep_shown: lambda me, other, place: {"aside": shown_to(me)},
    report.report_reply: lambda me, other, place: {
        "reply": cast.reply(cast.topic(me), other),
        "kind": "other",
    },
    report.report_person: lambda me, other, place: {"seat": other, "kind": "other"},
}
BY_STAFF = {
    aside.answer_line: lambda me, other, place: line(member=other),
    aside.see_line: lambda me, other, place: {"member": other},
    aside.write_among_staff: lambda me, other, place: line(room=place),
    call.answer_call: lambda me, other, place: {"call": a_call(place, other)},
    card.share_card: lambda me, other, place: {"room": place, "key": OUR_CARD, "client_id": uuid.uuid4()},
    card.show_privately: lambda me, other, place: {
        "member": other,
        "key": OUR_CARD,
        "client_id": uuid.uuid4(),
    },
    card.offer_referral: lambda me, other, place: {"member": other, "key": f"service:{make_service().pk}"},
    checkin.open_check: lambda me, other, place: {"room": place, "kind": "out"},
    checkin.close_check: lambda me, other, place: {"room": place},
    exercise.show_exercise: lambda me, other, place: {"room": place, "key": "five_senses"},
    exercise.hide_exercise: lambda me, other, place: {"room": place},
    meeting.set_agenda: lambda me, other, place: {"meeting": place.group.meetings.get(), "theme": "Sleep"},
    message.release: lambda me, other, place: {"message": said_by(other, "held")},
    message.give_back: lambda me, other, place: {"message": said_by(other, "held"), "rule": "private"},
    message.hide: lambda me, other, place: {"message": said_by(other), "rule": "private"},
    message.restore: lambda me, other, place: {"message": said_by(other, "hidden")},
    note.read_shared: lambda me, other, place: {"group": shared_by(other).group},
    room.attend: lambda me, other, place: {"room": place},
    room.set_mode: lambda me, other, place: {"room": place, "mode": "staff"},
    room.begin_quiet: lambda me, other, place: {"room": place, "minutes": 2},
    room.end_quiet: lambda me, other, place: {"room": a_quiet(place)},
    room.set_slow: lambda me, other, place: {"room": place, "seconds": 30},
    room.pause: lambda me, other, place: {"room": place},
    room.resume: lambda me, other, place: {"room": place},
    room.close_meeting: lambda me, other, place: {"meeting": place.group.meetings.get()},
    rounds.begin_round: lambda me, other, place: {"room": place},
    rounds.come_later: lambda me, other, place: {"turn": a_turn(place, first_of(place))},
    rounds.move_on: lambda me, other, place: {"turn": a_turn(place, first_of(place))},
    rounds.give_turn: lambda me, other, place: {"room": a_round(place).room, "seat": other},
    rounds.end_round: lambda me, other, place: {"ended": a_round(place)},
    seat.remove: lambda me, other, place: {"membership": other, "reason": "A promise was broken."},
    seat.mute: lambda me, other, place: {"membership": other, "minutes": 5},
    seat.unmute: lambda me, other, place: {"membership": other},
    seat.read_first: lambda me, other, place: {"membership": other},
    seat.stop_reading_first: lambda me, other, place: {"membership": other},
    sign.give_word: lambda me, other, place: {"sign": Sign.objects.get(seat=other)},
}
ACTIONS = [pytest.param(act, facts, id=act.__name__) for act, facts in (BY_MEMBERS | BY_STAFF).items()]


def first_of(place):
    return place.group.memberships.get(alias="Kuura")


def acting_in(act):
    """The name by which an action is given the seat of whoever acts, or None."""
    facts = inspect.signature(act).parameters
    seats = [name for name, fact in facts.items() if fact.annotation is Membership]
    wanted = [name for name in ("actor", "author", "caller", "reporter") if name in seats]
    return (wanted or [name for name in seats if name == "seat" and "actor" not in facts] or [None])[0]


@pytest.fixture
def acted(place, three, facilitator):
    """Does something as whoever may, loaded as a request would, after `meanwhile` was done to that seat."""

    def do(act, facts, **meanwhile):
        me = fresh(facilitator if act in BY_STAFF else three[0])
        given = facts(me, fresh(three[2]), Room.objects.select_related("group").get())
        assert me.user.holds("facilitator") == (act in BY_STAFF)
        if meanwhile:
            Membership.objects.filter(pk=me.pk).update(**meanwhile)
        return act(**given, **{acting_in(act): me})

    return do


def test_every_action_of_somebody_with_a_seat_is_asked_here():
    modules = [
        import_module(f"groups.actions.{found.name}") for found in pkgutil.iter_modules(actions.__path__)
    ]
    known = {
        act
        for module in [*modules, report]
        for name, act in inspect.getmembers(module, inspect.isfunction)
        if act.__module__ == module.__name__ and not name.startswith("_") and acting_in(act)
    }

    assert {act.__name__ for act in known} - WITHIN == {act.__name__ for act in BY_MEMBERS | BY_STAFF}


@pytest.mark.parametrize(("act", "facts"), ACTIONS)
def test_a_seat_that_ended_while_its_request_waited_does_nothing_more(acted, act, facts):
    with pytest.raises(PermissionDenied, match=r"\w"):
        acted(act, facts, left_at=timezone.now(), end="removed")


@pytest.mark.parametrize("act", [reaction.react, message.say])
def test_who_was_asked_to_listen_meanwhile_is_told_so(acted, act):
    with pytest.raises(PermissionDenied, match="asked you to listen"):
        acted(act, BY_MEMBERS[act], muted_until=timezone.now() + timedelta(minutes=5))


def test_a_seat_without_a_person_does_nothing(acted):
    with pytest.raises(PermissionDenied, match="for members"):
        acted(sign.raise_hand, BY_MEMBERS[sign.raise_hand], user=None)


# --- One order of locks -----------------------------------------------------------
def is_lock(sql):
    """Takes the room's row, or the topic's; where there are no such locks, whatever reads it stands for one."""
    takes = "UPDATE" in sql if connection.features.has_select_for_update else True
    return takes and any(table in sql.split("WHERE")[0] for table in ("groups_room", "forum_topic"))


def locks_in_order(asked):
    """The room's row is locked before the end of the audit log, which everybody waits for."""
    statements = [query["sql"] for query in asked]
    rooms = [at for at, sql in enumerate(statements) if is_lock(sql)]
    ends = [at for at, sql in enumerate(statements) if "audit_audithead" in sql]
    assert rooms
    assert not ends or rooms[0] < ends[0]
    return True


@pytest.mark.parametrize(("act", "facts"), ACTIONS)
def test_the_room_is_locked_before_the_audit(acted, act, facts):
    with CaptureQueriesContext(connection) as asked:

        def later(*people):
            given = facts(*people)
            asked.initial_queries = len(connection.queries_log)  # what was made ready does not count
            return given

        acted(act, later)

    if act is not room.attend:  # in a meeting that is open it locks nothing, and writes nothing down
        assert locks_in_order(asked.captured_queries)


def test_who_takes_a_seat_locks_the_room_before_the_audit(made, text, group, coordinator):
    colleague = cast.make_staff("facilitator")
    account = {"username": "laituri", "passphrase": cast.PASSPHRASE, "email": "", "language": "en"}
    again = {"text": text, "alias": "Koivu"}

    for act, facts in (
        (seat.seat_staff, {"group": group, "user": colleague, "actor": coordinator, "alias": "Mikko"}),
        (seat.join, {"invitation": made.invitation, **again, **account}),
    ):
        with CaptureQueriesContext(connection) as asked:
            act(**facts)
        assert locks_in_order(asked.captured_queries)


def test_who_accepts_locks_the_room_before_the_audit(made, text):
    with CaptureQueriesContext(connection) as asked:
        seat.accept(invitation=made.invitation, user=cast.make_user(), alias="Koivu", text=text)

    assert locks_in_order(asked.captured_queries)


def test_who_ends_a_group_locks_the_room_before_the_audit(group, coordinator, member):
    with CaptureQueriesContext(connection) as asked:
        end_group(group=group, actor=coordinator)

    assert locks_in_order(asked.captured_queries)
