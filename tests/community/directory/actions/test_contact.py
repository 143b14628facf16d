"""“Need help?”: kept sealed, called within a working day, erased afterwards."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.audit.models import Entry
from community.directory.actions import contact as act
from community.directory.models import ContactRequest
from community.directory.workdays import working_days_after
from tests import cast
from tests.community.directory import referring

pytestmark = pytest.mark.django_db


def asked(**facts):
    facts = {"name": "Aila", "reach": "040 123 4567", "language": "en", "words": "I am tired."} | facts
    return act.ask_contact(**facts)


def fresh():
    return ContactRequest.objects.get()


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-20", "2026-11-23"),  # a Friday
        ("2026-11-21", "2026-11-23"),  # a Saturday
        ("2026-12-04", "2026-12-07"),
        ("2026-12-24", "2026-12-28"),  # Christmas
        ("2027-01-05", "2027-01-07"),  # Epiphany
    ],
)
def test_a_working_day_leaves_out_weekends_and_holidays(day, due, settings):
    settings.COUNTRY = "FI"
    moment = timezone.make_aware(datetime.datetime.fromisoformat(f"{day}T10:00"))

    assert working_days_after(moment, 1) == timezone.make_aware(
        datetime.datetime.fromisoformat(f"{due}T10:00")
    )


def test_asking_keeps_no_word_in_the_log(db):
    asked(message=True)

    assert fresh().message == "yes"
    assert "Aila" not in Entry.objects.get(action="contact.asked").facts_json


def test_reading_is_written_down_and_for_the_duty_list_alone(referrer, facilitator):
    act.read_contact(request=asked(), actor=referrer)

    assert Entry.objects.get(action="contact.read").actor_id == referrer.pk
    with pytest.raises(PermissionDenied, match="referrers and coordinators"):
        act.read_contact(request=fresh(), actor=facilitator.user)


def test_two_people_do_not_call(referrer, coordinator):
    request = asked()
    act.claim_contact(request=request, actor=referrer)
    act.claim_contact(request=request, actor=referrer)

    with pytest.raises(PermissionDenied, match="colleague has this"):
        act.claim_contact(request=request, actor=coordinator)
    act.release_contact(request=request, actor=referrer)
    act.claim_contact(request=request, actor=coordinator)
    assert fresh().claimed_by == coordinator


def test_whoever_notes_something_has_taken_it_first(referrer):
    with pytest.raises(PermissionDenied, match="Take it first"):
        act.try_contact(request=asked(), actor=referrer)


def test_unreached_needs_tries_on_three_days(referrer):
    request = asked()
    act.claim_contact(request=request, actor=referrer)
    for _try in range(3):
        with pytest.raises(ValidationError, match="three times"):
            act.close_contact(request=request, actor=referrer, outcome="unreached")
        act.try_contact(request=request, actor=referrer)
        act.try_contact(request=request, actor=referrer)
        ContactRequest.objects.update(tried_at=timezone.now() - datetime.timedelta(days=1))
    act.close_contact(request=request, actor=referrer, outcome="unreached")

    assert fresh().outcome == "unreached"
    with pytest.raises(PermissionDenied, match="closed"):
        act.claim_contact(request=request, actor=referrer)


def test_what_is_late_calls_the_duty_list_once(db):
    act.call_for_late_contacts()
    for number, kind in enumerate(("referrer", "coordinator", "facilitator")):
        cast.make_staff(kind, email=f"{number}@example.org")
    cast.make_staff("referrer", step=False, email="without@example.org")
    asked()
    ContactRequest.objects.update(due_at=timezone.now())

    act.call_for_late_contacts()
    act.call_for_late_contacts()

    assert sorted(letter.to[0] for letter in referring.letters_sent()) == ["0@example.org", "1@example.org"]
    assert "Aila" not in "".join(letter.body + letter.subject for letter in referring.letters_sent())
    assert Entry.objects.filter(action="contact.overdue").count() == 1


def test_what_still_lies_there_calls_coordinators_each_day(db):
    cast.make_staff("referrer", email="leena@example.org")
    cast.make_staff("coordinator", email="sari@example.org")
    asked()
    ContactRequest.objects.update(due_at=timezone.now() - datetime.timedelta(days=3))
    act.call_for_late_contacts()
    referring.letters_sent().clear()

    for hours in (23, 25):
        ContactRequest.objects.update(reminded_at=timezone.now() - datetime.timedelta(hours=hours))
        act.call_for_late_contacts()
        act.call_for_late_contacts()

    assert [letter.to for letter in referring.letters_sent()] == [["sari@example.org"]]


def test_what_somebody_has_calls_that_one(db):
    has = cast.make_staff("referrer", email="has@example.org")
    cast.make_staff("referrer", email="other@example.org")
    act.claim_contact(request=asked(), actor=has)
    ContactRequest.objects.update(due_at=timezone.now())

    act.call_for_late_contacts()

    assert [letter.to for letter in referring.letters_sent()] == [["has@example.org"]]


def test_what_somebody_left_lying_a_colleague_takes(coordinator):
    gone = cast.make_staff("referrer", email="gone@example.org")
    act.claim_contact(request=asked(), actor=gone)
    gone.roles.all().delete()
    ContactRequest.objects.update(due_at=timezone.now())
    type(coordinator).objects.filter(pk=coordinator.pk).update(email="sari@example.org")

    act.call_for_late_contacts()
    act.claim_contact(request=fresh(), actor=coordinator)

    assert [letter.to for letter in referring.letters_sent()] == [["sari@example.org"]]
    assert fresh().claimed_by == coordinator


def test_words_go_some_days_after_closing(referrer):
    request = asked()
    act.claim_contact(request=request, actor=referrer)
    act.close_contact(request=request, actor=referrer, outcome="reached")
    act.erase_contacts()
    assert fresh().words == "I am tired."

    ContactRequest.objects.update(closed_at=timezone.now() - datetime.timedelta(days=400))
    act.erase_contacts()

    assert {getattr(fresh(), name) for name in ContactRequest.WORDS} == {None}


def test_what_nobody_closed_ends_too(settings):
    settings.UNHANDLED_DAYS = 60
    asked()
    ContactRequest.objects.update(asked_at=timezone.now() - datetime.timedelta(days=59))
    act.erase_contacts()
    assert fresh().words == "I am tired."

    ContactRequest.objects.update(asked_at=timezone.now() - datetime.timedelta(days=61))
    act.erase_contacts()
    act.erase_contacts()

    assert {getattr(fresh(), name) for name in ContactRequest.WORDS} == {None}
    assert fresh().outcome == "lapsed"
    assert not ContactRequest.objects.waiting().exists()
    assert Entry.objects.filter(action="contact.lapsed").count() == 1
