"""What we decide, in numbers: a page, a table, and the statements for those who send them on."""

import csv
import json

import pytest
from django.core.cache import cache
from django.utils import timezone

from moderation.models import Case, Decision
from tests import cast
from tests.moderation.statement_rules import faults_of

pytestmark = pytest.mark.django_db
PAGE = "/moderation/transparency/"
YEAR = timezone.localdate().year - 1  # the last one that is over


@pytest.fixture(autouse=True)
def _counted_anew():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def decided(moderator):
    for number in range(7):
        cast.decide(cast.make_user(), by=moderator, measure="hide" if number > 4 else "remind")
    then = timezone.now().replace(year=YEAR, month=6, day=1)
    Decision.objects.update(made_at=then)
    Case.objects.update(opened_at=then)


def test_anybody_reads_the_numbers(client, decided):
    page = client.get(PAGE).text

    assert f"What we decided in {YEAR}" in page
    assert "<td>5</td>" in page
    assert "<td>fewer than 5</td>" in page
    assert "JSON" not in page


@pytest.mark.parametrize("asked", ["", "1999", "soon", "²", "1" * 5000, str(YEAR + 1)])
def test_a_year_that_is_none_or_not_over_is_the_last(asked, client, decided):
    assert f"What we decided in {YEAR}" in client.get(PAGE, {"year": asked}).text


def test_in_the_first_year_the_running_one_stands_there_and_says_so(client, moderator):
    for _number in range(5):
        cast.decide(cast.make_user(), by=moderator, measure="remind")

    page = client.get(PAGE).text

    assert f"What we decided in {YEAR + 1} until now" in page
    assert "the numbers still grow" in page
    assert "<td>5</td>" in page
    table = client.get("/moderation/transparency.csv").text
    assert f"{YEAR + 1},decisions,Remind,5" in table


def test_a_year_that_is_over_does_not_say_until_now(client, decided):
    assert "until now" not in client.get(PAGE).text


def test_the_table_has_the_same_numbers(client, decided):
    answer = client.get("/moderation/transparency.csv")
    rows = list(csv.DictReader(answer.text.splitlines()))

    assert answer["Content-Type"].startswith("text/csv")
    numbers = {(row["table"], row["what"]): row["count"] for row in rows}
    assert numbers["decisions", "Remind"] == "5"
    assert numbers["decisions", "Hide the words"] == "<5"
    assert numbers["automation", "Held by a rule"] == "0"
    assert {row["year"] for row in rows} == {str(YEAR)}


def test_statements_come_as_the_database_takes_them(client, decided, coordinator):
    client.force_login(coordinator)
    answer = client.get("/moderation/statements.json", {"year": YEAR, "part": "x"})

    statements = json.loads(answer.text)["statements"]
    assert len(statements) == 2
    assert [faults_of(statement) for statement in statements] == [[], []]
    assert "part=1" in client.get(PAGE, {"year": YEAR}).text


def test_whoever_sends_statements_on_finds_those_of_this_year(client, decided, coordinator):
    client.force_login(coordinator)

    assert f"?year={YEAR + 1}&amp;part=1" not in client.get(PAGE, {"year": YEAR + 1}).text
    Decision.objects.update(made_at=timezone.now())
    assert f"?year={YEAR + 1}&amp;part=1" in client.get(PAGE).text


@pytest.mark.parametrize("part", ["0", "1" * 5000])
def test_a_part_that_is_none_is_the_first(part, client, decided, coordinator):
    client.force_login(coordinator)

    answer = client.get("/moderation/statements.json", {"year": YEAR, "part": part})

    assert answer["Content-Disposition"] == f'attachment; filename="statements-{YEAR}-1.json"'


def test_the_figures_are_counted_once_in_a_while(client, decided, django_assert_max_num_queries):
    page = client.get(PAGE).text

    with django_assert_max_num_queries(2):
        assert client.get(PAGE).text.count("<td>") == page.count("<td>")
