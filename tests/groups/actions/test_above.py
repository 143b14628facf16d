"""What moderators decide about a group's words and seats, without a seat in it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.audit.models import Entry
from groups.actions import above
from groups.actions.above import WORDS
from groups.models import Membership, Message
from groups.rules import may_say, needs_reading
from tests import cast

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(days=3)


def last_act(user):
    return Entry.objects.filter(actor_id=user.pk).order_by("seq").last().action


def may_speak(seat, meeting):
    seat.refresh_from_db()
    return may_say(seat.user, seat, seat.group.room, meeting=meeting, staff_count=1)


@pytest.mark.parametrize(
    ("state", "act", "facts", "becomes", "noted"),
    [
        ("held", WORDS.release, {}, "shown", "message.released"),
        ("returned", WORDS.release, {}, "shown", "message.released"),
        ("held", WORDS.give_back, {"reason": "It says who you are."}, "returned", "message.returned"),
        ("shown", WORDS.hide, {"reason": "It is unkind."}, "hidden", "message.hidden"),
        ("hidden", WORDS.restore, {}, "shown", "message.restored"),
    ],
)
def test_words_are_decided_about_from_above(meeting, member, moderator, state, act, facts, becomes, noted):
    message = cast.words(member, state=state)

    act(words=message, by=moderator, **facts)

    message = Message.objects.get()
    assert (message.state, message.decided_by) == (becomes, moderator)
    assert message.reason == facts.get("reason", "")
    assert last_act(moderator) == noted


@pytest.mark.parametrize(
    ("state", "act", "facts"),
    [
        ("shown", WORDS.release, {}),
        ("returned", WORDS.give_back, {"reason": "x"}),
        ("hidden", WORDS.hide, {"reason": "x"}),
        ("retracted", WORDS.restore, {}),
    ],
)
def test_what_somebody_decided_already_is_not_decided_again(member, moderator, state, act, facts):
    message = cast.words(member, state=state)

    with pytest.raises(ValidationError, match="already decided"):
        act(words=message, by=moderator, **facts)
    assert Message.objects.get().state == state


def test_open_pages_see_at_once_what_was_decided(meeting, member, moderator, heard_after):
    message = cast.words(member, state="held")

    heard = heard_after(WORDS.release, words=message, by=moderator)

    assert (member.group.room.audience, "message.said") in [(to, news["type"]) for to, news in heard]


def test_somebody_listens_until_then_and_nobody_of_the_group_can_end_it(meeting, member, moderator):
    above.let_listen(seat=member, until=timezone.now() + SOON, by=moderator)

    refusal = may_speak(member, meeting)
    assert "A moderator has decided" in refusal.reason
    assert member.is_muted
    member.muted_until = None
    assert member.is_muted

    above.let_listen(seat=member, until=None, by=moderator)

    assert may_speak(member, meeting)
    assert last_act(moderator) == "seat.unmuted"


def test_listening_ends_by_the_clock(meeting, member, moderator):
    above.let_listen(seat=member, until=timezone.now() - datetime.timedelta(seconds=1), by=moderator)

    assert may_speak(member, meeting)


def test_whoever_has_left_is_told_nothing(member, moderator, heard_after):
    type(member).objects.update(left_at=timezone.now())

    heard = heard_after(above.let_listen, seat=member, until=None, by=moderator)

    assert member.user.audience not in [to for to, _news in heard]


def test_words_are_read_first_until_then(member, moderator):
    above.read_first(seat=member, until=timezone.now() + SOON, by=moderator)
    member.refresh_from_db()
    assert needs_reading(member, member.group.room)

    member.read_first_until = timezone.now()
    assert not needs_reading(member, member.group.room)

    above.read_first(seat=member, until=None, by=moderator)
    assert last_act(moderator) == "seat.not_read_first"


def test_a_seat_ends_and_open_pages_close(meeting, member, moderator, heard_after):
    heard = heard_after(above.end_seat, seat=member, by=moderator, reason="Our rule: be kind.")

    member.refresh_from_db()
    assert member.end == Membership.End.REMOVED
    assert (member.user.audience, "leave") in [(to, news["type"]) for to, news in heard]
    above.end_seat(seat=member, by=moderator, reason="Pressed twice.")
    assert Entry.objects.filter(action="seat.removed").count() == 1


def test_a_seat_is_given_back_as_it_was(member, moderator):
    number = member.seat_number
    above.end_seat(seat=member, by=moderator, reason="A mistake.")

    above.give_seat_back(seat=member, by=moderator)
    above.give_seat_back(seat=member, by=moderator)

    member.refresh_from_db()
    assert member.is_current
    assert (member.seat_number, member.end) == (number, "")
    assert Entry.objects.filter(action="seat.given_back").count() == 1


def test_a_seat_somebody_else_has_now_is_given_back_as_another(member, moderator):
    above.end_seat(seat=member, by=moderator, reason="A mistake.")
    cast.seat(cast.make_user(), member.group, alias="Usva")

    above.give_seat_back(seat=member, by=moderator)

    member.refresh_from_db()
    assert member.seat_number == 2


def test_a_full_group_has_no_seat_to_give_back(member, moderator):
    above.end_seat(seat=member, by=moderator, reason="A mistake.")
    type(member.group).objects.update(capacity=2)
    cast.seat(cast.make_user(), member.group, alias="Usva")
    cast.seat(cast.make_user(), member.group, alias="Ranta")

    with pytest.raises(ValidationError, match="no free one"):
        above.give_seat_back(seat=member, by=moderator)


def test_words_given_back_wait_for_staff_again_as_nobodys_decision(meeting, member, moderator):
    message = cast.words(member, state="returned", reason="It says who you are.", decided_by=moderator)

    WORDS.hold_again(words=message, by=moderator)

    message = Message.objects.get()
    assert (message.state, message.decided_by, message.reason, message.position) == ("held", None, "", None)
    assert last_act(moderator) == "message.held_again"
