"""What was decided about me: why, by which rule, until when, and how to object."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from community.accounts.closed import LASTS
from moderation.models import Appeal, Case, Decision
from tests import cast

pytestmark = pytest.mark.django_db
LIST = "/decisions/"


@pytest.fixture
def phone(client, member):
    client.force_login(member.user)
    return client


@pytest.fixture
def decision(member, group, moderator):
    now = timezone.now()
    return cast.decide(
        member.user,
        group=group,
        by=moderator,
        measure="mute",
        starts_at=now,
        ends_at=now + timedelta(days=7),
        facts="What you wrote on 19 November.",
        reasons="You can listen until Thursday.",
    )


def page_of(decision):
    return reverse("moderation:own_decision", args=[decision.pk])


def test_a_statement_says_all_that_the_law_asks_for(phone, decision):
    page = phone.get(page_of(decision)).text

    for words in (
        "You can listen, and not write",
        "You can listen until Thursday.",
        "What you wrote on 19 November.",
        "Be kind, also when you disagree",
        "/rules/#kind",
        "Somebody asked us to look.",
        "No program took part. A person decided.",
        "Thursday group",
        "It ends by itself.",
        "You can object until",
        "article 21",
        "You can go to court.",
    ):
        assert words in page
    assert "Oskari" not in page


def test_its_words_are_marked_as_their_language(phone, decision):
    Decision.objects.update(language="fi")

    assert '<div class="stack stack--s" lang="fi">' in phone.get(page_of(decision)).text


def test_a_law_stands_in_the_place_of_a_rule(phone, member, moderator):
    decision = cast.decide(member.user, by=moderator, rule="law", legal_ground="Criminal Code 25:7")

    assert "Criminal Code 25:7" in phone.get(page_of(decision)).text
    assert "Criminal Code 25:7" in phone.get(LIST).text


def test_what_a_program_did_is_said(phone, member, moderator):
    decision = cast.decide(member.user, by=moderator, automated_detection=True, source="own")

    page = phone.get(page_of(decision)).text
    assert "A program had marked the words; a person read them and decided." in page
    assert "We saw it ourselves." in page


def test_what_has_no_end_says_that_two_decided(phone, member, moderator, another_moderator):
    facts = {"measure": "end_membership", "is_permanent": True, "second_by": another_moderator}
    page = phone.get(page_of(cast.decide(member.user, by=moderator, **facts))).text

    assert "Two people decided it together." in page


def test_the_list_says_each_in_a_line_and_what_is_over(phone, decision, member, moderator):
    then = timezone.now() - timedelta(days=9)
    over = {"measure": "mute", "starts_at": then, "ends_at": then + timedelta(days=1)}
    cast.decide(member.user, by=moderator, **over)
    cast.decide(member.user, by=moderator, undone_at=timezone.now(), undone_by=moderator)

    page = phone.get(LIST).text

    assert page.count('<li class="card') == 3
    assert "Over" in page
    assert "Undone" in page
    assert page_of(decision) in page


def test_what_nobody_was_told_yet_is_not_there(phone, member, moderator):
    decision = cast.decide(member.user, by=moderator, told_at=None)

    assert "Nothing has been decided about you." in phone.get(LIST).text
    assert phone.get(page_of(decision)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(
    rows, phone, member, moderator, group, django_assert_num_queries
):
    for _number in range(rows):
        cast.decide(member.user, by=moderator, group=group)
    phone.get(LIST)

    with django_assert_num_queries(5):
        phone.get(LIST)


# --- Objecting ------------------------------------------------------------------------
def test_one_objects_on_the_same_page_and_sees_that_it_came(phone, decision):
    page = phone.post(page_of(decision), {"words": "It was a joke."}, follow=True).text

    assert "Your objection has come in." in page
    assert "You have objected" in page
    assert "It was a joke." in page
    assert 'name="words"' not in page


def test_an_objection_without_a_word_is_asked_for_again(phone, decision):
    page = phone.post(page_of(decision), {"words": ""})

    assert "Write a few words" in page.text
    assert not Appeal.objects.exists()


def test_after_six_months_there_is_no_form_and_the_page_says_why(phone, decision):
    Decision.objects.update(told_at=timezone.now() - timedelta(days=200))

    page = phone.get(page_of(decision)).text
    assert "The six months in which one can object are over." in page
    assert 'name="words"' not in page
    assert phone.post(page_of(decision), {"words": "Late."}).status_code == 403


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("reversed", "You were right: the decision is undone"), ("upheld", "The decision stays")],
)
def test_the_answer_stands_there_with_its_reasons(outcome, words, phone, decision, member, another_moderator):
    Appeal.objects.create(
        decision=decision,
        by=member.user,
        words="It was a joke.",
        first_by=decision.made_by,
        decided_by=another_moderator,
        decided_at=timezone.now(),
        outcome=outcome,
        answer="I read it all again.",
    )

    page = phone.get(page_of(decision)).text
    assert words in page
    assert "I read it all again." in page
    assert "Petra" not in page
    assert "Your objection is answered" in phone.get(LIST).text


# --- Where it is led to from ----------------------------------------------------------------
def test_home_leads_there(phone):
    page = phone.get(reverse("groups:home")).text

    assert LIST in page
    assert "/my-notices/" in page


def test_a_paused_account_is_led_there_from_home(phone, member):
    member.user.standing = "paused"
    member.user.save()

    assert "Why, and how to object" in phone.get(reverse("groups:home")).text


def test_the_refusal_to_speak_leads_there(phone, member, meeting):
    member.listens_until = timezone.now() + timedelta(days=1)
    member.save()

    assert "Why, and how to object" in phone.get(reverse("groups:room", args=[member.group.room.pk])).text


# --- A closed account --------------------------------------------------------------------------
@pytest.fixture
def closed(member, moderator, another_moderator):
    """The member's account was closed by two people."""
    facts = {"measure": "close_account", "is_permanent": True, "second_by": another_moderator}
    decision = cast.decide(member.user, by=moderator, **facts)
    member.user.standing, member.user.is_active = "closed", False
    member.user.save()
    return decision


def tries_to_sign_in(client, user, passphrase=cast.PASSPHRASE):
    cache.clear()
    return client.post(
        reverse("account_login"), {"login": user.username, "password": passphrase}, follow=True
    )


def test_whose_account_is_closed_reads_why_and_objects(client, closed, member):
    page = tries_to_sign_in(client, member.user).text
    assert LIST in page
    assert page_of(closed) in client.get(LIST).text
    assert "/my-notices/" not in client.get(LIST).text

    page = client.post(page_of(closed), {"words": "It was not me."}, follow=True).text

    assert "You have objected" in page
    assert Appeal.objects.get().by == member.user
    assert client.get(reverse("groups:home")).status_code == 302


def test_without_the_passphrase_nothing_opens(client, closed, member):
    tries_to_sign_in(client, member.user, "something else entirely")

    assert client.get(page_of(closed)).status_code == 302


def test_it_opens_for_half_an_hour_only(client, closed, member, monkeypatch):
    tries_to_sign_in(client, member.user)
    later = time.time() + LASTS + 1
    monkeypatch.setattr("community.accounts.closed.time.time", lambda: later)

    assert client.get(LIST).status_code == 302


def test_a_second_step_is_not_left_out(client, moderator):
    decision = cast.decide(moderator, by=cast.make_staff("moderator"))
    moderator.standing, moderator.is_active = "closed", False
    moderator.save()
    tries_to_sign_in(client, moderator)

    assert client.get(page_of(decision)).status_code == 302


def test_nobody_elses_decision_opens_so(client, closed, member, other_member, moderator):
    others = cast.decide(other_member.user, by=moderator)
    tries_to_sign_in(client, member.user)

    assert client.get(page_of(others)).status_code == 404


@pytest.mark.parametrize(
    ("rules", "is_first"), [(["risk.en.intent.1"], True), (["identifiers.phone"], False)]
)
def test_whoever_may_be_at_risk_reads_first_where_somebody_answers(phone, decision, rules, is_first):
    type(decision.case).objects.update(rules=rules)

    page = phone.get(page_of(decision)).text

    help_at = page.index("there are people who answer now")
    assert (help_at < page.index("You can listen until Thursday.")) is is_first
    assert page.count("there are people who answer now") == 1


@pytest.mark.parametrize(("level", "is_called"), [(3, False), (5, True)])
def test_whoever_spoke_of_a_danger_finds_numbers_above_the_reasons(phone, decision, level, is_called):
    Case.objects.update(level=level, rules=["risk.en.plan.1"])

    page = phone.get(page_of(decision)).text

    assert ("tel:112" in page) == is_called
    assert ("hard to read alone" in page) != is_called


def test_without_its_group_it_still_says_where_help_is(phone, decision):
    Case.objects.update(level=5, rules=["risk.en.plan.1"], group=None)

    assert "hard to read alone" in phone.get(page_of(decision)).text
