"""Choices for something said, and deciding about it."""

import pytest
from django.urls import reverse

from community.audit.models import Entry
from groups.models import Message
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(room, member):
    return cast.words(member, "We have a phone time on Sundays.")


@pytest.fixture
def held(room, member):
    return cast.words(member, "Call 09 000 0000.", state=Message.State.HELD)


@pytest.fixture
def hidden(room, member, facilitator):
    return cast.words(
        member,
        "Jari Virtanen",
        state=Message.State.HIDDEN,
        decided_by=facilitator.user,
        reason="A real name.",
    )


def choices(client, message, **facts):
    return page_of(client.get(address("message", message), facts))


# --- What one can do --------------------------------------------------------------
def test_an_author_can_take_words_back_but_not_hide_them(as_, shown, member):
    page = choices(as_(member), shown)

    assert reverse("groups:retract", args=[shown.pk]) in page
    assert reverse("groups:hide", args=[shown.pk]) not in page
    assert "What you said" in page


def test_another_member_can_report_and_nothing_else(as_, shown, other_member):
    page = choices(as_(other_member), shown)

    assert "What Kuura said" in page
    for verb in ("retract", "hide", "restore", "release", "give_back"):
        assert reverse(f"groups:{verb}", args=[shown.pk]) not in page


def test_a_facilitator_can_hide_with_a_reason(as_, shown, facilitator):
    response = as_(facilitator).post(
        address("hide", shown), {"rule": "private", "reason": "It has a name in it."}
    )

    shown.refresh_from_db()
    assert response.url.endswith(f"#message-{shown.pk}")
    assert (shown.state, shown.reason) == (Message.State.HIDDEN, "It has a name in it.")


def test_a_rule_in_one_press_is_enough_and_its_author_reads_which(as_, shown, facilitator, member):
    page = choices(as_(facilitator), shown)
    assert page.count('name="rule"') == 7

    as_(facilitator).post(address("hide", shown), {"rule": "private"})

    shown.refresh_from_db()
    assert (shown.state, shown.reason) == (Message.State.HIDDEN, "What is said here stays here")
    assert "You can object to this." in choices(as_(member), shown)


@pytest.mark.parametrize("rule", ["", "no such rule"])
def test_hiding_needs_a_rule_and_keeps_what_was_typed(rule, as_, shown, facilitator):
    response = as_(facilitator).post(address("hide", shown), {"rule": rule, "reason": "A surname."})

    shown.refresh_from_db()
    assert response.status_code == 422
    assert "A surname." in page_of(response)
    assert "Which rule is it about?" in page_of(response)
    assert shown.state == Message.State.SHOWN


def test_hidden_words_come_back_by_restoring(as_, hidden, facilitator):
    as_(facilitator).post(address("restore", hidden))

    hidden.refresh_from_db()
    assert hidden.state == Message.State.SHOWN


def test_held_words_go_through_or_back(as_, held, facilitator, room, member):
    other = cast.words(member, "Me too.", state=Message.State.HELD)

    as_(facilitator).post(address("release", held))
    as_(facilitator).post(address("give_back", other), {"rule": "private", "reason": "Leave the number out."})

    held.refresh_from_db()
    other.refresh_from_db()
    assert (held.state, other.state) == (Message.State.SHOWN, Message.State.RETURNED)
    assert "Leave the number out." in page_of(as_(member).get(address("room", room)))


def test_own_words_are_taken_back(as_, shown, held, member):
    as_(member).post(address("retract", shown))
    as_(member).post(address("retract", held))

    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.RETRACTED}


# --- Who may not --------------------------------------------------------------------
@pytest.mark.parametrize("verb", ["hide", "restore", "release", "give_back"])
def test_members_decide_about_nobodys_words(as_, shown, other_member, verb):
    response = as_(other_member).post(address(verb, shown), {"rule": "kind"})

    shown.refresh_from_db()
    assert response.status_code == 403
    assert shown.state == Message.State.SHOWN


def test_somebody_elses_held_words_do_not_exist(as_, held, other_member):
    for verb in ("message", "retract", "release"):
        client = as_(other_member)
        answer = client.get if verb == "message" else client.post
        assert answer(address(verb, held)).status_code == 404


def test_words_of_another_group_do_not_exist(as_, shown, held, stranger):
    assert as_(stranger).get(address("message", shown)).status_code == 404
    assert as_(stranger).get(address("message", held)).status_code == 404


def test_a_facilitator_whose_proof_lapsed_finds_no_held_words(as_, held, room):
    seat = cast.lead(cast.make_staff("facilitator", credential=False), room.group, alias="Bea")

    assert as_(seat).get(address("message", held)).status_code == 404


def test_a_live_page_hears_the_bare_reason_of_a_no(as_, hidden, facilitator):
    response = as_(facilitator).post(address("release", hidden), headers={"X-Live": "1"})

    assert response.status_code == 403
    assert page_of(response) == "Somebody has already decided about these words."


# --- Hidden words ---------------------------------------------------------------------
def test_the_author_reads_why_it_was_hidden(as_, hidden, member):
    page = choices(as_(member), hidden)

    assert "A real name." in page
    assert "Jari Virtanen" in page
    assert not Entry.objects.filter(action="message.looked").exists()


def test_other_members_read_neither_words_nor_reason(as_, hidden, other_member):
    for facts in ({}, {"look": "1"}):
        page = choices(as_(other_member), hidden, **facts)
        assert "A real name." not in page
        assert "Jari Virtanen" not in page


def test_each_look_at_hidden_words_is_written_down(as_, hidden, facilitator):
    before = choices(as_(facilitator), hidden)
    assert "Jari Virtanen" not in before
    assert not Entry.objects.filter(action="message.looked").exists()

    assert "Jari Virtanen" in choices(as_(facilitator), hidden, look="1")
    assert Entry.objects.filter(action="message.looked", actor_id=facilitator.user_id).count() == 1


def test_whoever_chose_to_give_back_finds_that_first(as_, room, member, facilitator):
    held = cast.words(member, "Call 09 000 0000.", state=Message.State.HELD)

    page = page_of(as_(facilitator).get(address("message", held) + "?back=1"))

    assert page.index("<h2>Give it back") < page.index("Let it through after all")
