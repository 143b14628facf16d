"""The form that decides a case: open at once with what is likeliest, and complete, or it says what is missing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from moderation import actions
from moderation.actions.case import open_case
from moderation.models import Case, Decision, Report
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client


def case_about(seat, state="shown", **facts):
    message = cast.words(seat, state=state)
    facts = {"kind": "report", "priority": 2, "person": seat.user, "group": seat.group} | facts
    return open_case(message=message, **facts)


def page_of(desk, case):
    return desk.get(reverse("moderation:case", args=[case.pk]))


def decide(desk, case, **facts):
    return desk.post(reverse("moderation:decide_case", args=[case.pk]), facts)


def test_the_letter_is_shown_changed_and_sent(desk, member):
    case = case_about(member)
    facts = {"measure": "mute", "days": 7, "rule": "kind", "facts": "You called her a name."}

    shown = decide(desk, case, letter="1", **facts)
    letter = shown.context["form"]["reasons"].value()
    assert "You called her a name." in letter
    assert "six months" in letter
    assert not Decision.objects.exists()
    decide(desk, case, reasons=letter + "\n\nWe will talk on Thursday.", **facts)

    decision = Decision.objects.get()
    assert decision.reasons.endswith("We will talk on Thursday.")
    assert decision.ends_at - timezone.now() > timedelta(days=6)


def test_the_form_stands_open_with_the_likeliest_rule_measure_and_time(desk, member):
    held = case_about(member, "held", kind="held", rules=["identifiers.phone"])
    shown = case_about(member)
    about_a_person = open_case(kind="report", priority=2, person=member.user, group=member.group)
    member.user.language = "fi"
    member.user.save()

    pages = {one: page_of(desk, one) for one in (held, shown, about_a_person)}

    likely = [page.context["likely"] for page in pages.values()]
    assert likely == ["return", "hide", "remind"]
    form = pages[held].context["form"]
    assert (form["rule"].value(), form["days"].value()) == ("private", 7)
    assert "<details" not in pages[shown].text.partition("your-decision")[2].partition("</form>")[0]
    assert '<small lang="fi">' in pages[shown].text  # what the person will read


def test_of_a_worry_and_a_risk_the_person_comes_first_and_the_words_stay(desk, member):
    risk = case_about(member, kind="risk", rules=["risk.en.wish.1"], level=3)
    worry = case_about(member)
    Report.objects.create(kind="worry", copy="[]", case=worry)
    unkind = case_about(member)
    Report.objects.create(kind="unkind", copy="[]", case=unkind)

    pages = [page_of(desk, case) for case in (risk, worry, unkind)]

    assert [page.context["likely"] for page in pages] == ["none", "none", "hide"]
    assert ["First the person, then the words." in page.text for page in pages] == [True, True, False]


def test_words_that_wait_read_first_are_most_likely_let_through(desk, member):
    case = case_about(member, "held", kind="held")

    assert page_of(desk, case).context["likely"] == "release"


def test_without_words_of_ones_own_the_rule_says_what_happened(desk, member):
    decide(desk, case_about(member), measure="mute", days=7, rule="private")

    assert "can show who somebody is" in Decision.objects.get().facts


def test_the_letter_shown_is_sent_by_the_same_button(desk, member):
    case = case_about(member)

    page = decide(desk, case, measure="mute", days=7, rule="kind", letter="on")

    form = page.text.partition('id="decision"')[2]  # where the press leads
    assert form.index("Nothing is sent yet.") < form.index('name="reasons"') < form.index('name="rule"')
    assert "Nothing is sent yet." not in page_of(desk, case).text
    assert page.context["likely"] == "mute"
    assert not page.context["form"]["letter"].value()


def test_a_letter_about_something_else_is_not_sent(desk, member):
    case = case_about(member)
    facts = {"measure": "mute", "days": 7, "rule": "kind"}
    shown = decide(desk, case, letter="1", **facts).context["form"]
    facts |= {name: shown[name].value() for name in ("reasons", "letter_for")}

    page = decide(desk, case, **facts | {"days": 30})
    assert "You chose something else since this letter was written." in page.text
    assert not Decision.objects.exists()
    decide(desk, case, **facts)

    assert Decision.objects.get().measure == "mute"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"measure": "mute", "rule": "kind"}, "Say until when."),
        ({"measure": "hide", "rule": "law"}, "Name the law."),
        ({"measure": "release", "rule": "kind"}, "Select a valid choice"),
        ({"rule": "kind"}, "Choose what happens."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_decided(desk, member, facts, says):
    page = decide(desk, case_about(member), **facts)

    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("measure", ["end_membership", "close_account"])
def test_for_ever_nobody_is_told_without_what_happened(desk, member, measure):
    case = case_about(member)

    page = decide(desk, case, measure=measure, rule="kind")

    assert page.status_code == 422
    assert page.context["form"].has_error("facts", "no_facts")
    assert Case.objects.get().proposed_by is None


def test_what_enter_sends_names_no_measure_and_keeps_what_was_typed(desk, member):
    page = decide(desk, case_about(member), rule="private", facts="You wrote her street.")

    assert page.status_code == 422
    assert "You wrote her street." in page.text
    assert not Decision.objects.exists()


def test_the_form_names_the_language_of_the_person(desk, member):
    type(member.user).objects.filter(pk=member.user_id).update(language="sv")
    case = case_about(member)

    assert "Language: <b>Swedish</b>" in page_of(desk, case).text


def test_what_was_typed_stays_when_somebody_else_has_it_or_it_is_decided(desk, another_moderator, member):
    case = actions.case.claim(case=case_about(member), actor=another_moderator)
    sent = {"measure": "remind", "rule": "kind", "facts": "My own words."}

    taken = decide(desk, case, **sent)
    actions.decision.decide(case=case, actor=another_moderator, measure="hide", rule="kind")
    decided = decide(desk, case, **sent)

    for answer, reason in (
        (taken, "Somebody else has this one"),
        (decided, "This has been decided already."),
    ):
        assert answer.status_code == 403
        assert reason in answer.text
        assert "My own words." in answer.text
    assert Decision.objects.get().measure == "hide"


def test_what_lasts_for_ever_says_beforehand_what_it_needs_and_its_second_person_has_a_key(
    desk, another_moderator, member
):
    case = case_about(member)
    assert page_of(desk, case).text.count("needs your own words") == 1

    final = {"measure": "end_membership", "rule": "kind", "facts": "Threats."}
    actions.decision.decide(case=case, actor=another_moderator, **final)

    assert 'data-key="d"' in page_of(desk, case).text


@pytest.mark.parametrize(("pressed", "days"), [("mute:30", 30), ("mute", 7), ("pause:1", 1)])
def test_one_press_says_what_happens_and_for_how_long(desk, member, pressed, days):
    page = page_of(desk, case_about(member))
    assert f'name="measure" value="{pressed}"' in page.text
    assert '<input type="hidden" name="days" value="7">' in page.text

    decide(desk, Case.objects.get(), measure=pressed, days=7, rule="private")

    decision = Decision.objects.get()
    assert (decision.measure, decision.rule) == (pressed.partition(":")[0], "private")
    assert decision.ends_at - decision.starts_at == pytest.approx(
        timedelta(days=days), abs=timedelta(minutes=1)
    )


def test_the_press_that_asked_for_the_letter_is_the_main_one_under_it(desk, member):
    page = decide(desk, case_about(member), measure="mute:3", days=7, rule="kind", letter="on")

    assert 'button--main" data-key="d" name="measure" value="mute:3">' in page.text
    assert page.text.partition("your-decision")[2].partition("</form>")[0].count("button--main") == 1


@pytest.mark.parametrize("pressed", ["mute:5", "mute:x", ":3", "hug:3"])
def test_a_button_that_does_not_stand_there_decides_nothing(desk, member, pressed):
    page = decide(desk, case_about(member), measure=pressed, rule="kind")

    assert page.status_code == 422
    assert not Decision.objects.exists()


def test_the_form_says_which_choices_leave_the_words_standing_and_so_does_the_answer(desk, member):
    about_a_person = open_case(kind="report", priority=2, person=member.user, group=member.group)
    assert "the words stay, unless you tick this" not in page_of(desk, about_a_person).text
    first, second = case_about(member), case_about(member)
    assert "the words stay, unless you tick this" in page_of(desk, first).text

    decide(desk, first, measure="mute:3", rule="kind")
    standing = desk.get(reverse("moderation:queue")).text
    decide(desk, second, measure="mute:3", rule="kind", takes_words="on")
    taken = desk.get(reverse("moderation:queue")).text

    until = date_format(timezone.localtime(timezone.now() + timedelta(days=3), member.group.zone), "j F Y")
    said = f"Listen only until {until} · Be kind, also when you disagree"
    assert f"Decided: {said}. The words still stand in the group." in standing
    assert f"take back “{said}”" in standing
    assert f"Decided: {said}." in taken
    assert "The words still stand" not in taken


@pytest.mark.parametrize(("level", "is_said"), [(3, False), (4, True)])
def test_of_a_danger_to_a_life_the_form_says_what_its_author_reads_first(desk, member, level, is_said):
    case = case_about(member, kind="risk", rules=["risk.en.plan.1"], level=level)

    page = page_of(desk, case).text

    assert ("They spoke of a danger to a life." in page) == is_said
    assert ("Others listen who find it hard too." in page) != is_said


def test_a_sign_in_that_was_lost_before_the_press_leads_back_to_the_case(client, desk, member, moderator):
    case = case_about(member)
    address = reverse("moderation:decide_case", args=[case.pk])
    client.logout()
    assert client.post(address, {"measure": "hide", "rule": "kind"}).url.endswith(f"?next={address}")

    client.force_login(moderator)
    answer = client.get(address, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("moderation:case", args=[case.pk])
    assert "nothing is decided" in answer.text
    assert Case.objects.get().is_open
