"""Seats that are there: left, ended, quietened."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.audit.models import Entry
from groups.actions import seat as act
from groups.models import Invitation, Membership
from tests import cast

pytestmark = pytest.mark.django_db


def actions():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


# --- Leaving and being removed ------------------------------------------------------------------
def test_leaving_ends_the_seat_and_closes_the_room_everywhere(member, heard_after):
    room = member.group.room

    news = heard_after(act.leave, membership=member, actor=member.user)

    member.refresh_from_db()
    assert (member.is_current, member.end) == (False, "left")
    assert news[0][0] == member.user.audience
    assert (news[0][1]["type"], news[0][1]["room"]) == ("leave", str(room.pk))
    assert (news[1][0], news[1][1]["type"]) == (room.audience, "room.scene")
    assert "Kuura" not in news[1][1]["parts"]["seats"]
    assert actions()[-1] == "seat.left"


def test_nobody_gives_up_somebody_elses_seat(member, other_member):
    with pytest.raises(PermissionDenied, match="no seat"):
        act.leave(membership=member, actor=other_member.user)


def test_a_seat_is_given_up_once(member):
    act.leave(membership=member, actor=member.user)

    with pytest.raises(PermissionDenied, match="no seat"):
        act.leave(membership=member, actor=member.user)


def test_removing_ends_the_seat_now_and_keeps_the_reason(member, facilitator, heard_after):
    news = heard_after(
        act.remove, membership=member, actor=facilitator, reason="Shared a picture of the room"
    )

    member.refresh_from_db()
    assert (member.is_current, member.end) == (False, "removed")
    assert news[0][1]["reason"] == "removed"
    entry = Entry.objects.order_by("-seq").first()
    assert (entry.action, entry.reason) == ("seat.removed", "Shared a picture of the room")


def test_the_referrer_sees_that_the_seat_ended(made, text):
    seat = act.accept(invitation=made.invitation, user=cast.make_user(), alias="Usva", text=text)

    act.leave(membership=seat, actor=seat.user)

    assert Invitation.objects.select_related("membership").get().state == Invitation.State.ENDED


VERBS = {
    "remove": lambda seat, by: act.remove(membership=seat, actor=by, reason="why"),
    "mute": lambda seat, by: act.mute(membership=seat, actor=by, minutes=10),
    "unmute": lambda seat, by: act.unmute(membership=seat, actor=by),
    "read_first": lambda seat, by: act.read_first(membership=seat, actor=by),
    "stop_reading_first": lambda seat, by: act.stop_reading_first(membership=seat, actor=by),
}


@pytest.mark.parametrize("verb", VERBS)
def test_members_do_nothing_to_each_other(verb, member, other_member):
    with pytest.raises(PermissionDenied, match="those who lead"):
        VERBS[verb](member, other_member)


@pytest.mark.parametrize("verb", VERBS)
def test_facilitators_without_proof_do_nothing(verb, member, group):
    anna = cast.lead(cast.make_staff("facilitator", step=False), group)

    with pytest.raises(PermissionDenied, match="second step"):
        VERBS[verb](member, anna)


@pytest.mark.parametrize("verb", VERBS)
def test_facilitators_reach_their_own_group_only(verb, stranger, facilitator):
    with pytest.raises(PermissionDenied, match="no seat in your group"):
        VERBS[verb](stranger, facilitator)


@pytest.mark.parametrize("verb", VERBS)
def test_the_seats_of_staff_are_not_touched(verb, facilitator, group):
    peer = cast.seat(cast.make_user(), group, alias="Mikael", part=Membership.Part.PEER)

    with pytest.raises(PermissionDenied, match="coordinators"):
        VERBS[verb](peer, facilitator)


# --- Quietening ------------------------------------------------------------------------------------
def test_muting_for_minutes(member, facilitator):
    act.mute(membership=member, actor=facilitator, minutes=30)

    member.refresh_from_db()
    assert member.is_muted
    assert timezone.now() + datetime.timedelta(minutes=29) < member.muted_until
    assert actions()[-1] == "seat.muted"


def test_muting_until_the_meeting_ends(member, facilitator, meeting):
    act.mute(membership=member, actor=facilitator)

    member.refresh_from_db()
    assert member.muted_until == meeting.ends_at


def test_muting_in_a_meeting_that_runs_over_lasts_a_while(member, facilitator):
    cast.make_meeting(member.group, starts_in=-95)

    act.mute(membership=member, actor=facilitator)

    member.refresh_from_db()
    assert member.is_muted


def test_without_a_meeting_there_is_no_end_to_mute_until(member, facilitator):
    with pytest.raises(ValidationError, match="no meeting now"):
        act.mute(membership=member, actor=facilitator)


def test_unmuting(member, facilitator):
    act.mute(membership=member, actor=facilitator, minutes=10)

    act.unmute(membership=member, actor=facilitator)
    act.unmute(membership=member, actor=facilitator)  # again changes nothing

    member.refresh_from_db()
    assert not member.is_muted
    assert actions().count("seat.unmuted") == 1


def test_reading_first_and_no_longer(member, facilitator):
    act.read_first(membership=member, actor=facilitator)
    act.read_first(membership=member, actor=facilitator)  # again changes nothing
    member.refresh_from_db()
    assert member.is_read_first

    act.stop_reading_first(membership=member, actor=facilitator)

    member.refresh_from_db()
    assert not member.is_read_first
    assert actions()[-2:] == ["seat.read_first", "seat.not_read_first"]


@pytest.mark.parametrize(
    ("change", "says"),
    [(act.mute, "listen for a while. Until"), (act.read_first, "For now staff read your words")],
)
def test_somebody_learns_at_once_what_concerns_their_seat(
    meeting, member, facilitator, monkeypatch, change, says
):
    frames = []
    monkeypatch.setattr("groups.actions.room.publish", lambda *news, **facts: frames.append((news, facts)))

    change(membership=member, actor=facilitator)

    [[news, facts]] = [frame for frame in frames if frame[0][1] == "own.scene"]
    assert news == (member.user.audience, "own.scene")
    assert says in " ".join(facts["parts"]["own_seat"].split())
