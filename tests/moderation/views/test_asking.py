"""A member asks staff to look, at words or at a person; first the help, then the form; later the outcome."""

import pytest
from django.urls import reverse

from groups.models import Message
from moderation.actions.decision import decide
from moderation.models import Report
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(meeting, member):
    return cast.words(member, "You are all fools.")


@pytest.fixture
def phone(client, other_member):
    """The other member's phone."""
    client.force_login(other_member.user)
    return client


def test_the_worry_is_the_first_choice(phone, said):
    page = phone.get(reverse("moderation:report", args=[said.pk])).text

    assert page.index("I am worried about this person") < page.index("It is unkind or frightening")


def test_help_stands_before_the_form(phone, said):
    page = phone.get(reverse("moderation:report", args=[said.pk]) + "?worried").text

    assert page.index("tel:112") < page.index('<form method="post" action="/messages/')
    assert page.index("09 2525 0111") < page.index("is_urgent")


@pytest.mark.parametrize(("country", "number"), [("NO", "tel:113"), ("GB", "tel:999"), ("SE", "tel:112")])
def test_the_lines_are_those_of_the_groups_country(country, number, phone, said, group):
    type(group).objects.update(country=country)

    assert number in phone.get(reverse("moderation:report", args=[said.pk]) + "?worried").text


def test_danger_now_is_one_more_press(phone, said):
    address = reverse("moderation:report", args=[said.pk]) + "?worried"
    answer = phone.post(address, {"kind": "worry", "is_urgent": "on"}, follow=True)

    assert "A moderator will look at it." in answer.text
    assert (Report.objects.get().is_urgent, Report.objects.get().case.priority) == (True, 0)


def test_somebody_is_pointed_out_by_their_alias(phone, member):
    list_of = phone.get(reverse("moderation:report_whom", args=[member.group.room.pk])).text
    address = reverse("moderation:report_person", args=[member.pk])
    assert f'href="{address}?worried"' in list_of

    page = phone.get(address).text
    phone.post(address, {"kind": "unkind", "note": "Every evening."})

    assert "Are you worried about Kuura?" in page
    assert (Report.objects.get().seat, Report.objects.get().note) == (member, "Every evening.")


def test_the_list_leaves_oneself_out(phone, other_member, member):
    page = phone.get(reverse("moderation:report_whom", args=[member.group.room.pk])).text

    assert "Kuura" in page
    assert "Halla" not in page


def test_the_room_and_the_words_lead_there(phone, said, member):
    room = phone.get(reverse("groups:room", args=[said.room_id])).text
    choices = phone.get(reverse("groups:message", args=[said.pk])).text

    assert reverse("moderation:report_whom", args=[said.room_id]) in room
    assert reverse("moderation:report_person", args=[member.pk]) + "?worried" in choices


# --- My notices ---------------------------------------------------------------------------
def test_one_reads_how_it_ended_and_nothing_about_others(phone, said, moderator):
    phone.post(reverse("moderation:report", args=[said.pk]), {"kind": "unkind", "note": "It hurt."})
    assert "It waits in the moderators’ list." in phone.get("/my-notices/").text

    decide(case=Report.objects.get().case, actor=moderator, measure="hide", rule="kind")
    page = phone.get("/my-notices/").text

    assert "We looked at it, and we acted." in page
    for words in ("You are all fools.", "Kuura", "Oskari", "It hurt.", "Hide"):
        assert words not in page


def test_nothing_found_is_said_too(phone, said, moderator):
    phone.post(reverse("moderation:report", args=[said.pk]), {"kind": "unkind"})
    decide(case=Report.objects.get().case, actor=moderator, measure="none", rule="kind")

    assert "found nothing against the house rules" in phone.get("/my-notices/").text
    assert Message.objects.get().state == "shown"


def test_nobody_sees_anothers(phone, said, facilitator, client):
    phone.post(reverse("moderation:report", args=[said.pk]), {"kind": "unkind"})
    client.force_login(facilitator.user)

    assert "You have not asked" in client.get("/my-notices/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_long(rows, phone, other_member, group, django_assert_num_queries):
    for _number in range(rows):
        Report.objects.create(kind="other", copy="[]", reporter=other_member.user, group=group)
    phone.get("/my-notices/")

    with django_assert_num_queries(6):
        phone.get("/my-notices/")


def test_a_long_list_comes_in_pages(phone, other_member):
    for _number in range(21):
        Report.objects.create(kind="other", copy="[]", reporter=other_member.user)

    assert "Older" in phone.get("/my-notices/").text
    assert "Newer" in phone.get("/my-notices/", {"page": 2}).text


def test_whoever_does_not_agree_asks_for_a_second_look(phone, said, moderator, another_moderator, client):
    phone.post(reverse("moderation:report", args=[said.pk]), {"kind": "unkind"})
    first = Report.objects.get()
    assert "Ask for a second look" not in phone.get("/my-notices/").text
    decide(case=first.case, actor=moderator, measure="none", rule="kind")
    address = reverse("moderation:ask_again", args=[first.pk])
    assert address in phone.get("/my-notices/").text

    assert "Write a few words" in phone.post(address, {"words": ""}).text
    page = phone.post(address, {"words": "Read the line before."}, follow=True).text

    assert "You asked for a second look." in page
    assert "It waits in the moderators’ list." in page
    again = Report.objects.get(follows=first)
    twice = phone.post(address, {"words": "Read the line before."}, follow=True)
    assert "Thank you. Somebody else looks at it." in twice.text
    assert Report.objects.filter(follows=first).count() == 1
    assert phone.get(address).status_code == 403
    client.force_login(moderator)
    assert "You decided this before." in client.get(reverse("moderation:case", args=[again.case_id])).text
