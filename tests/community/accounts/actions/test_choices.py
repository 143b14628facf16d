"""What a person chose is kept, and nothing else of them changes."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from community.accounts.actions.choices import choose_mails, choose_screen
from tests import cast

pytestmark = pytest.mark.django_db
MAILS = {"digest": "daily", "reminds": True, "quiet_from": time(20), "quiet_to": time(7)}


def test_nobody_is_written_to_who_did_not_ask():
    person = cast.make_user()

    assert (person.digest, person.reminds, person.told_at) == ("", False, None)


def test_the_first_digest_tells_of_what_is_new_from_now_on():
    person = cast.make_user()

    choose_mails(person=person, **MAILS)

    person.refresh_from_db()
    assert (person.digest, person.reminds, person.quiet_from, person.quiet_to) == (
        "daily",
        True,
        time(20),
        time(7),
    )
    assert (timezone.now() - person.told_at).total_seconds() < 60


def test_choosing_again_forgets_nothing_that_is_due():
    person = cast.make_user()
    choose_mails(person=person, **MAILS)
    before = person.told_at

    choose_mails(person=person, **MAILS | {"digest": "weekly"})

    person.refresh_from_db()
    assert (person.digest, person.told_at) == ("weekly", before)


def test_never_needs_no_time():
    person = cast.make_user()

    choose_mails(person=person, **MAILS | {"digest": ""})

    person.refresh_from_db()
    assert (person.digest, person.told_at) == ("", None)


def test_what_stands_on_the_screen_is_kept():
    person = cast.make_user()

    choose_screen(person=person, tab_is_neutral=True, exit_to="news", ends_with_tab=True)

    person.refresh_from_db()
    assert (person.tab_is_neutral, person.exit_to, person.ends_with_tab) == (True, "news", True)


@pytest.mark.parametrize(
    ("begins", "ends", "clock", "quiet"),
    [
        (time(21), time(8), time(23), True),
        (time(21), time(8), time(7, 59), True),
        (time(21), time(8), time(8), False),
        (time(21), time(8), time(20, 59), False),
        (time(12), time(14), time(13), True),
        (time(12), time(14), time(15), False),
        (time(9), time(9), time(9), False),
    ],
)
def test_quiet_hours_reach_over_midnight_and_may_be_none(begins, ends, clock, quiet):
    person = cast.make_user(quiet_from=begins, quiet_to=ends)

    assert person.is_quiet_at(clock) is quiet


@pytest.mark.parametrize(
    ("begins", "ends", "clock", "left"),
    [
        (time(21), time(8), time(20, 30), timedelta(minutes=30)),
        (time(21), time(8), time(8), timedelta(hours=13)),
        (time(12), time(14), time(15, 0, 30), timedelta(hours=20, minutes=59, seconds=30)),
        (time(9), time(9), time(9), timedelta(days=1)),
    ],
)
def test_how_long_something_may_still_come(begins, ends, clock, left):
    person = cast.make_user(quiet_from=begins, quiet_to=ends)

    assert person.loud_for(clock) == left
