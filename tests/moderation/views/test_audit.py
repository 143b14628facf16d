"""The audit reading room. Who is let in is in tests/access/table.txt."""

import csv
import io
import json

import pytest
from django.urls import reverse

from community.audit.actions import record
from community.audit.models import Entry
from moderation.ledger import PAGE
from tests import cast
from tests.moderation.watching import waiting

pytestmark = pytest.mark.django_db
LOG = "/audit/"


@pytest.fixture
def reads(client, lead):
    """The safeguarding lead's browser."""
    client.force_login(lead)
    return client


def test_it_shows_who_did_what_and_why_and_that_it_was_read(reads, moderator):
    record(moderator, "visit.began", moderator, "Two reports.", minutes=30)

    page = reads.get(LOG).text

    assert "visit.began" in page
    assert "Oskari" in page
    assert "Two reports." in page
    assert Entry.objects.filter(action="audit.looked").count() == 1


def test_who_runs_the_software_reads_no_reasons(client, moderator):
    record(moderator, "visit.began", moderator, "Two reports.")
    client.force_login(cast.make_staff("administrator", credential=False))

    page = client.get(LOG).text

    assert "visit.began" in page
    assert "Two reports." not in page


def test_a_filter_that_makes_no_sense_is_said_and_shows_nothing(reads, moderator):
    record(moderator, "visit.began")

    page = reads.get(LOG, {"act": "Something; else"}).text

    assert "Acts are written like" in page
    assert "<b>visit.began</b>" not in page


def test_earlier_entries_are_a_press_away_under_the_same_filter(reads, moderator):
    for _number in range(PAGE + 1):
        record(moderator, "report.looked")

    page = reads.get(LOG, {"act": "report"})

    assert f'href="?act=report&amp;before={page.context["page"][-1].seq}"' in page.text
    further = reads.get(LOG, {"act": "report", "before": page.context["page"][-1].seq})
    assert len(further.context["page"]) == 1
    assert reads.get(LOG, {"before": "9" * 30}).status_code == 200


def test_one_case_is_followed(reads, moderator):
    case = waiting()
    record(moderator, "case.looked", case)
    address = reverse("moderation:audit_case", args=[case.pk])
    assert address in reads.get(LOG).text

    assert "case.looked" in reads.get(address).text


def test_the_chain_is_checked_by_a_press(reads, moderator):
    record(moderator, "case.looked")

    page = reads.post("/audit/check/").text

    assert "The log is as it was written" in page
    assert "Entries 1 to 1 were checked." in page


def test_the_filter_is_taken_out_as_csv_or_json(reads, moderator):
    record(moderator, "case.looked", reason="A word.", level=5)
    record(moderator, "report.seen")

    table = reads.post("/audit/export/", {"act": "case", "form": "csv"})
    tree = reads.post("/audit/export/", {"act": "case", "form": "json"})

    (row,) = csv.DictReader(io.StringIO(table.text))
    assert (row["action"], json.loads(row["facts"])) == ("case.looked", {"level": 5})
    assert [row["action"] for row in json.loads(tree.content)] == ["case.looked"]
    assert "A word." not in table.text + tree.text
    assert table["Content-Disposition"] == 'attachment; filename="audit.csv"'
    assert reads.post("/audit/export/", {"act": "%"}).status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_costs_the_same_however_long(rows, reads, moderator, django_assert_num_queries):
    for _number in range(rows):
        record(moderator, "case.looked", waiting())
    reads.get(LOG)

    with django_assert_num_queries(16):
        reads.get(LOG)


def test_nobody_reads_the_story_of_their_own_case(reads, lead):
    about = cast.decide(lead, by=cast.make_staff("moderator")).case

    assert reads.get(reverse("moderation:audit_case", args=[about.pk])).status_code == 403
