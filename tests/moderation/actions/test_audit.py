"""Reading the audit log: what fits, in pages, one case through, out of the house; all of it written down."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from community.audit import triggers
from community.audit.actions import record
from community.audit.models import Entry
from moderation.actions import audit
from moderation.actions.alarm import raise_alarm, take_alarm
from moderation.actions.appeal import appeal as make_appeal
from moderation.actions.concern import raise_concern
from moderation.actions.decision import decide
from moderation.actions.report import report as make_report
from moderation.ledger import PAGE, Asked
from tests import cast
from tests.moderation.concerns import agreed, make_concern
from tests.moderation.watching import waiting

pytestmark = pytest.mark.django_db


def found(lead, **asked):
    page, _older = audit.look(actor=lead, asked=Asked(**asked))
    return [entry.action for entry in page]


def test_filtered_by_person_act_thing_and_days(lead, moderator, clock):
    record(moderator, "report.seen", moderator)
    record(lead, "report.looked")
    clock.move(days=2)
    record(moderator, "case.decided")
    today = timezone.localdate()

    assert found(lead, person=str(moderator.pk)) == ["case.decided", "report.seen"]
    assert found(lead, act="report") == ["report.looked", "report.seen"]
    assert found(lead, act="report.seen") == ["report.seen"]
    assert found(lead, thing=str(moderator.pk)) == ["report.seen"]
    assert found(lead, act="case", first_day=today) == ["case.decided"]
    assert found(lead, act="report", first_day=today) == []
    assert found(lead, act="report", last_day=today - datetime.timedelta(days=1)) == [
        "report.looked",
        "report.seen",
    ]


def test_it_comes_in_pages(lead):
    for _number in range(PAGE + 2):
        record(lead, "report.looked")

    page, older = audit.look(actor=lead, asked=Asked(act="report"))
    rest, none = audit.look(actor=lead, asked=Asked(act="report"), before=older)

    assert (len(page), len(rest), none) == (PAGE, 2, None)
    assert page[0].who == "Riitta"


def test_reading_is_written_down_with_what_was_looked_for(lead, moderator):
    audit.look(actor=lead, asked=Asked(person=str(moderator.pk), act="case"))

    entry = Entry.objects.get(action="audit.looked")
    assert entry.facts == {"count": 0, "person": str(moderator.pk), "act": "case"}


def test_one_case_is_followed_through(lead, moderator):
    case = waiting()
    record(moderator, "case.looked", waiting())
    take_alarm(alarm=raise_alarm(case=case), actor=moderator)
    record(moderator, "case.looked", case)

    story = audit.follow(actor=lead, case=case)

    acts = ["alarm.raised", "alarm.asked", "alarm.taken", "case.claimed", "case.looked"]
    assert [entry.action for entry in story] == acts
    assert Entry.objects.get(action="audit.followed").subject_id == str(case.pk)


def test_what_is_taken_out_has_no_reasons(lead, moderator):
    record(moderator, "visit.began", moderator, "Two reports.", minutes=30)

    (row,) = audit.export(actor=lead, asked=Asked(act="visit"), form="csv")

    assert row["facts"] == {"minutes": 30}
    assert "Two reports." not in str(row)
    assert Entry.objects.get(action="audit.exported").facts["count"] == 1


def test_a_whole_log_is_whole_and_a_changed_one_is_not(lead, moderator, monkeypatch):
    for _number in range(5):
        record(moderator, "case.looked")
    finding, after = audit.verify(actor=lead)
    assert (finding.fault, finding.count, after) == ("", 5, 0)

    monkeypatch.setattr(audit, "CHECKED", 2)
    finding, after = audit.verify(actor=lead)
    assert (finding.fault, finding.count, after) == ("", 6, 4)

    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET action = 'case.hidden' WHERE seq = 6")
    triggers.install(connection)
    finding, _after = audit.verify(actor=lead)
    assert (finding.seq, finding.fault) == (6, "it was changed")
    assert Entry.objects.filter(action="audit.verified").last().facts["is_whole"] is False


def test_moderators_read_none_of_it(moderator):
    for act in (
        lambda: audit.look(actor=moderator, asked=Asked()),
        lambda: audit.follow(actor=moderator, case=waiting()),
        lambda: audit.export(actor=moderator, asked=Asked(), form="csv"),
        lambda: audit.verify(actor=moderator),
    ):
        with pytest.raises(PermissionDenied, match="safeguarding leads and administrators"):
            act()


def test_what_is_about_the_reader_somebody_else_reads(lead, moderator, member, another_moderator):
    soon = timezone.now() + datetime.timedelta(days=7)
    seat = cast.seat(lead, member.group, alias="Riite")
    message = cast.words(seat)
    report = make_report(message=message, reporter=member, kind="unkind")
    decision = decide(case=report.case, actor=moderator, measure="mute", rule="kind", ends_at=soon)
    appeal = make_appeal(decision=decision, actor=lead, words="Look again.")
    concern = raise_concern(actor=moderator, seat=seat, words="I cannot go on.", level=3)
    hidden = {str(thing.pk) for thing in (report, report.case, decision, appeal, concern)}
    record(moderator, "case.looked", other := waiting())

    page, _older = audit.look(actor=lead, asked=Asked())
    rows = audit.export(actor=lead, asked=Asked(thing=str(report.case.pk)), form="csv")

    assert hidden & {entry.subject_id for entry in page} == set()
    assert str(other.pk) in {entry.subject_id for entry in page}
    assert rows == []
    colleague = cast.make_staff("safeguarding", display_name="Eila")
    page, _older = audit.look(actor=colleague, asked=Asked())
    assert {str(report.case.pk), str(concern.pk)} <= {entry.subject_id for entry in page}


def test_a_reader_does_not_learn_who_asks_about_them(lead, moderator, member):
    colleague = cast.make_staff("safeguarding", display_name="Eila")
    seat = cast.seat(lead, member.group, alias="Riite")
    concern = make_concern(seat, moderator, level=5)
    reveal = agreed(concern, colleague)
    (alarm,) = concern.alarms.all()
    record(colleague, "audit.looked", thing=str(concern.pk))
    hidden = {str(thing.pk) for thing in (concern, reveal, alarm)}

    page, _older = audit.look(actor=lead, asked=Asked())
    rows = audit.export(actor=lead, asked=Asked(thing=str(reveal.pk)), form="csv")

    assert hidden & {entry.subject_id for entry in page} == set()
    assert not any(str(concern.pk) in entry.facts_json for entry in page)
    assert rows == []
    page, _older = audit.look(actor=colleague, asked=Asked())
    assert hidden <= {entry.subject_id for entry in page}


def test_a_notice_that_joined_a_case_about_the_reader_is_not_told_of(lead, moderator, member):
    seat = cast.seat(lead, member.group, alias="Riite")
    known = make_report(message=cast.words(seat), reporter=member, kind="unkind").case
    record(moderator, "case.tied", waiting(), message=known.message_id, joined=known.pk)

    assert found(lead, act="case.tied") == []
