"""What readers say is wrong with a card."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.audit.models import Entry
from community.directory.actions.doubt import call_for_late_doubts, doubt, erase_doubts, read_doubts, settle
from community.directory.models import Doubt
from tests import cast
from tests.community.directory import referring
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return cast.make_staff("coordinator", credential=False)


def test_anybody_may_say_that_a_card_is_wrong():
    made = doubt(service=make_service(), kind="hours", words="Closed on Mondays now.")

    assert Doubt.objects.get().words == "Closed on Mondays now."
    assert made.settled_at is None


def test_the_words_are_sealed():
    doubt(service=make_service(), kind="other", words="My neighbour works there.")

    assert b"neighbour" not in Doubt.objects.values_list("words", flat=True)[0].stored


@pytest.mark.parametrize("wrong", [{"kind": "colour"}, {"kind": "hours", "words": "x" * 1001}])
def test_what_does_not_fit_is_refused(wrong):
    with pytest.raises(ValidationError):
        doubt(service=make_service(), **wrong)


def test_editors_read_the_oldest_first_and_that_is_written_down(editor):
    for number in range(2):
        doubt(service=make_service(f"Service {number}"), kind="gone")

    assert [one.service.name for one in read_doubts(actor=editor)] == ["Service 0", "Service 1"]
    assert Entry.objects.filter(action="doubts.read", actor_id=editor.pk).count() == 1


def test_looking_at_nothing_leaves_nothing(editor):
    assert read_doubts(actor=editor) == []
    assert not Entry.objects.filter(action="doubts.read").exists()


def test_others_neither_read_nor_settle():
    made = doubt(service=make_service(), kind="gone")

    with pytest.raises(PermissionDenied):
        read_doubts(actor=cast.make_user())
    with pytest.raises(PermissionDenied):
        settle(doubt=made, actor=cast.make_user())


def test_what_is_settled_loses_its_words(editor):
    made = doubt(service=make_service(), kind="other", words="Call Leena instead.")

    settle(doubt=made, actor=editor)

    made.refresh_from_db()
    assert (made.words, made.settled_by) == ("", editor)
    assert not Doubt.objects.visible_to(editor).exists()
    assert Entry.objects.filter(action="doubt.settled").count() == 1


def test_one_is_settled_once(editor):
    made = doubt(service=make_service(), kind="other")
    settle(doubt=made, actor=editor)

    with pytest.raises(ValidationError, match="A colleague"):
        settle(doubt=made, actor=editor)


def test_what_waits_for_a_week_calls_editors_each_week(editor):
    call_for_late_doubts()
    type(editor).objects.update(email="sari@example.org")
    cast.make_staff("referrer", email="leena@example.org")
    doubt(service=make_service(), kind="other", words="Call Leena instead.")
    for days in (6, 8):
        Doubt.objects.update(made_at=timezone.now() - timedelta(days=days))
        call_for_late_doubts()
        call_for_late_doubts()

    (letter,) = referring.letters_sent()
    assert letter.to == ["sari@example.org"]
    assert "Leena" not in letter.subject + letter.body
    Doubt.objects.update(reminded_at=timezone.now() - timedelta(days=8))
    call_for_late_doubts()
    assert len(referring.letters_sent()) == 2
    assert Entry.objects.filter(action="doubts.overdue").count() == 2


def test_what_nobody_settles_loses_its_words_and_stays_on_the_list(editor, settings):
    settings.UNHANDLED_DAYS = 60
    made = doubt(service=make_service(), kind="other", words="Call Leena instead.")
    Doubt.objects.update(made_at=timezone.now() - timedelta(days=59))
    erase_doubts()
    made.refresh_from_db()
    assert made.words == "Call Leena instead."

    Doubt.objects.update(made_at=timezone.now() - timedelta(days=61))
    erase_doubts()
    erase_doubts()

    (waits,) = read_doubts(actor=editor)
    assert (waits.words, waits.erased_at is None) == ("", False)
    assert Entry.objects.filter(action="doubt.lapsed").count() == 1
