"""Pages around seats: the people of a group, what one promised, leaving."""

import re

import pytest

from community.accounts.models import ReturnCode
from groups.models import Agreement, AgreementText, Membership
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db
RETURN_CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b")
VERBS = ["mute", "unmute", "read_first", "stop_reading_first"]


@pytest.fixture
def lead(as_, facilitator):
    """The facilitator's browser."""
    return as_(facilitator)


def put_newer_agreement_in_force(group):
    newer = Agreement.objects.create(group=group, version=2)
    questions = [{"question": "And now?", "choices": ["No", "Yes"], "right": 1, "why": "Because."}]
    AgreementText.objects.create(
        agreement=newer, language="en", body="More is promised.", questions=questions
    )
    type(group).objects.update(agreement_version=2)


# --- People --------------------------------------------------------------------------
def test_people_shows_how_each_seat_stands(lead, group, member, other_member):
    lead.post(address("mute", member), {"minutes": "10"})
    lead.post(address("read_first", other_member))

    said = page_of(lead.get(address("people", group)))

    assert "Listening until" in said
    assert "No longer read first" in said
    assert "Kuura" in said


@pytest.mark.parametrize("count", [1, 3])
def test_people_asks_the_database_the_same_whatever_their_number(
    lead, group, count, django_assert_num_queries
):
    for _one in range(count):
        cast.seat(cast.make_user(), group)

    with django_assert_num_queries(7):  # session, person, group, its texts, own seat, roles, seats
        lead.get(address("people", group))


def test_people_is_for_those_who_lead(as_, group, member):
    assert as_(member).get(address("people", group)).status_code == 403


def test_people_of_another_group_are_not_there(as_, group, stranger):
    assert as_(stranger).get(address("people", group)).status_code == 404


def test_a_facilitator_without_proof_reads_why(as_, group):
    answer = as_(cast.lead(cast.make_staff("facilitator", step=False), group)).get(address("people", group))

    assert answer.status_code == 403
    assert "second step" in page_of(answer)


# --- What a facilitator does -------------------------------------------------------------
def test_each_verb_leads_back_to_the_people(lead, group, member):
    for verb in VERBS:
        assert lead.post(address(verb, member), {"minutes": "30"}).url == address("people", group)


def test_a_button_in_the_room_leads_back_to_the_room(lead, group, member):
    assert lead.post(address("read_first", member), {"back": "room"}).url == address("room", group.room)


def test_a_live_page_gets_only_the_outcome(lead, member):
    assert lead.post(address("read_first", member), headers={"x-live": "1"}).status_code == 204


def test_muting_until_the_end_needs_a_meeting(lead, group, member):
    lead.post(address("mute", member), {"minutes": ""})

    assert "There is no meeting now" in page_of(lead.get(address("people", group)))


def test_muting_for_any_other_time_is_not_offered(lead, member):
    assert lead.post(address("mute", member), {"minutes": "999"}).status_code == 404


@pytest.mark.parametrize("verb", [*VERBS, "remove", "way_back"])
def test_members_and_strangers_find_no_seat_to_act_on(as_, member, other_member, stranger, verb):
    assert as_(other_member).post(address(verb, member)).status_code == 404
    assert as_(stranger).post(address(verb, member)).status_code == 404


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_happens_by_looking(lead, member, verb):
    assert lead.get(address(verb, member)).status_code == 405


def test_removing_asks_first_and_needs_a_reason(lead, group, member):
    assert "End the seat" in page_of(lead.get(address("remove", member)))
    answer = lead.post(address("remove", member), {"reason": "My words."})
    assert answer.status_code == 422  # what a live page takes for done would close the box on them
    assert "My words.</textarea>" in page_of(answer)
    assert Membership.objects.current().filter(pk=member.pk).exists()

    lead.post(address("remove", member), {"rule": "kind", "reason": "Agreement, point 1"})

    assert not Membership.objects.current().filter(pk=member.pk).exists()


def test_the_seats_of_staff_are_not_removed_here(lead, facilitator):
    assert lead.get(address("remove", facilitator)).status_code == 403


def test_a_way_back_is_shown_once(lead, member):
    assert not RETURN_CODE.search(page_of(lead.get(address("way_back", member))))

    answer = lead.post(address("way_back", member), follow=True)

    assert RETURN_CODE.search(page_of(answer))
    assert ReturnCode.objects.get().user == member.user
    assert not RETURN_CODE.search(page_of(lead.get(address("way_back", member))))


def test_from_the_room_the_way_back_leads_to_the_room_again(lead, group, member):
    room = address("room", group.room)
    people = page_of(lead.get(address("people", group), {"back": "room"}))
    assert f"{address('way_back', member)}?back=room" in people

    answer = lead.post(f"{address('way_back', member)}?back=room", follow=True)

    assert RETURN_CODE.search(page_of(answer))
    assert f'href="{room}">Done' in page_of(answer)
    assert f'href="{room}">Back' in page_of(lead.get(address("remove", member), {"back": "room"}))
    assert f'href="{room}">Back' not in page_of(lead.get(address("remove", member)))


def test_the_choices_say_what_they_do(lead, group, member):
    people = page_of(lead.get(address("people", group)))

    assert "Help to sign in" in people
    assert "End the seat" in people
    assert "ends for good" in page_of(lead.get(address("remove", member)))


def test_staff_get_their_way_back_elsewhere(lead, facilitator):
    assert lead.get(address("way_back", facilitator)).status_code == 403


# --- The promise -----------------------------------------------------------------------------
def test_what_was_promised_can_be_read_at_any_time(as_, group, member):
    said = page_of(as_(member).get(address("promise", group)))

    assert "What is said here stays here." in said
    assert "version 1" in said


def test_what_was_promised_can_be_read_after_leaving(as_, group, member):
    phone = as_(member)
    phone.post(address("leave", group))

    answer = phone.get(address("promise", group))

    assert "What is said here stays here." in page_of(answer)
    assert "What you promised about the others stays." in page_of(answer)


def test_nobody_reads_what_others_promised(as_, group, member, stranger):
    assert as_(stranger).get(address("promise", group)).status_code == 404


def test_a_newer_version_is_signed_before_one_next_speaks(as_, group, member):
    put_newer_agreement_in_force(group)
    phone = as_(member)
    assert "More is promised." in page_of(phone.get(address("promise", group)))

    wrong = phone.post(address("promise", group), {"q0": "0"}, follow=True)
    assert "Because." in page_of(wrong)
    answer = phone.post(address("promise", group), {"q0": "1"})

    assert answer.url == address("room", group.room)
    member.refresh_from_db()
    assert member.agreed_version == 2


def test_somebody_who_left_is_not_asked_to_sign(as_, group, member):
    phone = as_(member)
    phone.post(address("leave", group))
    put_newer_agreement_in_force(group)

    assert "What is said here stays here." in page_of(phone.get(address("promise", group)))


def test_a_seat_without_a_signature_is_asked_for_one(as_, group):
    peer = cast.seat(cast.make_user(), group, alias="Mikael", part=Membership.Part.PEER, agreed=False)

    assert "You have not promised this yet." in page_of(as_(peer).get(address("promise", group)))


# --- Leaving -----------------------------------------------------------------------------------
def test_leaving_says_what_happens_and_asks_once(as_, group, member):
    phone = as_(member)
    said = page_of(phone.get(address("leave", group)))
    assert "What you have written stays with the group" in said

    answer = phone.post(address("leave", group))

    assert "You have left the group." in page_of(answer)
    assert phone.get(address("room", group.room)).status_code == 404
    assert phone.post(address("leave", group)).status_code == 404
