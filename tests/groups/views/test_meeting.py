"""Past meetings, and a group as its coordinator keeps it."""

import pytest

from community.audit.models import Entry
from groups.models import Membership
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse(client):
    def browse(user):
        client.force_login(user)
        return client

    return browse


def test_those_who_were_there_read_it_again(browse, group, meeting, member):
    cast.words(member, "I was there.")

    page = browse(member.user).get(f"/meetings/{meeting.pk}/")

    assert "I was there." in page.content.decode()
    assert not Entry.objects.filter(action="meeting.looked").exists()


def test_a_facilitators_look_is_recorded(browse, meeting, facilitator):
    assert browse(facilitator.user).get(f"/meetings/{meeting.pk}/").status_code == 200

    assert Entry.objects.filter(action="meeting.looked", subject_id=str(meeting.pk)).count() == 1


def test_a_newcomer_does_not_read_what_was_before(browse, group, facilitator, member):
    before = cast.make_meeting(group, starts_in=-60 * 24 * 7)
    message = cast.words(facilitator, "Long ago.", meeting=before)
    browser = browse(member.user)

    assert browser.get(f"/meetings/{before.pk}/").status_code == 403
    assert browser.get(f"/messages/{message.pk}/").status_code == 404
    assert str(before.pk) not in browser.get(f"/groups/{group.pk}/meetings/").content.decode()


def test_a_coordinator_seats_staff(browse, group, coordinator):
    person = cast.make_staff("facilitator", display_name="Mikael")
    browser = browse(coordinator)
    assert "Mikael" in browser.get(f"/groups/{group.pk}/planned/").content.decode()

    answer = browser.post(f"/groups/{group.pk}/planned/", {"user": person.pk, "part": "facilitator"})

    assert answer.status_code == 302
    assert Membership.objects.get(user=person).is_staff


def test_a_coordinator_ends_a_seat_of_staff(browse, group, coordinator, facilitator):
    answer = browse(coordinator).post(f"/seats/{facilitator.pk}/unseat/")

    assert answer.status_code == 302
    facilitator.refresh_from_db()
    assert facilitator.left_at is not None


def test_a_coordinator_is_not_offered_and_cannot_take_a_seat(browse, group, coordinator):
    browser = browse(coordinator)
    assert str(coordinator.pk) not in browser.get(f"/groups/{group.pk}/planned/").content.decode()

    browser.post(f"/groups/{group.pk}/planned/", {"user": coordinator.pk, "part": "peer"})

    assert not Membership.objects.filter(user=coordinator).exists()


def test_seating_into_a_full_group_says_so(browse, coordinator):
    group = cast.make_group(capacity=2)
    for _seat in range(2):
        cast.seat(cast.make_user(), group)
    person = cast.make_staff("facilitator", display_name="Mikael")

    answer = browse(coordinator).post(
        f"/groups/{group.pk}/planned/", {"user": person.pk, "part": "facilitator"}
    )

    assert answer.status_code == 200
    assert not Membership.objects.filter(user=person).exists()


def test_a_coordinator_cancels_a_meeting(browse, group, coordinator):
    meeting = cast.make_meeting(group, starts_in=60 * 24)

    browse(coordinator).post(f"/meetings/{meeting.pk}/cancel/")

    meeting.refresh_from_db()
    assert meeting.cancelled_at is not None
