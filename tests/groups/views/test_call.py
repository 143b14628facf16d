""" "I need help now" in a room."""

import pytest

from groups.models import HelpCall
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


def test_the_page_has_numbers_and_the_rooms_own_staff(as_, room, member):
    page = page_of(as_(member).get(address("call", room)))

    assert 'href="tel:112"' in page
    assert "Call the staff in this room" in page
    assert not HelpCall.objects.exists()


def test_calling_pages_staff_once(as_, room, member):
    as_(member).post(address("call", room))
    as_(member).post(address("call", room))

    assert HelpCall.objects.filter(caller=member).count() == 1
    assert "It stands on their screen" in page_of(as_(member).get(address("call", room)))


def test_an_unstaffed_room_says_so(as_, room, member):
    room.on_duty.all().delete()

    assert _lines_first(page_of(as_(member).get(address("call", room))))


def _lines_first(page):
    return (
        page.index('href="tel:') < page.index("Nobody is in the room now") < page.index("Call the moderators")
    )


def test_a_facilitator_takes_the_call_and_the_caller_reads_who(as_, room, member, facilitator):
    as_(member).post(address("call", room))
    call = HelpCall.objects.get()

    assert "needs help now" in page_of(as_(facilitator).get(address("room", room)))
    as_(facilitator).post(address("answer", call))

    call.refresh_from_db()
    assert call.answered_by == facilitator.user
    assert "Anna has your call and is with you." in page_of(as_(member).get(address("call", room)))


def test_calls_are_known_to_staff_only(as_, room, member, other_member, stranger):
    as_(member).post(address("call", room))
    call = HelpCall.objects.get()

    for seat in (member, other_member, stranger):
        assert as_(seat).post(address("answer", call)).status_code == 404
    assert "needs help now" not in page_of(as_(other_member).get(address("room", room)))


def test_a_muted_member_can_still_call(as_, room, group):
    seat = cast.seat(cast.make_user(), group, alias="Meri", agreed=False)

    assert as_(seat).post(address("call", room)).status_code == 302
