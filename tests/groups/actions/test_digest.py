"""Mails that say only that there is something: to whoever asked, when they asked for it, once."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from groups import letters
from groups.actions import digest
from groups.chores import write_to_people
from groups.models import Aside
from tests import cast

pytestmark = pytest.mark.django_db
ANY_HOUR = {"quiet_from": datetime.time(0), "quiet_to": datetime.time(0)}


def ago(**span):
    return timezone.now() - datetime.timedelta(**span)


@pytest.fixture
def person(group):
    """Somebody with a seat and a confirmed address who asked for a mail a day; staff wrote to them."""
    user = cast.make_user(email="kuusi@example.org", digest="daily", told_at=ago(days=2), **ANY_HOUR)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    seat = cast.seat(user, group)
    leader = cast.lead(cast.make_staff("facilitator"), group)
    Aside.objects.create(room=group.room, member=seat, author=leader, body="Secret words.")
    return user


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Runs something and gives back what was sent."""

    def run(action):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action()
        letters.post.submit(int).result()
        return list(mail.outbox)

    return run


def test_there_is_something_new_and_the_mail_says_no_more(person, group, sent):
    (letter,) = sent(digest.send_digests)

    assert letter.to == ["kuusi@example.org"]
    text = f"{letter.subject} {letter.body}"
    assert "/home/" in text
    for private in ("Secret", group.name, "Kuura", person.username, "Staff of your group", "/rooms/"):
        assert private not in text


def test_it_comes_once_for_the_same_news(person, sent):
    assert len(sent(digest.send_digests)) == 1
    assert not sent(digest.send_digests)

    person.refresh_from_db()
    person.told_at = ago(minutes=1)
    person.save()
    assert not sent(digest.send_digests)


def test_a_week_is_a_week(person, sent):
    person.digest = "weekly"
    person.save()
    assert not sent(digest.send_digests)

    person.told_at = ago(days=7)
    person.save()
    assert len(sent(digest.send_digests)) == 1


def never(person, **facts):
    for name, value in facts.items():
        setattr(person, name, value)
    person.save()


@pytest.mark.parametrize(
    "facts",
    [
        {"digest": ""},
        {"email": ""},
        {"email": "another@example.org"},
        {"standing": "paused"},
        {"is_active": False},
        {"quiet_from": datetime.time(0), "quiet_to": datetime.time(23, 59, 59, 999999)},
    ],
)
def test_nobody_is_written_to_who_did_not_ask_cannot_be_reached_or_rests(person, sent, facts):
    never(person, **facts)

    assert not sent(digest.send_digests)
    person.refresh_from_db()
    assert person.told_at < ago(days=1)


def test_an_address_nobody_confirmed_gets_nothing(person, sent):
    EmailAddress.objects.update(verified=False)

    assert not sent(digest.send_digests)


def test_whoever_changed_their_mind_meanwhile_gets_nothing(person, monkeypatch):
    person.digest, person.reminds = "", False
    person.save()

    assert digest._tell(pk=person.pk) == 0
    assert digest._remind(pk=person.pk) == 0


def test_nothing_new_is_no_mail(person, sent):
    Aside.objects.all().delete()

    assert not sent(digest.send_digests)


@pytest.fixture
def reminded(person, group):
    person.digest, person.reminds = "", True
    person.save()
    cast.make_meeting(group, starts_in=240)
    return person


def test_a_meeting_today_is_said_once(reminded, group, sent):
    (letter,) = sent(write_to_people)

    assert group.name not in f"{letter.subject} {letter.body}"
    assert not sent(write_to_people)


def test_a_meeting_tomorrow_is_not_said_today(person, group, sent):
    person.digest, person.reminds = "", True
    person.save()
    cast.make_meeting(group, starts_in=60 * 20)

    assert not sent(digest.send_reminders)


def test_no_reminder_in_quiet_hours_or_without_a_seat(reminded, sent):
    never(reminded, quiet_to=datetime.time(23, 59, 59, 999999))
    assert not sent(digest.send_reminders)

    never(reminded, **ANY_HOUR)
    reminded.memberships.update(left_at=timezone.now())
    assert not sent(digest.send_reminders)


def test_two_processes_write_once(reminded, sent):
    sent(digest.send_reminders)
    reminded.refresh_from_db()
    assert reminded.reminded_at

    assert digest._remind(pk=reminded.pk) == 0
