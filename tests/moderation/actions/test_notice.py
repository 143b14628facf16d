"""A notice from outside: kept sealed, a case at once, and a receipt whose code is kept nowhere."""

import json

import pytest
from django.core import mail
from django.db import IntegrityError

from community.audit.models import Entry
from groups.letters import post
from groups.models import Message
from moderation.actions.notice import find_by_code, notify
from moderation.actions.report import report
from moderation.models import Case, Report
from moderation.receipts import spaced
from tests import cast

pytestmark = pytest.mark.django_db
FACTS = {
    "kind": "threat",
    "place": "The Thursday group, yesterday at seven.",
    "explanation": "Somebody is threatened there.",
    "name": "Aila Virta",
    "email": "aila@example.org",
    "good_faith": True,
    "language": "en",
}
WORDS = ("Thursday group, yesterday", "Somebody is threatened", "Aila Virta", "aila@example.org")


@pytest.fixture
def said(meeting, member):
    return cast.words(member, "I will find you.")


def test_a_notice_is_a_case_with_a_clock():
    receipt = notify(**FACTS)

    case = Case.objects.get()
    assert receipt.report.case == case
    assert (case.kind, case.priority, case.message, case.person) == ("notice", 1, None, None)
    assert receipt.report.receipt_at is not None
    assert receipt.report.channel == "outside"


@pytest.mark.parametrize(("kind", "priority"), [("hate", 2), ("fraud", 2), ("other", 2), ("harm", 1)])
def test_what_it_is_about_sets_the_clock(kind, priority):
    assert notify(**FACTS | {"kind": kind}).report.case.priority == priority


def test_abuse_of_a_child_comes_before_all_and_needs_no_name():
    receipt = notify(**FACTS | {"offence": True, "name": "", "email": "", "kind": "other"})

    assert receipt.report.case.priority == Case.Priority.LIFE
    assert (receipt.report.name, receipt.report.email) == ("", "")


def test_what_is_told_lies_sealed(tmp_path):
    notify(**FACTS)

    row = Report.objects.values("place", "explanation", "name", "email", "copy").get()
    stored = b"".join(value.stored for value in row.values())
    assert not any(words.encode() in stored for words in WORDS)
    entry = Entry.objects.get(action="notice.received")
    assert entry.actor_id is None
    assert not any(words in entry.facts_json for words in WORDS)


def test_the_code_opens_it_and_is_kept_nowhere():
    receipt = notify(**FACTS)

    assert find_by_code(code=spaced(receipt.code).lower()) == receipt.report
    assert find_by_code(code="ABCD-EFGH-JKLM") is None
    assert receipt.code.encode() not in bytes(Report.objects.get().digest)


def test_an_address_of_words_finds_them_and_copies_what_stood_around(said, member):
    receipt = notify(**FACTS | {"place": f"http://127.0.0.1:8000/messages/{said.pk}/ in the evening"})

    case = Case.objects.get()
    assert (case.message, case.person, case.group) == (said, member.user, said.room.group)
    assert json.loads(receipt.report.copy)[0]["body"] == "I will find you."


def test_words_that_wait_can_be_meant_as_well(said, member):
    held = cast.words(member, "Held words.", state=Message.State.HELD)

    receipt = notify(**FACTS | {"place": str(held.pk)})

    assert [line["body"] for line in json.loads(receipt.report.copy)] == ["I will find you.", "Held words."]


def test_an_author_who_is_gone_changes_nothing(said):
    Message.objects.filter(pk=said.pk).update(author=None)

    assert notify(**FACTS | {"place": str(said.pk)}).report.case.person is None


def test_it_joins_what_waits_about_the_same_words(said, other_member):
    message = Message.objects.select_related("room__group", "author").get(pk=said.pk)
    inside = report(message=message, reporter=other_member, kind="unkind")

    assert notify(**FACTS | {"place": str(said.pk)}).report.case == inside.case


def test_the_mail_says_that_it_came_and_nothing_else(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        receipt = notify(**FACTS)
    post.submit(int).result()

    (letter,) = mail.outbox
    assert letter.to == ["aila@example.org"]
    assert "has arrived" in letter.body
    told = letter.subject + letter.body
    assert not any(words in told for words in (*WORDS, receipt.code, spaced(receipt.code)))


def test_without_an_address_nobody_is_written_to(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notify(**FACTS | {"offence": True, "email": ""})
    post.submit(int).result()

    assert not mail.outbox


def test_the_database_keeps_no_notice_without_good_faith():
    with pytest.raises(IntegrityError, match="good_faith"):
        notify(**FACTS | {"good_faith": False})
