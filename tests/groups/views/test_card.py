"""Choosing a service and sharing it, by plain pages."""

import uuid

import pytest

from groups.models import Message
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
