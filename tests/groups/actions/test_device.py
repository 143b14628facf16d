"""Devices are told in the same few words: whose owner turned it on, when they are awake, once."""

import datetime
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.accounts.actions.device import add_device
from community.accounts.models import Device
from community.push import Outcome, send
from groups.actions import device as devices
from groups.actions.device import tell_devices
from groups.chores import tell
from groups.models import Aside
from tests import cast
from tests.push_service import Browser, Service, claims_of, here

pytestmark = pytest.mark.django_db(transaction=False)
ANY_HOUR = {"quiet_from": datetime.time(0), "quiet_to": datetime.time(0)}
ALWAYS_QUIET = {"quiet_from": datetime.time(0), "quiet_to": datetime.time(23, 59, 59, 999999)}
DAY = datetime.timedelta(days=1)


def ago(**span):
    return timezone.now() - datetime.timedelta(**span)


def change(thing, **facts):
    type(thing).objects.filter(pk=thing.pk).update(**facts)


class Ear:
    """In place of sending: what was said to whom; answers what it is told to."""

    def __init__(self, outcome=Outcome.TOLD):
        self.heard, self.outcome = [], outcome

    def __call__(self, way, words, *, language, seconds):
        self.heard.append((way.endpoint, words, language, seconds))
        return self.outcome


@pytest.fixture
def person(group):
    """Somebody with a seat and no address; staff wrote to them an hour ago."""
    user = cast.make_user(**ANY_HOUR)
    Aside.objects.create(
        room=group.room,
        member=cast.seat(user, group),
        author=cast.lead(cast.make_staff("facilitator"), group),
        body="Secret words.",
    )
    return user


def device_of(person, name="one", **facts):
    """A device that was told nothing for two days."""
    device = add_device(person=person, way=Browser().way(f"https://push.example.net/{name}"))
    change(device, **{"told_at": ago(days=2), **facts})
    device.refresh_from_db()
    return device


@pytest.fixture
def device(person):
    return device_of(person)


@pytest.fixture
def quiet_group(person, group):
    """Nothing is new any more, but the group meets in four hours."""
    Aside.objects.all().delete()
    cast.make_meeting(group, starts_in=240)
    return group


def told(ear=None):
    ear = ear or Ear()
    tell_devices(send=ear)
    return ear.heard


# --- The whole way -------------------------------------------------------------------
def test_it_reaches_the_browser_and_says_only_that_there_is_something(
    person, group, tmp_path, monkeypatch, caplog
):
    service, browser = Service(tmp_path), Browser()
    monkeypatch.setenv("SSL_CERT_FILE", str(service.certificate))
    change(person, language="fi")
    device = add_device(person=person, way=browser.way(f"{service.url}/send/its-secret"))
    change(device, told_at=ago(days=2))

    with caplog.at_level(logging.DEBUG):
        assert tell_devices(send=lambda way, words, **facts: send(way, words, may=here, **facts)) == 1
    service.close()

    ((path, headers, body),) = service.came
    assert path == "/send/its-secret"
    said = browser.read(body)
    assert set(said) == {"words", "language"}
    assert said["language"] == "fi"
    for private in ("Secret", group.name, person.username, "Vierelle", "Kuura"):
        assert private not in str(said)
    assert claims_of(headers, for_whom=service.url)[0]["sub"] == "mailto:operator@example.org"
    assert "localhost" not in caplog.text
    assert "secret" not in caplog.text


def test_an_address_inside_is_never_asked(person, tmp_path, monkeypatch):
    service = Service(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(service.certificate))
    device = add_device(person=person, way=Browser().way(service.url))
    change(device, told_at=ago(days=2))

    assert tell_devices() == 0
    service.close()

    assert not service.came
    device.refresh_from_db()
    assert device.failures == 1


# --- When ----------------------------------------------------------------------------
def test_nobody_is_told_who_did_not_turn_it_on(person):
    assert not told()


def test_it_is_told_once_for_the_same_news(person, device):
    assert len(told()) == 1
    assert not told()

    change(device, told_at=ago(minutes=1))
    assert not told()


def test_a_new_device_is_told_of_what_is_new_from_then_on(person):
    device = add_device(person=person, way=Browser().way("https://push.example.net/one"))
    change(device, told_at=timezone.now() - DAY)
    Aside.objects.update(said_at=ago(days=3))

    assert not told()


def test_whoever_chose_a_week_for_mails_is_told_once_a_week(person, device):
    change(person, digest="weekly")
    assert not told()

    change(device, told_at=ago(days=7))
    assert len(told()) == 1


@pytest.mark.parametrize("facts", [{"standing": "paused"}, {"is_active": False}, ALWAYS_QUIET])
def test_nobody_is_told_who_rests_or_may_not_come(person, device, facts):
    change(person, **facts)

    assert not told()
    device.refresh_from_db()
    assert device.told_at < ago(days=1)


def test_quiet_hours_are_by_the_clock_of_their_country(person, device):
    now = timezone.now().astimezone(datetime.timezone(datetime.timedelta(0)))
    begins = (now - datetime.timedelta(hours=6)).time().replace(microsecond=0)
    change(
        person, quiet_from=begins, quiet_to=(now + datetime.timedelta(hours=6)).time().replace(microsecond=0)
    )
    assert not told()

    change(
        person,
        quiet_from=(now + datetime.timedelta(hours=6)).time().replace(microsecond=0),
        quiet_to=(now + datetime.timedelta(hours=8)).time().replace(microsecond=0),
    )
    ((_endpoint, words, _language, seconds),) = told()
    assert words == "There is something new"
    assert 0 < seconds <= 4 * 3600


def test_the_push_service_lets_go_of_it_before_the_quiet_hours(person, device, monkeypatch):
    monkeypatch.setattr(devices, "clock_of", lambda *, person, now: datetime.time(20, 30))
    change(person, quiet_from=datetime.time(21), quiet_to=datetime.time(8))
    monkeypatch.setattr(devices, "is_awake", lambda *, person, now: True)

    ((*_facts, seconds),) = told()

    assert seconds == 30 * 60


# --- Meetings ------------------------------------------------------------------------
def test_a_meeting_today_is_said_once_in_the_same_words(person, device, quiet_group):
    ((_endpoint, words, *_facts),) = told()

    assert words == "There is something new"
    assert not told()


def test_news_and_a_meeting_are_one(person, device, group):
    cast.make_meeting(group, starts_in=240)

    assert len(told()) == 1
    assert not told()


def test_a_device_told_of_news_today_is_told_of_a_meeting_too(person, quiet_group):
    device_of(person, told_at=ago(hours=2))

    assert len(told()) == 1


def test_another_device_that_was_reminded_is_left_alone(person, quiet_group):
    device_of(person, "one", reminded_at=ago(hours=1))
    device_of(person, "two", reminded_at=ago(hours=13))

    assert [endpoint for endpoint, *_facts in told()] == ["https://push.example.net/two"]


def test_no_meeting_is_said_to_who_has_no_seat_or_in_quiet_hours(person, device, quiet_group):
    change(person, **ALWAYS_QUIET)
    assert not told()

    change(person, **ANY_HOUR)
    person.memberships.update(left_at=timezone.now())
    assert not told()


def test_a_meeting_tomorrow_is_not_said_today(person, device, quiet_group):
    quiet_group.meetings.all().delete()
    cast.make_meeting(quiet_group, starts_in=20 * 60)

    assert not told()


# --- What comes of it ------------------------------------------------------------------
def test_one_that_is_gone_is_not_told_again(person, device):
    assert told(Ear(Outcome.GONE))

    assert not Device.objects.exists()


def test_a_failure_is_counted_and_not_tried_again_the_same_day(person, device, caplog):
    with caplog.at_level(logging.INFO):
        assert told(Ear(Outcome.FAILED))

    assert not told()
    device.refresh_from_db()
    assert device.failures == 1
    (line,) = [one for one in caplog.records if one.name == "groups.actions.device"]
    assert (line.msg, line.facts) == ("devices.told", {"failed": 1})


def test_two_devices_of_one_person_are_told_both(person):
    device_of(person, "one")
    device_of(person, "two")

    assert sorted(endpoint for endpoint, *_facts in told()) == [
        "https://push.example.net/one",
        "https://push.example.net/two",
    ]


def test_a_run_that_took_long_tells_nobody_new_and_the_next_goes_on(person, device, monkeypatch):
    monkeypatch.setattr(devices, "LONGEST", 0)
    assert not told()

    monkeypatch.setattr(devices, "LONGEST", 20)
    assert len(told()) == 1


def test_a_house_without_the_setting_tells_nobody(person, device, settings, monkeypatch):
    ears = []
    monkeypatch.setattr("groups.chores.tell_devices", lambda: ears.append(1))
    settings.WEB_PUSH = {}
    tell()
    assert not ears

    settings.WEB_PUSH = {"key": b"p" * 32, "contact": "mailto:operator@example.org"}
    tell()
    assert ears == [1]


def test_a_second_device_asks_no_more_than_to_keep_what_came_of_it(person):
    device_of(person, "one")
    with CaptureQueriesContext(connection) as one:
        assert len(told()) == 1
    device_of(person, "one")
    for number in range(4):
        device_of(person, f"more{number}")

    with CaptureQueriesContext(connection) as five:
        assert len(told()) == 5

    assert len(five) == len(one)


def test_a_run_that_ends_early_leaves_other_people_each_time():
    assert all(device_of(cast.make_user(), f"{one}") for one in range(6))
    assert len({tuple(devices._waiting(timezone.now())) for _run in range(20)}) > 1
