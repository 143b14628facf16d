"""A span of time, and what reports and findings say, in few words."""

from datetime import UTC, datetime

from moderation.models import Report
from moderation.templatetags import case


def test_what_two_reports_say_alike_is_said_once():
    unkind, other = Report.Kind.values[:2]
    reports = [Report(kind=unkind), Report(kind=other), Report(kind=unkind)]

    assert case.kinds(reports) == f"{Report.Kind(unkind).label}, {Report.Kind(other).label}"


def test_a_line_of_a_copy_knows_when_it_was_said():
    said = datetime(2026, 3, 2, 18, 5, tzinfo=UTC)

    assert case.moment(said.isoformat()) == said
    assert case.moment("") is None
    assert case.moment(None) is None
