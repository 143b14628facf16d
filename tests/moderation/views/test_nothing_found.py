"""Held words in which nothing was found: why they wait, and no rule that nobody chose."""

import pytest
from django.urls import reverse

from moderation.models import Decision
from tests.moderation.forms.test_case import case_about, decide, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client


@pytest.mark.parametrize(
    ("of_person", "of_group", "why"),
    [(True, True, "staff read this person first"), (False, True, "staff read the whole group first")],
)
def test_of_words_in_which_nothing_was_found_no_rule_is_chosen_and_it_is_said_why_they_wait(
    desk, member, of_person, of_group, why
):
    type(member).objects.update(is_read_first=of_person)
    type(member.group).objects.update(is_read_first=of_group)

    page = page_of(desk, case_about(member, "held", kind="held"))

    assert not page.context["form"]["rule"].value()
    assert why in page.text
    assert " checked" not in page.text.partition("your-decision")[2].partition("</form>")[0]
    assert "Nothing was found" not in page_of(desk, case_about(member, "held", rules=["links.url"])).text
    assert "Nothing was found" not in page_of(desk, case_about(member)).text


def test_of_words_nobody_is_read_first_for_it_says_that_nothing_was_found(desk, member):
    page = page_of(desk, case_about(member, "held", kind="held")).text

    assert "Nothing was found in these words." in page
    assert "They wait because" not in page


def test_only_what_finds_nothing_needs_no_rule_and_its_person_reads_of_none(client, desk, member):
    case = case_about(member, "held", kind="held")
    refused = decide(desk, case, measure="return")
    assert refused.status_code == 422
    assert "Name one rule, or the law it is about." in refused.text
    assert not Decision.objects.exists()

    decide(desk, case, measure="release")

    client.force_login(member.user)
    own = client.get(reverse("moderation:own_decision", args=[Decision.objects.get().pk])).text
    assert "Be kind" not in own + client.get(reverse("moderation:own_decisions")).text
    assert "The law" not in own
