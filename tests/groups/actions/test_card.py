"""A service shared with the group: a message like any other, with a card."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.audit.models import Entry
from community.directory.cards import service_key
from community.directory.models import Kept, Referral, Service
from groups import beside
from groups.actions.card import keep_shared, keep_shown, offer_referral, share_card, show_privately
from groups.actions.message import hide, retract
from groups.fragments import message_html
from groups.models import Aside, Message
from groups.sockets import RoomSource
from tests import cast
from tests.community.directory.entries import make_phone, make_service

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


def test_a_service_of_the_directory_stays_as_it_was_shared(room, facilitator):
    service = make_service("Infant family work", description="Home visits.")
    message = share(room, facilitator, key=service_key(service))
    Service.objects.update(name="Renamed")

    assert message.card.startswith(service_key(service) + ":")
    assert "Infant family work" in message_html(Message.objects.get())


def test_a_service_that_is_gone_is_not_shared(room, facilitator):
    with pytest.raises(ValidationError, match="not on our list"):
        share(room, facilitator, key="service:gone")


def test_keeping_what_was_shared_remembers_who_showed_it(room, facilitator, member):
    message = share(room, facilitator)
    keep_shared(message=message, actor=member)

    kept = Kept.objects.visible_to(member.user).get()
    assert (kept.key, kept.shown_by, kept.alias) == (KEY, facilitator.user, "Kuura")
    assert not Kept.objects.visible_to(facilitator.user).exists()


def test_keeping_outlives_whoever_shared(room, facilitator, member):
    message = share(room, facilitator)
    message.author = None
    keep_shared(message=message, actor=member)

    assert Kept.objects.get().shown_by is None


def test_one_member_is_told_on_their_line(room, facilitator, member):
    service = make_service("Infant family work", description="Home visits.")
    make_phone(service=service)
    show_privately(
        member=member, actor=facilitator, key=service_key(service), client_id=uuid.uuid4(), body="Call them."
    )

    aside = Aside.objects.get()
    assert (aside.member, aside.body) == (member, "Call them.")
    Service.objects.update(name="Renamed")
    for line in (beside.line_of(room, member), beside.lines_of(room)):
        assert "Renamed" not in line
    assert "Infant family work" in beside.line_of(room, member)
    assert 'href="tel:093105015"' in beside.line_of(room, member)
    assert Entry.objects.get(action="card.shown").facts == {"card": service_key(service)}


def test_what_one_member_is_shown_needs_no_words_and_is_shown_once(room, facilitator, member):
    facts = {"member": member, "actor": facilitator, "client_id": uuid.uuid4()}
    for _press in range(2):
        show_privately(key=KEY, **facts)
    show_privately(key="crisis:fi-nollalinja", **facts)

    said = list(Aside.objects.of(member).values_list("card", flat=True))
    assert said == [KEY, "crisis:fi-nollalinja"]
    assert Aside.objects.first().body == "This may be of help."


def test_what_left_the_list_is_not_shown_as_a_card(room, facilitator, member):
    show_privately(member=member, actor=facilitator, key=KEY, client_id=uuid.uuid4())
    Aside.objects.update(card="crisis:gone")

    assert "This service is not on our list any more." in beside.line_of(room, member)
    with pytest.raises(PermissionDenied, match="not on our list any more"):
        show_privately(member=member, actor=facilitator, key="crisis:gone", client_id=uuid.uuid4())


def test_keeping_what_was_shown_remembers_who_showed_it(room, facilitator, member, other_member):
    aside = show_privately(member=member, actor=facilitator, key=KEY, client_id=uuid.uuid4())
    keep_shown(aside=aside, actor=member)

    kept = Kept.objects.get()
    assert (kept.account, kept.key, kept.shown_by) == (member.user, KEY, facilitator.user)
    with pytest.raises(PermissionDenied, match="no card here"):
        keep_shown(aside=aside, actor=other_member)


def test_an_offered_referral_says_nothing_of_the_group(room, facilitator, member):
    offer_referral(member=member, actor=facilitator, key=service_key(make_service("Family centre")))

    referral = Referral.objects.get()
    assert (referral.account, referral.referrer, referral.handed) == (member.user, facilitator.user, None)
    with pytest.raises(ValidationError, match="A helpline needs none"):
        offer_referral(member=member, actor=facilitator, key=KEY)
