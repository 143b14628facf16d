"""The list of concerns, one concern, and what is done about it. Who is let in is in tests/access/table.txt."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from moderation import actions
from moderation.models import Concern, Look, Report
from tests import cast
from tests.moderation.concerns import agreed, close_to_the_end, make_concern
from tests.moderation.watching import waiting

pytestmark = pytest.mark.django_db
LIST = "/concerns/"
WORDS = ("I do not want to wake up.", "Wrote at 23.40.", "May be alone.")


@pytest.fixture
def concern(member, moderator):
    return make_concern(member, moderator)


def page(client, user, concern, act=None):
    client.force_login(user)
    name = "moderation:concern_act" if act else "moderation:concern"
    return client.get(reverse(name, args=[concern.pk, *([act] if act else [])]))


def send(client, user, concern, act, **facts):
    client.force_login(user)
    return client.post(reverse("moderation:concern_act", args=[concern.pk, act]), facts)


# --- The list ---------------------------------------------------------------------------------
def test_the_list_has_clocks_and_no_words(client, concern, lead):
    Concern.objects.update(due_at=timezone.now() - datetime.timedelta(minutes=1))
    client.force_login(lead)

    text = client.get(LIST).text

    assert "Overdue" in text
    assert "waits for a safeguarding lead" in text
    assert not any(word in text for word in (*WORDS, "Kuura"))
    assert Entry.objects.filter(action="concern.listed", actor_id=lead.pk).count() == 1


def test_staff_see_what_they_raised_and_nothing_else(client, concern, moderator, facilitator):
    client.force_login(moderator)
    assert str(concern.pk) in client.get(LIST).text

    client.force_login(facilitator.user)
    assert "You have raised none." in client.get(LIST).text


def test_what_has_no_next_step_says_so(client, concern, lead):
    actions.concern.take(concern=concern, actor=lead)
    client.force_login(lead)

    assert "Nothing is planned." in client.get(LIST).text


def test_a_long_list_comes_in_pages(client, member, lead):
    for _number in range(51):
        make_concern(member, lead)
    client.force_login(lead)

    assert client.get(LIST).text.count("<h2>") == 50
    assert client.get(LIST, {"page": 2}).text.count("<h2>") == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(rows, client, member, lead, django_assert_num_queries):
    for _number in range(rows):
        make_concern(member, lead)
    client.force_login(lead)
    client.get(LIST)

    with django_assert_num_queries(15):
        client.get(LIST)


# --- One concern -------------------------------------------------------------------------------------
def test_a_lead_reads_all_and_the_look_is_recorded(client, concern, lead):
    text = page(client, lead, concern).text

    assert all(word in text for word in WORDS)
    assert text.index("Said, in their own words") < text.index("Observed") < text.index("Interpreted")
    assert "Kuura, Thursday group" in text
    assert Look.objects.filter(by=lead).count() == 1
    assert Entry.objects.filter(action="concern.looked", actor_id=lead.pk).count() == 1


def test_nothing_private_is_in_the_title(client, concern, lead):
    title = page(client, lead, concern).text.split("</title>")[0].split("<title>")[1]

    assert title.startswith("Concern ·")


def test_who_raised_it_reads_their_own_words_and_nothing_else(client, concern, moderator, lead):
    actions.concern.add_fact(concern=concern, actor=lead, kind="seen", words="Neighbour called.")

    text = page(client, moderator, concern).text

    assert WORDS[0] in text
    assert "Neighbour called." not in text
    assert "It waits for a safeguarding lead" in text


def test_another_moderator_finds_nothing(client, concern):
    assert page(client, cast.make_staff("moderator"), concern).status_code == 404
    assert not Look.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_concern_costs_the_same_however_much_is_in_it(
    rows, client, concern, lead, django_assert_num_queries
):
    for _number in range(rows):
        facts = {"concern": concern, "actor": lead}
        right = actions.concern.add_fact(kind="seen", words="x", **facts)
        actions.concern.add_fact(kind="seen", words="y", corrects=right, **facts)
        actions.step.plan_step(what="x", who="x", due_at=timezone.now(), **facts)
        actions.concern.consult(whom="x", advice="x", **facts)
        actions.concern.look_at(**facts)
    client.force_login(lead)

    with django_assert_num_queries(27):
        page(client, lead, concern)


# --- What is done about it ---------------------------------------------------------------------------
def test_a_lead_has_it_with_one_press(client, concern, lead):
    client.force_login(lead)

    answer = client.post(reverse("moderation:concern_take", args=[concern.pk]))

    concern.refresh_from_db()
    assert answer.url == reverse("moderation:concern", args=[concern.pk])
    assert concern.taken_by == lead
    assert "I have this" not in page(client, lead, concern).text


def test_everything_is_written_down_on_a_page_of_its_own(client, concern, lead):
    wrong = concern.facts.get(kind="seen")
    given = {"to": "child", "authority": "Helsinki", "channel": "phone", "was_told": "yes"}
    for act, facts in {
        "fact": {"kind": "seen", "words": "Wrote at 22.40.", "corrects": str(wrong.pk)},
        "step": {"what": "Call the nurse", "who": "Riitta", "minutes": "60", "kind": "follow"},
        "consult": {"whom": "Dr. A", "advice": "Ask about pills."},
        "level": {"level": "4", "why": "Has a plan."},
        "family": {"family": "not", "why": "He reads her phone."},
        "given": {**given, "given_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "reference": "A-1"},
    }.items():
        assert page(client, lead, concern, act).status_code == 200
        assert send(client, lead, concern, act, **facts).status_code == 302, act

    text = page(client, lead, concern).text

    for words in ("Wrote at 22.40.", "corrects", "Call the nurse", "Ask about pills.", "Has a plan.", "A-1"):
        assert words in text
    assert "He reads her phone." in text
    assert "Wrote at 23.40." in text


def test_what_is_missing_is_asked_for_again(client, concern, lead):
    tomorrow = (timezone.localtime() + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    given = {
        "to": "child",
        "authority": "Helsinki",
        "channel": "phone",
        "was_told": "no",
        "given_at": tomorrow,
    }

    answer = send(client, lead, concern, "given", **given)

    assert "Write why they did not know" in answer.text
    assert "This time has not come yet." in answer.text
    assert not concern.notices.exists()


def test_no_form_offers_ordinary_mail(client, concern, lead):
    given = {"to": "child", "authority": "Helsinki", "channel": "email", "was_told": "yes"}

    assert send(client, lead, concern, "given", **given).status_code == 200
    assert not concern.notices.exists()


def test_what_is_not_in_the_table_is_not_there(client, concern, lead):
    assert page(client, lead, concern, "wipe").status_code == 404


def test_who_raised_it_adds_and_corrects_their_own(client, concern, moderator, lead):
    other = actions.concern.add_fact(concern=concern, actor=lead, kind="seen", words="Neighbour called.")
    own = concern.facts.get(kind="said")

    refused = send(client, moderator, concern, "fact", kind="said", words="x", corrects=str(other.pk))
    send(client, moderator, concern, "fact", kind="said", words="She said: not today.", corrects=str(own.pk))

    assert refused.status_code == 200
    assert own.corrections.get().words == "She said: not today."
    assert send(client, moderator, concern, "step", what="x").status_code == 403


def test_a_step_is_ticked_off(client, concern, lead):
    step = actions.step.plan_step(
        concern=concern, actor=lead, what="Call", who="Riitta", due_at=timezone.now()
    )
    address = reverse("moderation:step_done", args=[step.pk])
    client.force_login(lead)

    assert "Overdue" in page(client, lead, concern).text
    assert client.post(address, {"came": ""}).status_code == 200
    client.post(address, {"came": "They answered."})

    assert "They answered." in page(client, lead, concern).text
    assert client.get(address).status_code == 403


# --- Closing ------------------------------------------------------------------------------------------
def test_the_page_says_what_is_left_before_it_can_be_closed(client, concern, lead):
    assert "Take the concern in hand first" in page(client, lead, concern).text
    assert page(client, lead, concern, "close").status_code == 403


def test_it_is_closed_and_told_back_without_a_word_of_how(client, concern, lead, moderator):
    concern = close_to_the_end(concern, lead)

    send(client, lead, concern, "close", outcome="help", closing="Nurse visits daily.")

    told = page(client, moderator, concern).text
    assert "It is closed" in told
    assert "Nurse" not in told
    assert "Help has been arranged" not in told
    assert "Nurse visits daily." in page(client, lead, concern).text
    assert "Who raised it has read that it is closed" in page(client, lead, concern).text


def test_the_record_shows_that_somebody_looked_up_who_it_is(client, concern, lead):
    reveal = agreed(concern, lead)
    assert "(Sari)" in page(client, lead, concern).text

    actions.reveal.settle(reveal=reveal, actor=lead, told="We looked.")

    assert "the person was told" in page(client, lead, concern).text


def test_the_drafts_are_offered_for_children_only(client, concern, lead):
    assert reverse("moderation:notice_draft", args=[concern.pk, "FI"]) in page(client, lead, concern).text

    Concern.objects.update(age="adult")
    assert "The drafts are for children." in page(client, lead, concern).text


def test_entries_to_choose_from_have_the_time_of_the_group_and_say_which_clock(client, concern, lead, member):
    member.group.time_zone = "Europe/London"
    member.group.save()

    text = page(client, lead, concern, "fact").text

    entry = concern.facts.first()
    assert f"{timezone.localtime(entry.at, member.group.zone):%d.%m. %H.%M (%Z)}" in text


def test_from_the_concern_one_press_leads_back_to_its_case(client, member, moderator, lead):
    case = waiting(person=member.user, group=member.group)
    concern = make_concern(member, moderator, case=case)

    for person in (moderator, lead):
        assert reverse("moderation:case", args=[case.pk]) in page(client, person, concern).text


def test_a_case_and_its_concern_lead_to_each_other_for_those_who_may_know(client, member, moderator, lead):
    case = waiting(person=member.user, group=member.group)
    report = Report.objects.create(kind="worry", copy="[]", case=case, group=member.group)
    raised = make_concern(member, moderator, case=case)
    by_lead = make_concern(member, lead, report=report)
    another = cast.make_staff("moderator", display_name="Petra")

    seen = {}
    for person in (moderator, lead, another):
        client.force_login(person)
        text = client.get(reverse("moderation:case", args=[case.pk])).text
        seen[person] = [reverse("moderation:concern", args=[one.pk]) in text for one in (raised, by_lead)]

    assert list(seen.values()) == [[True, False], [True, True], [False, False]]
    assert "Raised from this" not in text
    assert reverse("moderation:case", args=[case.pk]) in page(client, lead, by_lead).text


def test_in_a_list_of_entries_it_says_whose_clock_it_is(client, member, lead):
    concern = make_concern(member, lead)

    assert "By the clock of Helsinki." in page(client, lead, concern, "fact").text
