"""Choosing a service and sharing it, by plain pages."""

import uuid

import pytest

from community.directory.cards import service_key
from community.directory.models import Kept
from groups.models import Aside, Message
from tests.community.directory.entries import make_service
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


def test_staff_choose_from_the_countrys_lines_and_share_one(as_, room, facilitator, member):
    page = page_of(as_(facilitator).get(address("card", room)))
    assert "Look for a service" in page
    assert 'value="crisis:fi-mieli-fi"' in page

    facts = {"key": "crisis:fi-mieli-fi", "body": "", "client_id": str(uuid.uuid4())}
    answer = as_(facilitator).post(address("card", room), facts)

    assert answer.url == f"{address('room', room)}#end"
    assert 'href="tel:0925250111"' in page_of(as_(member).get(address("room", room)))


def test_a_service_of_another_country_is_not_offered(as_, room, facilitator):
    facts = {"key": "crisis:gb-samaritans", "client_id": str(uuid.uuid4())}
    answer = as_(facilitator).post(address("card", room), facts)

    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_choosing_nothing_is_said_beside_the_list(as_, room, facilitator):
    answer = as_(facilitator).post(address("card", room), {"client_id": str(uuid.uuid4())})

    assert answer.status_code == 422
    assert "Choose one first." in page_of(answer)


def test_the_console_leads_to_it_and_a_members_page_does_not(as_, room, facilitator, member):
    assert address("card", room) in page_of(as_(facilitator).get(address("room", room)))
    assert address("card", room) not in page_of(as_(member).get(address("room", room)))


def test_one_member_gets_a_card_on_their_line_and_keeps_it(as_, room, facilitator, member, other_member):
    facts = {"key": "crisis:fi-mieli-fi", "body": "They are kind.", "client_id": str(uuid.uuid4())}
    as_(facilitator).post(address("member_card", member), facts)
    keep = address("keep_shown", Aside.objects.get())

    assert "tel:0925250111" in page_of(as_(facilitator).get(address("member_line", member)))
    for seen_by in (facilitator, other_member):
        assert keep not in page_of(as_(seen_by).get(address("room", room)))
    own = as_(member)
    for page in ("room", "line"):
        assert "They are kind." in page_of(own.get(address(page, room)))
        assert keep in page_of(own.get(address(page, room)))
    assert "MIELI" in page_of(own.get(keep))
    assert own.post(keep).url == "/my-cards/"
    assert Kept.objects.get().account == member.user


def test_a_card_that_left_the_list_is_not_kept_and_says_so(as_, room, facilitator, member):
    service = make_service("Infant family work")
    facts = {"key": service_key(service), "client_id": str(uuid.uuid4())}
    as_(facilitator).post(f"{address('member_card', member)}?q=Infant", facts)
    type(service).objects.update(status="defunct")

    answer = as_(member).post(address("keep_shown", Aside.objects.get()))

    assert answer.status_code == 422
    assert "not on our list any more" in page_of(answer)
    assert not Kept.objects.exists()
