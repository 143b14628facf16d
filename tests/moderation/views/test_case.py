"""The queue and the case in pages: what is most urgent first, decided in two presses, nothing looked at unnoticed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from groups.models import Message
from moderation.actions.case import claim, open_case
from moderation.actions.decision import decide, turn_down
from moderation.actions.report import report_person
from moderation.evidence import mark_of
from moderation.models import Case, Decision, Report
from tests import cast

pytestmark = pytest.mark.django_db
QUEUE = "/moderation/queue/"


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client


def case_about(seat, state="shown", body="Words of Kuura.", **facts):
    message = cast.words(seat, body, state=state)
    evidence = f'[{{"is_it": true, "alias": "{seat.alias}", "at": "", "state": "{state}", "body": "{body}"}}]'
    facts = {"kind": "report", "priority": 2, "person": seat.user, "group": seat.group} | facts
    return open_case(message=message, evidence=evidence, **facts)


def press(desk, case, name, **facts):
    return desk.post(reverse(f"moderation:{name}", args=[case.pk]), facts)


def test_what_is_most_urgent_stands_first_and_no_words_stand_in_the_list(desk, member):
    case_about(member, body="Slow words.")
    urgent = case_about(member, priority=1, body="Urgent words.")

    page = desk.get(QUEUE)

    assert next(iter(page.context["page"])) == urgent
    assert "Urgent words" not in page.content.decode()
    assert "Within one hour" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3, 20])
def test_the_queue_asks_the_same_however_much_waits(
    desk, member, another_moderator, count, django_assert_num_queries
):
    for _number in range(count):
        case = case_about(member, priority=1)
        Report.objects.create(kind="unkind", copy="[]", case=case, reporter=member.user)
        Case.objects.filter(pk=case.pk).update(
            claimed_by=another_moderator, claimed_until=timezone.now() + timedelta(minutes=5)
        )
    desk.get(QUEUE)

    with django_assert_num_queries(12):
        page = desk.get(QUEUE)

    assert page.content.decode().count("Petra has this") == count


def test_what_is_overdue_says_so_in_words(desk, member):
    case = case_about(member, priority=1)
    past = timezone.now() - timedelta(hours=3)
    Case.objects.filter(pk=case.pk).update(opened_at=past, due_at=past + timedelta(hours=1))

    page = desk.get(QUEUE).content.decode()

    assert "Overdue" in page
    assert "3 h 00" in page
    assert "over" in page


def test_mine_and_what_waits_for_a_second_person_stand_apart(desk, moderator, another_moderator, member):
    mine = claim(case=case_about(member), actor=moderator)
    other = case_about(member)
    decide(case=other, actor=another_moderator, measure="close_account", rule="kind")

    assert [case.pk for case in desk.get(f"{QUEUE}?show=mine").context["page"]] == [mine.pk]
    assert [case.pk for case in desk.get(f"{QUEUE}?show=second").context["page"]] == [other.pk]
    assert len(desk.get(f"{QUEUE}?show=nonsense").context["page"]) == 2


def test_what_one_may_not_take_is_only_looked_at(desk, moderator, another_moderator, member, stranger):
    free = case_about(member)
    proposed = case_about(member)
    decide(case=proposed, actor=moderator, measure="close_account", rule="kind")
    reported = case_about(member)
    Report.objects.create(kind="unkind", copy="[]", case=reported, reporter=moderator)
    beside = case_about(cast.seat(cast.make_user(), stranger.group, alias="Saari"))
    cast.lead(moderator, stranger.group)

    listed = desk.get(QUEUE).text + desk.get(f"{QUEUE}?show=second").text

    assert reverse("moderation:claim_case", args=[free.pk]) in listed
    for case in (proposed, reported, beside):
        assert reverse("moderation:claim_case", args=[case.pk]) not in listed
        assert reverse("moderation:case", args=[case.pk]) in listed


def test_held_words_are_decided_in_two_presses_from_the_queue(desk, moderator, member):
    case = case_about(member, "held", kind="held", rules=["identifiers.phone"])

    taken = press(desk, case, "claim_case")
    page = desk.get(taken.url).content.decode()
    done = press(desk, case, "decide_case", measure="return", rule="private")

    assert "Words of Kuura." in page
    assert 'value="private"' in page
    assert done.url == QUEUE
    assert Message.objects.get().state == "returned"
    decision = Decision.objects.get()
    assert (decision.made_by, decision.rule, decision.automated_detection) == (moderator, "private", True)


def test_every_look_at_a_case_is_recorded(desk, moderator, member):
    case = case_about(member)

    desk.get(reverse("moderation:case", args=[case.pk]))
    desk.get(reverse("moderation:case", args=[case.pk]))

    looks = Entry.objects.filter(action="case.looked", subject_id=str(case.pk), actor_id=moderator.pk)
    assert looks.count() == 2


def test_heavy_words_are_folded_first(desk, member):
    heavy = case_about(member, level=4, priority=1)
    light = case_about(member, level=2)

    folded = desk.get(reverse("moderation:case", args=[heavy.pk])).content.decode()
    plain = desk.get(reverse("moderation:case", args=[light.pk])).content.decode()

    assert folded.index("They may be heavy") < folded.index("Words of Kuura.")
    assert "They may be heavy" not in plain


def test_what_lasts_for_ever_is_proposed_and_confirmed_by_another(
    client, moderator, another_moderator, member
):
    case = case_about(member)
    client.force_login(moderator)
    press(client, case, "decide_case", measure="end_membership", rule="kind", facts="Again and again.")
    own = client.get(reverse("moderation:case", args=[case.pk])).content.decode()
    assert "You proposed this. It needs a second person." in own

    client.force_login(another_moderator)
    page = client.get(reverse("moderation:case", args=[case.pk])).content.decode()
    assert "Again and again." in page
    press(client, case, "confirm_case", seen=mark_of(Case.objects.get()))

    assert Decision.objects.get().second_by == another_moderator


def test_what_was_proposed_is_turned_down(client, moderator, another_moderator, member):
    case = case_about(member)
    decide(case=case, actor=moderator, measure="close_account", rule="kind")
    client.force_login(another_moderator)

    press(client, case, "turn_down_case")

    assert Case.objects.get().proposed_by is None


def test_what_is_confirmed_is_what_was_read(client, moderator, another_moderator, lead, member):
    case = case_about(member)
    decide(case=case, actor=moderator, measure="end_membership", rule="kind", facts="Again.")
    client.force_login(another_moderator)
    read = {"seen": mark_of(Case.objects.get())}
    assert read["seen"] in client.get(reverse("moderation:case", args=[case.pk])).text
    turn_down(case=case, actor=lead)
    decide(case=case, actor=lead, measure="close_account", rule="kind", facts="Again.")

    for stale in (read, {"seen": "yesterday"}):
        answer = client.post(reverse("moderation:confirm_case", args=[case.pk]), stale, follow=True)
        assert "something else since you opened this page" in answer.text
    assert not Decision.objects.exists()


def test_what_no_longer_fits_is_not_confirmed_and_the_page_says_so(
    client, moderator, another_moderator, member
):
    case = case_about(member)
    decide(case=case, actor=moderator, measure="end_membership", rule="kind")
    type(member).objects.update(left_at=timezone.now())
    client.force_login(another_moderator)

    facts = {"seen": mark_of(Case.objects.get())}
    answer = client.post(reverse("moderation:confirm_case", args=[case.pk]), facts, follow=True)

    assert "cannot be done here any more" in answer.content.decode()


def test_next_leads_to_the_most_urgent_one_may_take(desk, moderator, another_moderator, member):
    claim(case=case_about(member, priority=0), actor=another_moderator)
    first, second = case_about(member, priority=1), case_about(member)
    Report.objects.create(kind="unkind", copy="[]", case=case_about(member, priority=0), reporter=moderator)

    assert desk.get("/moderation/queue/next/").url == reverse("moderation:case", args=[first.pk])
    after = desk.get("/moderation/queue/next/", {"after": first.pk})
    assert after.url == reverse("moderation:case", args=[second.pk])
    odd = desk.get("/moderation/queue/next/", {"after": "x"})
    assert odd.url == reverse("moderation:case", args=[first.pk])
    Case.objects.update(decided_at=timezone.now())
    assert desk.get("/moderation/queue/next/").url == QUEUE


def test_a_case_is_put_back(desk, moderator, member):
    case = claim(case=case_about(member), actor=moderator)

    press(desk, case, "release_case")

    assert Case.objects.get().claimed_by is None


def test_what_somebody_else_has_is_not_decided(desk, another_moderator, member):
    case = claim(case=case_about(member), actor=another_moderator)

    assert "Petra has this" in desk.get(reverse("moderation:case", args=[case.pk])).content.decode()
    assert press(desk, case, "decide_case", measure="hide", rule="kind").status_code == 403
    assert press(desk, case, "claim_case").status_code == 403


def test_what_was_decided_before_is_shown_without_its_words(desk, moderator, member):
    decide(case=case_about(member), actor=moderator, measure="remind", rule="kind", facts="Old words.")

    page = desk.get(reverse("moderation:case", args=[case_about(member).pk])).content.decode()

    assert "1 other case about this person." in page
    assert page.index("1 other case") < page.index("Your decision")  # also on a phone
    assert "Remind" in page
    assert "Old words." not in page


def test_a_decided_case_shows_its_letter_and_one_the_room_settled_says_so(desk, moderator, member):
    done = case_about(member)
    decide(case=done, actor=moderator, measure="hide", rule="kind")
    settled = case_about(member, "held", kind="held")
    Message.objects.filter(state="held").update(state="returned")

    assert "Our rule: Be kind" in desk.get(reverse("moderation:case", args=[done.pk])).content.decode()
    page = desk.get(reverse("moderation:case", args=[settled.pk])).content.decode()
    assert "Staff of the room have decided" in page


def test_a_case_about_oneself_is_not_there(desk, moderator):
    case = open_case(kind="report", priority=2, person=moderator)

    assert desk.get(reverse("moderation:case", args=[case.pk])).status_code == 404
    assert not desk.get(QUEUE).context["page"].object_list


def test_a_refusal_leads_back_to_where_one_was_and_to_the_queue(client, desk, another_moderator, member):
    case = claim(case=case_about(member), actor=another_moderator)
    address = reverse("moderation:case", args=[case.pk])

    def refused(came_from):
        url = reverse("moderation:claim_case", args=[case.pk])
        return desk.post(url, HTTP_REFERER=came_from).text

    assert f'href="{QUEUE}?show=mine">Back' in refused(f"http://testserver{QUEUE}?show=mine")
    assert f'href="{address}">Back' in refused(f"http://testserver{address}")
    doubled = "http://testserver//elsewhere.example/x"  # as a link it would lead to that host
    for strange in ("", "https://elsewhere.example/x", "javascript:x", doubled):
        page = refused(strange)
        assert "Back to where you were" not in page
        assert f'<a class="button" href="{QUEUE}">Queue</a>' in page
    client.force_login(member.user)
    assert f'href="{QUEUE}"' not in client.get(QUEUE).text


def test_what_screening_found_is_said_in_words_and_once(desk, member):
    case = case_about(member, "held", kind="held", rules=["identifiers.phone", "identifiers.email"])

    listed = desk.get(QUEUE).text
    opened = desk.get(reverse("moderation:case", args=[case.pk])).text

    assert listed.count("Tells who somebody is") == 1
    assert "identifiers.phone" not in listed
    assert "<code>identifiers.phone</code>" in opened


def test_a_worry_about_somebody_names_the_alias_and_stands_before_the_talk(desk, member, other_member):
    report = report_person(seat=other_member, reporter=member, kind="worry", note="She writes of pills.")

    page = desk.get(reverse("moderation:case", args=[report.case.pk])).text

    assert f"Alias: <b>{other_member.alias}</b>" in page
    assert page.index("She writes of pills.") < page.index("Sealed copy")
