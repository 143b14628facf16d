"""What we decide, in numbers: a page, a table, and the statements for those who send them on."""

import csv
import json

import pytest
from django.utils import timezone

from tests import cast
from tests.moderation.statement_rules import faults_of

pytestmark = pytest.mark.django_db
PAGE = "/moderation/transparency/"
YEAR = timezone.localdate().year


@pytest.fixture
def decided(moderator):
    for number in range(7):
        cast.decide(cast.make_user(), by=moderator, measure="hide" if number > 4 else "remind")


def test_anybody_reads_the_numbers(client, decided):
    page = client.get(PAGE).text

    assert f"What we decided in {YEAR}" in page
    assert "<td>5</td>" in page
    assert "<td>fewer than 5</td>" in page
    assert "JSON" not in page


@pytest.mark.parametrize("asked", ["", "1999", "soon", "²"])
def test_a_year_that_is_none_is_this_one(asked, client):
    assert f"What we decided in {YEAR}" in client.get(PAGE, {"year": asked}).text


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
    assert "part=1" in client.get(PAGE).text
