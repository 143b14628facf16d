"""The page on which a notice from outside is tied to what it is about."""

import pytest
from django.urls import reverse

from community.audit.models import Entry
from moderation.actions.case import claim
from moderation.actions.notice import notify
from moderation.actions.visit import enter
from moderation.models import Case
from tests import cast
from tests.moderation.actions.test_notice import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return notify(**FACTS).report.case


@pytest.fixture
def watch(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def inside(meeting, member, moderator):
    cast.words(member, "I will find you.")
    cast.words(member, "Hidden by staff.", state="hidden")
    return enter(room=meeting.group.room, actor=moderator, reason="A notice from outside.")


def page_of(case):
    return reverse("moderation:tie_case", args=[case.pk])


def test_the_case_leads_there_as_long_as_it_names_nobody(case, watch, member):
    address = reverse("moderation:case", args=[case.pk])
    assert page_of(case) in watch.get(address).text

    Case.objects.update(person=member.user)
    assert page_of(case) not in watch.get(address).text


def test_from_outside_one_reads_the_notice_and_the_doors_and_nothing_of_any_group(case, watch, group, member):
    page = watch.get(page_of(case)).text

    assert "Somebody is threatened there." in page
    assert reverse("moderation:visit_new", args=[group.room.pk]) in page
    assert "Kuura" not in page


def test_from_within_one_finds_the_words_and_ties_them(case, watch, inside, meeting, member):
    assert "I will find you." not in watch.get(page_of(case)).text

    page = watch.get(f"{page_of(case)}?meeting={meeting.pk}").text
    assert "I will find you." in page
    assert "Hidden by staff." not in page
    said = member.messages.get(state="shown")
    answer = watch.post(page_of(case), {"message": str(said.pk)}, follow=True)

    assert "Now it is decided like any other case." in answer.text
    assert "Hide the words" in answer.text
    assert Case.objects.get().message == said
    assert Entry.objects.filter(action="case.searched").count() == 2


def test_or_the_person(case, watch, inside, member):
    assert "It is about Kuura" in watch.get(page_of(case)).text

    watch.post(page_of(case), {"seat": str(member.pk)})

    assert Case.objects.get().person == member.user


@pytest.mark.parametrize("sent", [{}, {"seat": "x"}, {"message": "x"}, {"message": ""}])
def test_what_is_not_there_cannot_be_tied(case, watch, inside, sent):
    assert watch.post(page_of(case), sent).status_code == 404


def test_words_and_people_of_other_rooms_are_not_there(case, watch, inside):
    stranger = cast.seat(cast.make_user(), cast.make_group(name="Monday group"))
    cast.make_meeting(stranger.group)
    words = cast.words(stranger, "Elsewhere.")

    for sent in ({"message": str(words.pk)}, {"seat": str(stranger.pk)}):
        assert watch.post(page_of(case), sent).status_code == 404
    assert watch.get(f"{page_of(case)}?meeting={words.meeting_id}").status_code == 404
    assert watch.get(f"{page_of(case)}?meeting=x").status_code == 200


def test_without_a_visit_nothing_is_tied(case, watch, member):
    assert watch.post(page_of(case), {"seat": str(member.pk)}).status_code == 404


def test_the_page_costs_the_same_for_one_and_for_three(
    case, watch, inside, meeting, group, member, django_assert_max_num_queries
):
    address = f"{page_of(case)}?meeting={meeting.pk}"
    watch.get(address)
    with django_assert_max_num_queries(60) as first:
        watch.get(address)
    for number in range(2):
        seat = cast.seat(cast.make_user(), group, alias=f"New {number}")
        cast.words(seat, "Me too.")
        cast.make_meeting(group, starts_in=-9000 - number)

    with django_assert_max_num_queries(len(first)):
        watch.get(address)


def test_from_the_room_one_press_leads_back_to_the_notice_in_hand(case, watch, inside, moderator):
    room = reverse("moderation:visit", args=[inside.pk])
    assert page_of(case) not in watch.get(room).text

    claim(case=case, actor=moderator)

    assert page_of(case) in watch.get(room).text


def test_a_notice_of_sexual_abuse_of_a_child_says_so(watch):
    report = notify(**FACTS | {"offence": True}).report

    assert "It is about sexual abuse of a child." in watch.get(f"/moderation/cases/{report.case_id}/").text


def test_where_nobody_is_named_the_likely_button_is_there_for_the_key(case, watch):
    page = watch.get(f"/moderation/cases/{case.pk}/")

    assert page.context["likely"] == "none"
    assert 'data-key="d"' in page.text


def test_staff_of_the_group_are_told_from_members_and_stand_last(case, watch, inside, member, facilitator):
    page = watch.get(page_of(case)).text.partition("Who sits here")[2]

    assert page.index(member.alias) < page.index(facilitator.alias)
    assert page.partition(f"It is about {member.alias}")[0].count("badge") == 0
    assert page.count('<span class="badge">Facilitator</span>') == 1
