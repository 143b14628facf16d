"""A referral on the side of the person: nothing leaves without their yes, and it can be taken back."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.signals import pre_save
from django.utils import timezone

from community.audit.models import Entry
from community.directory.actions import answer
from community.directory.actions import referral as act
from community.directory.models import Referral, Service
from tests import cast
from tests.community.directory import referring
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db
AGO = datetime.timedelta(days=400)
LATER = timezone.now() + datetime.timedelta(days=30)


def test_an_offer_sends_nothing_and_tells_the_person(referrer, django_capture_on_commit_callbacks):
    person = cast.make_user(email="kaisa@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        offered = act.offer(actor=referrer, account=person, service=make_service(), alias="Kuura")

    assert offered.state == "offered"
    assert offered.handed is None
    assert [letter.to for letter in referring.letters_sent()] == [["kaisa@example.org"]]
    assert Entry.objects.get(action="referral.offered").actor_id == referrer.pk


def test_only_professionals_offer_and_not_to_themselves(referrer):
    with pytest.raises(PermissionDenied, match="offered and followed"):
        act.offer(actor=cast.make_user(), account=cast.make_user(), service=make_service())
    with pytest.raises(PermissionDenied, match="Nobody is there"):
        act.offer(actor=referrer, account=referrer, service=make_service())


def test_one_referral_to_one_service_at_a_time(referrer):
    referral, _code = referring.sent(referrer=referrer)

    with pytest.raises(ValidationError, match="going on already"):
        act.offer(actor=referrer, account=referral.account, service=referral.service)
    with pytest.raises(ValidationError, match="going on already"):
        act.ask(account=referral.account, service=referral.service)


def test_an_offer_does_not_tell_that_somebody_has_asked_for_help_there_themselves(referrer):
    own, _code = referring.sent()

    offered = act.offer(actor=referrer, account=own.account, service=own.service)

    assert list(Referral.objects.followed_by(referrer)) == [offered]
    with pytest.raises(ValidationError, match="going on already"):
        act.send(referral=offered, actor=own.account, handed=referring.HANDED, language="en")
    with pytest.raises(ValidationError, match="going on already"):
        act.offer(actor=referrer, account=own.account, service=own.service)


def test_asking_twice_before_sending_leads_to_the_same(db):
    referral = referring.begun()

    assert act.ask(account=referral.account, service=referral.service) == referral


def test_one_nobody_opened_makes_room_for_another(db):
    referral, _code = referring.sent()
    Referral.objects.update(expires_at=timezone.now() - AGO)

    assert act.ask(account=referral.account, service=referral.service) != referral
    assert Referral.objects.get(pk=referral.pk).handed is None


def test_saying_no_ends_an_offer(db):
    referral = referring.begun()
    act.refuse(referral=referral, actor=referral.account)

    assert Referral.objects.get().state == "refused"
    with pytest.raises(PermissionDenied, match="answered already"):
        act.refuse(referral=referral, actor=referral.account)


def test_only_the_person_sends_and_a_way_to_reach_them_is_needed(referrer):
    referral = referring.begun()

    with pytest.raises(PermissionDenied, match="Only the person"):
        act.send(referral=referral, actor=referrer, handed=referring.HANDED, language="en")
    with pytest.raises(ValidationError, match="way to reach you"):
        act.send(referral=referral, actor=referral.account, handed={"name": "Kaisa"}, language="en")


def test_what_is_gone_from_the_list_receives_nothing(db):
    referral = referring.begun()
    Service.objects.update(status="defunct")

    with pytest.raises(ValidationError, match="not on our list"):
        act.send(referral=referral, actor=referral.account, handed=referring.HANDED, language="en")


@pytest.mark.parametrize(("written_in", "subject"), [("en", "There is something"), ("xx", ""), ("fi", "")])
def test_the_mail_goes_to_the_service_without_content(
    written_in, subject, django_capture_on_commit_callbacks
):
    referral = referring.begun(service=make_service(email="desk@example.org", written_in=written_in))
    with django_capture_on_commit_callbacks(execute=True):
        made = act.send(referral=referral, actor=referral.account, handed=referring.HANDED, language="en")

    (letter,) = referring.letters_sent()
    assert made.code == ""
    assert letter.to == ["desk@example.org"]
    assert letter.subject.startswith(subject)
    assert "Kaisa" not in letter.subject + letter.body


def test_a_service_without_an_address_gets_a_letter(db):
    referral = referring.begun(service=make_service())
    made = act.send(referral=referral, actor=referral.account, handed=referring.HANDED, language="en")

    assert len(made.code) == 12
    assert answer.find_unopened(secret=made.code) == referral


def test_a_mail_that_does_not_leave_is_noted_and_breaks_nothing(
    settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    referral = referring.begun()
    with django_capture_on_commit_callbacks(execute=True):
        act.send(referral=referral, actor=referral.account, handed=referring.HANDED, language="en")

    referring.letters_sent()
    assert Referral.objects.get().state == "sent"
    assert "letter.not_sent" in caplog.text


def test_whoever_is_not_let_follow_sees_nothing(referrer):
    referral = referring.begun(referrer=referrer, alias="Kuura")
    assert not Referral.objects.followed_by(referrer).exists()
    act.send(
        referral=referral,
        actor=referral.account,
        handed=referring.HANDED,
        language="en",
        by_letter=True,
        is_followed=False,
    )

    assert not Referral.objects.followed_by(referrer).exists()
    assert Referral.objects.get().alias == ""


def test_a_new_letter_makes_the_old_one_useless(db):
    referral, old = referring.sent()
    made = act.renew(referral=referral, actor=referral.account)

    assert answer.find_unopened(secret=old) is None
    assert answer.find_unopened(secret=made.code) == referral


def test_what_was_opened_gets_no_new_letter_and_nobody_else_makes_one(referrer):
    referral, _code = referring.opened()

    with pytest.raises(PermissionDenied, match="was opened"):
        act.renew(referral=referral, actor=referral.account)
    with pytest.raises(PermissionDenied, match="Only the person"):
        act.renew(referral=referral, actor=referrer)


@pytest.mark.parametrize(
    "make", [lambda: referring.sent()[0], lambda: referring.opened()[0], referring.accepted]
)
def test_taking_back_erases_at_once(make):
    referral = make()
    act.withdraw(referral=referral, actor=referral.account)

    now = Referral.objects.get()
    assert now.state == "withdrawn"
    assert (now.handed, now.answer, now.secret) == (None, None, None)


def test_only_the_person_takes_back_and_not_what_is_over(referrer):
    referral = referring.accepted()
    with pytest.raises(PermissionDenied, match="Only the person"):
        act.withdraw(referral=referral, actor=referrer)
    answer.complete(referral=referral)

    with pytest.raises(PermissionDenied, match="is over"):
        act.withdraw(referral=referral, actor=referral.account)


def test_a_late_day_is_told_once_and_again_for_a_new_day(referrer, django_capture_on_commit_callbacks):
    type(referrer).objects.update(email="leena@example.org")
    referral, _code = referring.opened(referrer=type(referrer).objects.get())
    Referral.objects.update(due_at=timezone.now())
    for _run in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            act.remind_of_late()

    assert [letter.to for letter in referring.letters_sent()] == [["leena@example.org"]]
    day = timezone.localdate() + datetime.timedelta(days=3)
    answer.accept(referral=referral, answer="", first_contact=day)
    assert Referral.objects.get().reminded_at is None


def test_a_row_that_another_process_took_is_left_alone(monkeypatch):
    referring.opened()
    Referral.objects.update(due_at=timezone.now())
    late = list(Referral.objects.late())
    act.remind_of_late()
    monkeypatch.setattr(type(Referral.objects.all()), "late", lambda self: self.filter(pk=late[0].pk))

    act.remind_of_late()

    assert Entry.objects.filter(action="referral.late").count() == 1


def test_words_go_some_days_after_the_end(settings):
    done = referring.accepted()
    answer.complete(referral=done)
    waits, _code = referring.sent()
    Referral.objects.filter(pk=done.pk).update(completed_at=timezone.now() - AGO)
    act.erase_referrals()

    assert Referral.objects.get(pk=done.pk).handed is None
    assert Referral.objects.get(pk=done.pk).state == "completed"
    assert Referral.objects.get(pk=waits.pk).handed
    Referral.objects.filter(pk=waits.pk).update(expires_at=timezone.now() - AGO)
    act.erase_referrals()
    assert Referral.objects.get(pk=waits.pk).handed is None


def test_what_was_never_sent_goes_whole_in_time(referrer):
    old, new = (
        act.offer(actor=referrer, account=cast.make_user(), service=make_service(), alias="Kuura")
        for _each in range(2)
    )
    Referral.objects.filter(pk=old.pk).update(begun_at=timezone.now() - AGO)

    act.erase_referrals()

    assert list(Referral.objects.all()) == [new]
    assert Entry.objects.filter(action="referral.lapsed").count() == 1


def test_two_that_are_sent_at_the_same_moment_are_not_both_sent():
    """The other one is sent between the look whether there is another and the row that is written."""
    person, service = cast.make_user(), make_service()
    first, second = (
        Referral.objects.create(account=person, service=service, service_name=service.name)
        for _each in range(2)
    )

    def another_is_quicker(**_facts):
        Referral.objects.filter(pk=second.pk, sent_at=None).update(sent_at=timezone.now(), expires_at=LATER)

    pre_save.connect(another_is_quicker, sender=Referral)
    try:
        with pytest.raises(ValidationError, match="going on already"):
            act.send(referral=first, actor=person, handed=referring.HANDED, language="en", by_letter=True)
    finally:
        pre_save.disconnect(another_is_quicker, sender=Referral)

    assert Referral.objects.get(pk=first.pk).state == "offered"
