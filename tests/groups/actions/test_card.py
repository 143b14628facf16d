"""A service shared with the group: a message like any other, with a card."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from groups.actions.card import share_card
from groups.actions.message import hide, retract
from groups.fragments import message_html
from groups.models import Message
from groups.sockets import RoomSource
from tests import cast

pytestmark = pytest.mark.django_db
KEY = "crisis:fi-mieli-fi"


@pytest.fixture
def room(meeting):
    type(meeting.group).objects.update(language="en")
    meeting.group.language = "en"
    return meeting.group.room


def share(room, author, **facts):
    facts = {"key": KEY, "client_id": uuid.uuid4()} | facts
    return share_card(room=room, author=author, **facts)


def test_everyone_gets_the_card_in_its_place_in_the_transcript(room, facilitator, told):
    with told:
        message = share(room, facilitator)

    (frame,) = told.to(room.audience, "message.said")
    assert 'href="tel:0925250111"' in frame["html"]
    assert "This may be of help." in frame["html"]
    assert frame["revision"] == frame["position"] == message.position
    assert Message.objects.get().card == KEY


def test_a_page_that_missed_it_catches_up(room, facilitator):
    cast.words(facilitator, "Before.")
    share(room, facilitator, body="Call them, they are kind.")

    (_revision, frame) = RoomSource().frames_since(str(room.pk), 1, 10)[0]
    assert "Call them, they are kind." in frame["html"]
    assert "MIELI Crisis Helpline" in frame["html"]


def test_sharing_twice_by_a_resend_is_sharing_once(room, facilitator):
    client_id = uuid.uuid4()

    assert share(room, facilitator, client_id=client_id) == share(room, facilitator, client_id=client_id)

    assert Message.objects.count() == 1
    assert Entry.objects.get(action="card.shared").facts == {"card": KEY}


def test_a_card_goes_with_its_words(room, facilitator):
    hidden = hide(message=share(room, facilitator), actor=facilitator, rule="private", reason="A mistake")
    taken_back = retract(message=share(room, facilitator), actor=facilitator)

    for message in (hidden, taken_back):
        assert "MIELI" not in message_html(message)


def test_a_service_that_left_the_list_is_not_shown_as_one(room, facilitator):
    message = share(room, facilitator)
    message.card = "crisis:gone"
    message.revision += 1

    assert "This service is not on our list any more." in message_html(message)


def test_members_cannot_share_and_unknown_services_are_refused_kindly(room, facilitator, member):
    with pytest.raises(PermissionDenied, match="for those who lead the group"):
        share(room, member)
    with pytest.raises(PermissionDenied, match="This service is not on our list any more"):
        share(room, facilitator, key="crisis:gone")
    assert not Message.objects.exists()


def test_a_closed_room_takes_no_card(group, facilitator):
    with pytest.raises(PermissionDenied, match="The room is closed until the next meeting"):
        share(group.room, facilitator)
    assert not Entry.objects.filter(action="card.shared").exists()
