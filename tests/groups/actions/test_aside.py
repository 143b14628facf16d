"""Private lines: to staff alone, back to one member alone, and among staff; in no frame or page of anybody else."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from community.live import publishing
from groups import scene
from groups.actions import aside as act
from groups.actions.message import say
from groups.actions.seat import remove
from groups.models import Aside, Membership, Message, Room
from groups.sockets import RoomSource
from tests import cast

pytestmark = pytest.mark.django_db
WORDS = "This is heavier than I thought."


@pytest.fixture
def frames(monkeypatch, django_capture_on_commit_callbacks):
    """Does something and gives back every frame to anybody."""
    heard = []
    monkeypatch.setattr(publishing, "_hand_over", heard.append)

    def doing(action, **facts):
        heard.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action(**{"client_id": uuid.uuid4()} | facts if "body" in facts else facts)
        return list(heard)

    return doing


@pytest.fixture
def write(member):
    def writing(body=WORDS, seat=member, client_id=None):
        return act.write_to_staff(
            room=seat.group.room, actor=seat, body=body, client_id=client_id or uuid.uuid4()
        )

    return writing


@pytest.fixture
def answer(member, facilitator):
    def answering(body="Stay as long as you can.", to=member):
        return act.answer_line(member=to, actor=facilitator, body=body, client_id=uuid.uuid4())

    return answering


def audiences(heard):
    return sorted(frame.audience for frame in heard)


def test_a_member_writes_to_staff_and_nobody_else_hears_of_it(meeting, member, frames):
    room = member.group.room

    heard = frames(act.write_to_staff, room=room, actor=member, body=WORDS)

    assert audiences(heard) == sorted([room.staff_audience, member.user.audience])
    assert all(WORDS in frame.text for frame in heard)
    aside = Aside.objects.get()
    assert (aside.member, aside.author, aside.meeting, aside.seen_at) == (member, member, meeting, None)
    assert Room.objects.get().revision == 0


def test_staff_answer_and_the_member_no_longer_waits(meeting, member, facilitator, frames, write):
    write()

    heard = frames(act.answer_line, member=member, actor=facilitator, body="Stay as long as you can.")

    room = member.group.room
    assert audiences(heard) == sorted([room.staff_audience, member.user.audience])
    (own,) = [json.loads(frame.text) for frame in heard if frame.audience == member.user.audience]
    assert own["type"] == "own.scene"
    assert own["room"] == str(room.pk)
    assert "Anna has answered you." in own["parts"]["line"]
    assert "Stay as long as you can." in own["parts"]["line"]
    assert not Aside.objects.waiting().exists()
    assert not Entry.objects.exists()  # leading is reading and answering these


def test_marking_as_seen_tells_the_member_that_it_was_read(meeting, member, facilitator, frames, write):
    write()
    assert "What you wrote is with staff." in scene.own(member.group.room, member)["line"]

    heard = frames(act.see_line, member=member, actor=facilitator)

    assert len(heard) == 2
    assert "Staff have read what you wrote." in scene.own(member.group.room, member)["line"]
    assert not frames(act.see_line, member=member, actor=facilitator)  # nothing new, nothing told


def test_staff_talk_among_themselves_reaches_staff_alone(meeting, member, facilitator, frames):
    room = member.group.room

    (frame,) = frames(act.write_among_staff, room=room, actor=facilitator, body="I stay with Kuura.")

    assert frame.audience == room.staff_audience
    assert "I stay with Kuura." in json.loads(frame.text)["parts"]["staff_line"]
    assert Aside.objects.get().seen_at


def test_no_part_of_another_member_and_no_catching_up_has_any_of_it(
    meeting, member, other_member, facilitator, write, answer
):
    room = member.group.room
    write("ASIDE from a member")
    answer("ASIDE to a member")
    act.write_among_staff(room=room, actor=facilitator, body="ASIDE of staff", client_id=uuid.uuid4())

    source = RoomSource()
    caught_up = source.frames_since(str(room.pk), 0, 100)
    changed = source.changed(str(room.pk), "", source.counters([str(room.pk)])[str(room.pk)].signature)
    for_all = [facts for audience, facts in changed if audience == room.audience]
    shown = json.dumps([caught_up, for_all, scene.everyone(room), scene.own(room, other_member)])
    assert "ASIDE" not in shown
    own = json.dumps(scene.own(room, member))
    assert "ASIDE from a member" in own
    assert "ASIDE to a member" in own
    assert "ASIDE of staff" not in own
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "state", ["muted", "paused account", "unstaffed", "closed", "in a round", "room paused"]
)
def test_the_line_is_always_there(meeting, member, state, write):
    room = member.group.room
    if state == "muted":
        member.muted_until = timezone.now() + timedelta(minutes=9)
        member.save()
    elif state == "paused account":
        type(member.user).objects.filter(pk=member.user_id).update(standing="paused")
    elif state == "unstaffed":
        room.on_duty.all().delete()
    elif state == "closed":
        meeting.delete()
    else:
        how = {"mode": Room.Mode.ROUND} if state == "in a round" else {"paused_at": timezone.now()}
        Room.objects.filter(pk=room.pk).update(**how)

    assert write().pk


def test_a_repeat_finds_the_first_copy_and_other_words_are_kept(meeting, member, facilitator, write):
    client_id = uuid.uuid4()

    first = write(client_id=client_id)
    assert write(client_id=client_id).pk == first.pk
    other = write("And another thing.", client_id=client_id)
    assert other.pk != first.pk
    assert write("And another thing.", client_id=client_id).pk == other.pk
    assert Aside.objects.count() == 2


def test_a_line_keeps_a_human_pace(settings, meeting, member, write):
    settings.SAY_PACE = {"member": (2, 3)}
    write("one")
    write("two")

    with pytest.raises(PermissionDenied, match="What you wrote before has arrived"):
        write("three")


def test_without_a_pace_all_is_taken(settings, meeting, write):
    settings.SAY_PACE = {}

    assert [write(str(number)) for number in range(9)]


def test_whoever_was_removed_reads_and_writes_nothing_more(
    meeting, member, facilitator, frames, write, answer
):
    write()
    remove(membership=member, actor=facilitator, reason="Agreement, point 2")

    with pytest.raises(PermissionDenied, match="for members"):
        write()
    with pytest.raises(PermissionDenied, match="This person has left"):
        answer()
    heard = frames(act.see_line, member=member, actor=facilitator)
    assert audiences(heard) == [member.group.room.staff_audience]


def test_what_somebody_wrote_before_leaving_still_waits_for_staff(meeting, member, facilitator, write):
    write()
    remove(membership=member, actor=facilitator, reason="Agreement, point 2")

    lines = scene.staff(member.group.room, ("lines",))["lines"]
    assert WORDS in lines
    assert "Has left the group" in lines


def test_who_waits_stands_first_longest_first(
    meeting, group, member, other_member, facilitator, write, answer
):
    tuuli = cast.seat(cast.make_user(), group, alias="Tuuli")
    write("answered")
    answer()
    write("second to wait", seat=tuuli)
    write("third to wait", seat=other_member)

    lines = scene.staff(group.room, ("lines",))["lines"]
    assert lines.index("second to wait") < lines.index("third to wait") < lines.index("Anna answered at")
    assert lines.count(" waiting") == 2
    assert ">answered<" not in lines  # words that were answered are a press away


@pytest.mark.parametrize("count", [1, 3])
def test_each_part_asks_the_database_once_however_many_write(
    meeting, group, facilitator, write, django_assert_num_queries, count
):
    for number in range(count):
        seat = cast.seat(cast.make_user(), group, alias=f"Writer {number}")
        write(seat=seat)
        act.write_among_staff(room=group.room, actor=facilitator, body="Hm.", client_id=uuid.uuid4())
    seat, room = Membership.objects.select_related("group", "user").get(pk=seat.pk), group.room
    assert room.group

    with django_assert_num_queries(4):  # and what is still open
        scene.own(room, seat, ("line",))
        scene.staff(room, ("lines", "staff_line"))


def test_talk_in_the_room_is_no_private_line(meeting, member, facilitator):
    say(room=member.group.room, author=member, body="To all.", client_id=uuid.uuid4())

    assert scene.staff(member.group.room, ("lines",))["lines"] == ""
    assert scene.own(member.group.room, facilitator, ("line", "mutings")) == {"line": "", "mutings": ""}
