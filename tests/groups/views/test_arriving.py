"""The ends of the way in: no seat is free, or the seat is there."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.groups.views.walking import choose, promise, take_seat

pytestmark = pytest.mark.django_db


# --- When all seats are taken -----------------------------------------------------------
def fill(group):
    while group.memberships.current().count() < group.capacity:
        cast.seat(cast.make_user(), group)


@pytest.mark.parametrize("step", ["agreement", "name", "seat"])
def test_who_opens_an_invitation_to_a_full_group_hears_it_at_the_first_step(opened, group, step):
    promise(opened)
    choose(opened)
    fill(group)

    page = opened.get(reverse("groups:invitation"))

    assert "All seats are taken just now" in page.text
    assert reverse("groups:agreement") not in page.text
    assert opened.get(reverse(f"groups:{step}")).url == reverse("groups:invitation")


def test_the_invitation_keeps_until_a_seat_is_free(opened, group):
    fill(group)
    assert opened.get(reverse("groups:agreement")).url == reverse("groups:invitation")

    group.memberships.filter(seat_number=3).update(left_at=timezone.now(), end="left")

    assert reverse("groups:agreement") in opened.get(reverse("groups:invitation")).text
    assert promise(opened).url == reverse("groups:name")


# --- Welcome ------------------------------------------------------------------------------
def welcomed(phone):
    promise(phone)
    choose(phone)
    take_seat(phone)
    return phone.get(reverse("groups:welcome")).text


def test_a_meeting_that_is_on_is_said_to_be_on(opened, meeting):
    page = welcomed(opened)

    assert "Your group is meeting now" in page
    assert "Go in" in page
    assert "We meet next" not in page


def test_a_meeting_to_come_is_named(opened, group):
    cast.make_meeting(group, starts_in=120)

    assert "We meet next" in welcomed(opened)


@pytest.mark.parametrize(
    ("channel", "sentence"),
    [
        ("letter", "code from the letter"),
        ("text", "from the text message"),
        ("email", "link from the e-mail"),
    ],
)
def test_what_has_done_its_work_is_called_by_its_name(phone, make_invitation, channel, sentence):
    made = make_invitation(channel=channel, contact="client@example.org")
    phone.get(f"/i/{made.token}/")

    assert sentence in welcomed(phone)
