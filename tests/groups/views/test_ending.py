"""What is still open when a meeting ends, and what somebody who takes a call does next."""

import uuid

import pytest
from django.urls import reverse

from groups import scene
from groups.actions.aside import write_to_staff
from groups.actions.call import answer_call, call_staff
from groups.models import Aside, HelpCall, Message
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


def test_whoever_ends_the_meeting_reads_what_is_still_open(as_, room, facilitator, member, other_member):
    assert "Still open:" not in page_of(as_(facilitator).get(address("room", room)))

    call_staff(room=room, caller=member)
    answer_call(call=HelpCall.objects.get(), actor=facilitator)
    call_staff(room=room, caller=other_member)
    cast.words(member, "Is this all right to say?", state=Message.State.HELD)
    cast.words(member, "And this?", state=Message.State.HELD)
    for body in ("May I?", "Only you."):
        write_to_staff(room=room, actor=member, body=body, client_id=uuid.uuid4())

    page = page_of(as_(facilitator).get(address("room", room)))

    still = page.split("Still open:")[1].split("</ul>")[0]
    for words in (
        "1 call for help that nobody has taken",
        "1 call is being seen to",
        "2 messages wait to be read",
        "1 private line is not answered",
    ):
        assert words in still


def test_what_is_still_open_is_told_with_what_waits(room):
    assert set(scene.staff(room, ("panel",))) == {"panel", "closing"}
    assert set(scene.staff(room, ("people",))) == {"people"}


def test_whoever_has_taken_a_call_writes_first_from_where_it_stands(as_, room, facilitator, member):
    call_staff(room=room, caller=member)
    answer_call(call=HelpCall.objects.get(), actor=facilitator)
    there = reverse("groups:member_line", args=[member.pk])

    page = page_of(as_(facilitator).get(address("room", room)))
    assert f"Write to {member.alias} only" in page
    assert there in page
    written = as_(facilitator).post(there, {"body": "I am here.", "client_id": uuid.uuid4()})

    assert written.status_code == 302
    assert [aside.body for aside in Aside.objects.of(member)] == ["I am here."]


def test_the_page_has_numbers_for_when_it_has_no_network(as_, room, facilitator, member):
    for seat in (member, facilitator):
        kept = page_of(as_(seat).get(address("room", room))).split("<template data-no-network>")[1]
        assert 'href="tel:112"' in kept.split("</template>")[0]
