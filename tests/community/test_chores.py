"""Upkeep: each chore when due, once, and one failure does not stop the rest."""

import datetime
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from community import chores
from community.chores import ChoreRun

HOUR = datetime.timedelta(hours=1)
DONE, FAILED, RUNNING = ChoreRun.Outcome.DONE, ChoreRun.Outcome.FAILED, ChoreRun.Outcome.RUNNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    """An empty register, and the list of what ran."""
    monkeypatch.setattr(chores, "register", {})
    monkeypatch.setattr(chores, "autodiscover_modules", lambda name: None)
    return []


@pytest.fixture
def sweep(calls):
    """A chore due every hour."""
    return make("sweep", calls)


@pytest.fixture
def broken(calls):
    """A chore due every hour that fails."""
    return make("broken", calls, fails=True)


def make(name, calls, *, every=HOUR, fails=False):
    def job():
        calls.append(name)
        if fails:
            raise RuntimeError("no broom")

    chores.chore(every=every, name=name)(job)
    return chores.register[name]


def ran(name, *, ago, outcome=DONE):
    """A run that started and (unless running) ended that long ago."""
    moment = timezone.now() - ago
    ended = None if outcome == RUNNING else moment
    return ChoreRun.objects.create(name=name, last_started=moment, last_ended=ended, outcome=outcome)


def test_the_first_time_a_chore_is_due(sweep, calls):
    assert chores.is_due(chore=sweep, now=timezone.now())
    assert chores.run(chore=sweep) == DONE

    row = ChoreRun.objects.get(name="sweep")
    assert str(row) == "sweep"
    assert row.last_started <= row.last_ended
    assert calls == ["sweep"]


def test_a_chore_rests_until_it_is_due_again(sweep, calls):
    ran("sweep", ago=HOUR * 0.9)

    assert not chores.is_due(chore=sweep, now=timezone.now())
    assert chores.run(chore=sweep) is None
    assert calls == []


def test_a_chore_runs_again_when_its_time_has_passed(sweep, calls):
    ran("sweep", ago=HOUR)

    assert chores.is_due(chore=sweep, now=timezone.now())
    assert chores.run(chore=sweep) == DONE


def test_a_chore_can_be_run_before_it_is_due(sweep):
    ran("sweep", ago=HOUR * 0.1)

    assert chores.run(chore=sweep, even_if_not_due=True) == DONE


def test_what_runs_elsewhere_is_left_alone(sweep, calls):
    ran("sweep", ago=HOUR * 0.9, outcome=RUNNING)

    assert chores.run(chore=sweep) is None
    assert chores.run(chore=sweep, even_if_not_due=True) is None
    assert calls == []


def test_a_run_that_died_with_its_process_is_taken_over(sweep):
    ran("sweep", ago=chores.GIVEN_UP_AFTER, outcome=RUNNING)

    assert chores.run(chore=sweep) == DONE


def test_a_frequent_chore_that_died_is_not_waited_for_an_hour(calls):
    chores.chore(every=datetime.timedelta(minutes=1), name="page")(lambda: calls.append("page"))
    ran("page", ago=chores.RETRY_AFTER * 0.9, outcome=RUNNING)
    assert chores.run(chore=chores.register["page"]) is None

    ChoreRun.objects.update(last_started=timezone.now() - chores.RETRY_AFTER)
    assert chores.run(chore=chores.register["page"]) == DONE


def test_a_failed_chore_is_tried_again_soon(broken):
    ran("broken", ago=chores.RETRY_AFTER * 0.9, outcome=FAILED)
    assert chores.run(chore=broken) is None

    ChoreRun.objects.update(last_ended=timezone.now() - chores.RETRY_AFTER)
    assert chores.run(chore=broken) == FAILED
    assert ChoreRun.objects.get().outcome == FAILED


def test_a_run_that_was_taken_over_does_not_close_the_newer_one(calls):
    started_elsewhere = timezone.now() + HOUR

    def slow():
        ChoreRun.objects.update(last_started=started_elsewhere)

    chores.chore(every=HOUR, name="slow")(slow)

    chores.run(chore=chores.register["slow"])

    assert ChoreRun.objects.get().outcome == RUNNING


def test_two_chores_cannot_share_a_name(sweep):
    with pytest.raises(ValueError, match="Two chores are called sweep"):
        chores.chore(every=HOUR, name="sweep")(print)


def test_every_installed_app_may_bring_chores():
    assert [chore.name for chore in chores.known()] == sorted(chores.register)


def test_one_failure_does_not_stop_the_others_and_is_told_by_the_exit_code(broken, sweep, calls, capsys):
    with pytest.raises(CommandError, match="Failed: broken") as failure:
        call_command("upkeep")

    assert failure.value.returncode == 1
    assert calls == ["broken", "sweep"]
    assert capsys.readouterr().out == "broken: failed\nsweep: done\n"


def test_upkeep_runs_what_is_due_and_says_nothing_of_the_rest(sweep, calls, capsys):
    ran("sweep", ago=HOUR * 0.5)

    call_command("upkeep")
    assert (calls, capsys.readouterr().out) == ([], "")

    call_command("upkeep", "--all")
    assert calls == ["sweep"]


def test_upkeep_lists_without_running(sweep, broken, calls, capsys):
    ran("sweep", ago=HOUR * 0.5)

    call_command("upkeep", "--list")

    listed = capsys.readouterr().out.splitlines()
    assert listed[0] == "broken: every 1:00:00, never ran, due"
    assert listed[1].startswith("sweep: every 1:00:00, done 20")
    assert not listed[1].endswith("due")
    assert calls == []


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_runs(sweep, calls):
    ChoreRun.objects.create(name="sweep")
    start = threading.Barrier(4)
    outcomes = []

    def process():
        start.wait()
        outcomes.append(chores.run(chore=sweep))
        connection.close()

    threads = [threading.Thread(target=process) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert calls == ["sweep"]
    assert sorted(outcomes, key=str) == [None, None, None, DONE]
