"""Private lines as pages and forms, with and without JavaScript."""

import uuid

import pytest

from groups.models import Aside, Membership
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db
HONEST = "No other member sees this. Staff read it when they are in the room."


def send(client, to, body="I may go quiet.", **facts):
    return client.post(to, {"body": body, "client_id": uuid.uuid4()}, **facts)


def test_a_member_finds_the_line_beside_the_box_and_writes_on_it(as_, room, member):
    client = as_(member)
    to = address("line", room)

    assert f'href="{to}"' in page_of(client.get(address("room", room)))
    page = page_of(client.get(to))
    assert "Write to staff only" in page
    assert HONEST in page
    assert send(client, to).url == f"{address('room', room)}#line"
    page = page_of(client.get(address("room", room)))
    assert "What you wrote is with staff." in page
    assert "I may go quiet." in page
    assert "I may go quiet." in page_of(client.get(to))


def test_staff_read_it_on_their_screen_and_answer(as_, room, member, facilitator):
    send(as_(member), address("line", room))
    client = as_(facilitator)

    page = page_of(client.get(address("room", room)))
    assert "<b>Kuura</b> wrote to staff" in page
    assert "I may go quiet." in page
    to = address("member_line", member)
    page = page_of(client.get(to))
    assert "Kuura and staff" in page
    assert "Only Kuura and staff see this." in page
    assert send(client, to, "I see you.").url == f"{address('room', room)}#line-{member.pk}"
    assert "Anna has answered you." in page_of(as_(member).get(address("room", room)))


def test_staff_can_leave_it_at_having_read(as_, room, member, facilitator):
    send(as_(member), address("line", room))

    assert as_(facilitator).post(address("see_line", member)).status_code == 302

    assert "Staff have read what you wrote." in page_of(as_(member).get(address("room", room)))


def test_staff_talk_among_themselves(as_, room, member, facilitator):
    client = as_(facilitator)

    assert send(client, address("staff_line", room), "Shall we pause?").url.endswith("#staff-line")

    assert "Shall we pause?" in page_of(client.get(address("room", room)))
    assert "Shall we pause?" not in page_of(as_(member).get(address("room", room)))


def test_no_page_of_another_member_has_any_of_it(
    as_, room, group, meeting, member, other_member, facilitator
):
    peer = cast.seat(
        cast.make_staff("facilitator", credential=False), group, alias="Paju", part=Membership.Part.PEER
    )
    said = cast.words(member, "To all.")
    send(as_(member), address("line", room), "ASIDE one")
    send(as_(facilitator), address("member_line", member), "ASIDE two")
    send(as_(facilitator), address("staff_line", room), "ASIDE three")

    for seat in (other_member, peer):
        client = as_(seat)
        for name, thing in (("room", room), ("line", room), ("message", said), ("past", group)):
            assert "ASIDE" not in page_of(client.get(address(name, thing))), (seat.alias, name)
        assert "ASIDE" not in page_of(client.get(address("member_line", member)))


def test_the_one_and_only_line_of_who_leads_is_on_their_screen(as_, room, facilitator):
    response = as_(facilitator).get(address("line", room))

    assert response.status_code == 403
    assert "You lead here. This line is for members to write to you." in page_of(response)


def test_what_is_not_accepted_stays_in_its_box(as_, settings, room, member, facilitator):
    client = as_(member)
    to = address("line", room)
    empty = send(client, to, " ")
    assert empty.status_code == 422
    assert "Write something first. It can be short." in page_of(empty)
    long = send(client, to, "x" * 1001)
    assert "1001 signs are more than the 1000 that fit here." in page_of(long)

    settings.SAY_PACE = {"member": (1, 3), "staff": (1, 3)}
    send(client, to, "first")
    refused = send(client, to, "second words")
    assert refused.status_code == 403
    assert "What you wrote before has arrived." in page_of(refused)
    assert "second words</textarea>" in page_of(refused)
    live = send(client, to, "second words", headers={"X-Live": "1"})
    assert live.content.decode().startswith("What you wrote before has arrived.")

    for name, thing in (("member_line", member), ("staff_line", room)):
        assert send(as_(facilitator), address(name, thing), "").status_code == 422
    assert Aside.objects.count() == 1


def test_nobody_answers_somebody_who_has_left(as_, room, member, facilitator):
    send(as_(member), address("line", room))
    Membership.objects.filter(pk=member.pk).update(left_at=member.joined_at)
    client = as_(facilitator)

    page = page_of(client.get(address("member_line", member)))
    assert "I may go quiet." in page
    assert "This person has left, so nobody would read an answer here." in page
    assert send(client, address("member_line", member)).status_code == 403
