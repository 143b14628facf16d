"""What the room's page says beside the box: thanks, refusals, the next meeting, and why somebody is out."""

import uuid

import pytest
from django.urls import reverse

from community.screening import Finding, written
from groups.actions.room import close_meeting
from groups.models import Message
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


def test_too_long_words_are_kept_whole_and_the_page_says_what_is_too_long(as_, room, member):
    words = "a" * 2001
    client = as_(member)
    assert "maxlength" not in page_of(client.get(address("room", room)))

    answer = client.post(address("say", room), {"body": words, "client_id": str(uuid.uuid4())})

    page = page_of(answer)
    assert answer.status_code == 422
    assert words in page
    assert "2001 signs are more than the 2000 that fit in one message." in page


def test_thanks_for_a_report_stand_beside_the_box(as_, room, meeting, member, other_member):
    said = cast.words(member, "Unkind words.")
    client = as_(other_member)

    client.post(reverse("moderation:report", args=[said.pk]), {"kind": "unkind"})

    page = page_of(client.get(address("room", room)))
    below, thanks = page.index("room__below"), page.index("A moderator will look at it.")
    assert below < thanks < page.index('<form class="composer"')


def test_every_way_out_of_the_room_has_its_own_words(as_, room, member):
    page = page_of(as_(member).get(address("room", room)))

    for why in ("removed", "session", "too_many", "group_ended", "other"):
        assert f'data-why="{why}' in page


def test_a_closed_room_says_when_we_meet_again_and_shows_the_way_home(
    as_, room, meeting, member, facilitator
):
    close_meeting(meeting=meeting, actor=facilitator)
    cast.make_meeting(room.group, starts_in=7 * 24 * 60)

    page = page_of(as_(member).get(address("room", room)))

    assert "The meeting has ended. Thank you for being here. We meet again " in page
    assert "Go to your own page" in page[page.index("composer__tools") :]
    assert "Leave for now" in page_of(as_(facilitator).get(address("room", room)))


def test_numbers_stand_below_ones_words_after_reload_and_on_nobody_elses_page(
    as_, room, member, other_member, facilitator
):
    found = written([Finding("risk.en.plan.1", 4, holds=True)])
    cast.words(member, "I go into the lake.", state=Message.State.HELD, found=found)

    page = page_of(as_(member).get(address("room", room)))

    words, called = page.index("I go into the lake."), page.index("Staff have been called to read")
    assert words < called < page.index("tel:112", called) < page.index('<form class="composer"')
    assert "Staff have been called" not in page_of(as_(other_member).get(address("room", room)))
    console = page_of(as_(facilitator).get(address("room", room)))
    assert "Staff have been called to read" not in console
    assert "Somebody may be in danger" in console
    assert '<a class="button button--small button--care" href="#waits">Somebody needs you now</a>' in console
