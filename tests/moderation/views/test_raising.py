"""Raising a concern: numbers before questions, and what is known already is filled in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from groups.models import HelpCall
from moderation.actions.report import report, report_person
from moderation.models import Case, Concern
from tests import cast

pytestmark = pytest.mark.django_db
NEW = "/concerns/new/"
FILLED = {"danger": "unsure", "about": "seat", "words": "I cannot go on.", "level": "4", "why": "Said it."}


def about(kind, thing):
    return reverse("moderation:new_concern_about", args=[kind, thing.pk])


@pytest.fixture
def said(meeting, member):
    return cast.words(member, "I cannot go on.")


@pytest.fixture
def reported(said, other_member):
    return report(message=said, reporter=other_member, kind="worry")


# --- The form ------------------------------------------------------------------------------------
def test_numbers_stand_before_the_first_question(client, moderator):
    client.force_login(moderator)

    text = client.get(NEW).text

    assert text.index("tel:112") < text.index("Is somebody in danger right now?")
    assert text.index("their own words") < text.index("notice yourself") < text.index("make of it")


def test_the_numbers_are_those_of_the_groups_country(client, facilitator, member):
    type(member.group).objects.update(country="GB")
    client.force_login(facilitator.user)

    assert "tel:999" in client.get(about("room", member.group.room)).text


def test_one_of_three_boxes_is_enough_and_none_is_not(client, moderator):
    client.force_login(moderator)
    facts = FILLED | {"about": "other", "who": "her son"}

    assert "Write what was said" in client.post(NEW, facts | {"words": ""}).text
    answer = client.post(NEW, facts | {"words": "", "meant": "Sounded afraid."})

    concern = Concern.objects.get()
    assert answer.url == reverse("moderation:concern", args=[concern.pk])
    assert (concern.seat, concern.who, concern.level) == (None, "her son", 4)


def test_somebody_else_is_named_in_a_few_words(client, moderator):
    client.force_login(moderator)

    assert "who it is, as far as you know" in client.post(NEW, FILLED | {"about": "other"}).text


def test_danger_now_says_that_the_leads_get_a_mail_and_no_more_than_that(client, moderator):
    client.force_login(moderator)

    answer = client.post(
        NEW, FILLED | {"about": "other", "who": "x", "danger": "now", "level": "1"}, follow=True
    )

    assert Concern.objects.get().level == 5
    assert "the safeguarding leads get a mail now. When it hurries, call them yourself." in answer.text


# --- Where it comes from -----------------------------------------------------------------------------
def test_from_a_report_the_words_and_the_seat_are_there(client, reported, member, moderator):
    client.force_login(moderator)
    address = about("report", reported)

    assert "I cannot go on." in client.get(address).text
    client.post(address, FILLED | {"seat": str(member.pk)})

    concern = Concern.objects.get()
    assert (concern.report, concern.seat, concern.group) == (reported, member, member.group)
    assert Entry.objects.filter(action="concern.begun", actor_id=moderator.pk).count() == 1


def test_from_a_case_its_level_and_words_are_there(client, reported, said, member, moderator):
    Case.objects.all().delete()
    case = Case.objects.create(
        kind="risk",
        priority=0,
        level=5,
        message=said,
        group=member.group,
        evidence=reported.copy,
        due_at=timezone.now() + timedelta(minutes=5),
    )
    client.force_login(moderator)
    page = client.get(about("case", case)).text

    client.post(about("case", case), FILLED | {"seat": str(member.pk)})

    assert "I cannot go on." in page
    assert page.count("checked") == 2  # the seat, and level 5
    assert Concern.objects.get().case == case


def test_from_a_case_about_a_person_their_seat_is_found(client, member, moderator):
    case = Case.objects.create(
        kind="notice",
        priority=0,
        person=member.user,
        group=member.group,
        due_at=timezone.now() + timedelta(minutes=5),
    )
    client.force_login(moderator)

    assert "Kuura" in client.get(about("case", case)).text


def test_whoever_is_reported_as_a_person_is_whom_it_is_about_and_nothing_they_said_is(
    client, moderator, member, other_member, said
):
    made = report_person(seat=member, reporter=other_member, kind="worry", note="Does not answer.")
    client.force_login(moderator)

    for source in (about("case", made.case), about("report", made)):
        page = client.get(source)
        assert page.context["form"]["words"].value() in (None, "")
        assert "I cannot go on." in page.text
        assert "This is what it is about" not in page.text
        client.post(source, FILLED | {"seat": str(member.pk), "words": "", "seen": "No answer since Monday."})
    assert set(Concern.objects.values_list("seat", flat=True)) == {member.pk}


def test_from_a_call_for_help(client, member, facilitator, stranger):
    call = HelpCall.objects.create(room=member.group.room, caller=member)
    client.force_login(facilitator.user)

    client.post(about("call", call), FILLED | {"seat": str(member.pk)})

    assert Concern.objects.get().call == call
    client.force_login(cast.lead(cast.make_staff("facilitator"), stranger.group).user)
    assert client.get(about("call", call)).status_code == 404


def test_from_the_room_each_seat_can_be_meant_but_ones_own(client, facilitator, member, other_member):
    client.force_login(facilitator.user)
    address = about("room", member.group.room)

    text = client.get(address).text
    client.post(address, FILLED | {"seat": str(other_member.pk)})

    assert "Kuura" in text
    assert "Halla" in text
    assert str(facilitator.pk) not in text
    assert Concern.objects.get().seat == other_member


def test_elsewhere_there_is_nothing(client, moderator, member):
    client.force_login(moderator)

    for kind in ("room", "moon"):
        assert client.get(about(kind, member.group.room)).status_code == 404


def test_the_words_of_a_case_and_their_surroundings_stand_there_folded(
    client, said, member, other_member, moderator
):
    cast.words(other_member, "What is it?")
    reported = report(message=said, reporter=other_member, kind="worry")
    client.force_login(moderator)

    page = client.get(about("case", reported.case)).text
    again = client.post(about("case", reported.case), FILLED | {"why": ""}).text

    for text in (page, again):
        folded = text.partition('<details class="fold"><summary>Show the words')[2].partition("</details>")[0]
        assert ("I cannot go on." in folded, "What is it?" in folded) == (True, True)
    looks = Entry.objects.filter(
        action="concern.begun", subject_id=str(reported.case_id), actor_id=moderator.pk
    )
    assert looks.count() == 2


def test_who_leads_groups_chooses_a_seat_of_theirs_where_nothing_led_here(
    client, facilitator, member, stranger
):
    client.force_login(facilitator.user)

    page = client.get(NEW).text
    assert f'value="{member.pk}"' in page
    assert str(stranger.pk) not in page
    assert "Choose the seat" in client.post(NEW, FILLED).text
    client.post(NEW, FILLED | {"seat": str(member.pk)})

    concern = Concern.objects.get()
    assert (concern.seat, concern.group) == (member, member.group)


def test_somebody_without_a_seat_is_named_there_too(client, facilitator, member):
    client.force_login(facilitator.user)

    client.post(NEW, FILLED | {"about": "other", "who": "her son"})

    assert Concern.objects.get().seat is None


def test_seats_of_several_groups_say_which(client, facilitator, member, stranger):
    cast.lead(facilitator.user, stranger.group)
    client.force_login(facilitator.user)

    assert f"{member.alias}, {member.group.name}" in client.get(NEW).text
