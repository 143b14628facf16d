"""Twenty moderators work five hundred cases at once on PostgreSQL: each is decided once, none is lost or taken twice.

In four processes, as in operation, while two facilitators decide about held words of their own groups.
"""

import json
import os
import subprocess
import sys

import pytest

from bench.services import PostgreSQL
from tests.faults.house import HOUSE, LEFT_OUT

pytestmark = pytest.mark.faults
MODERATORS, CASES, PROCESSES = 20, 500, 4
SECONDS = 600


@pytest.fixture
def asked(tmp_path):
    """Starts the same program with an order, on a PostgreSQL of this test's own."""
    base = PostgreSQL(tmp_path)
    facts = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    facts |= {"DATABASE_URL": base.url, "VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "community.settings"}

    def start(*order):
        program = [sys.executable, "-m", "tests.faults.moderators", *order]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(program, cwd=HOUSE, env=facts, text=True, **pipes)

    try:
        with base:
            yield start
    finally:
        base.remove()


def answer(process):
    said, trouble = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, trouble[-3000:]
    return json.loads(said.strip().splitlines()[-1])


def test_twenty_moderators_decide_five_hundred_cases_once(asked):
    cast = answer(asked("prepare", str(MODERATORS), str(CASES)))
    people, leaders = cast["people"], [f"lead:{seat}" for seat in cast["leaders"][:2]]
    teams = [people[first::PROCESSES] for first in range(PROCESSES)]

    working = [asked("work", *team, *leaders[number : number + 1]) for number, team in enumerate(teams)]
    outrun = sum(answer(process)["outrun"] for process in working)
    judged = answer(asked("judge"))

    assert judged["found"] == []
    assert judged["numbers"]["cases"] == CASES
    assert judged["numbers"]["people who decided"] == MODERATORS
    assert judged["numbers"]["by the rooms"] > 0
    assert outrun > 0, "nobody was ever at the same case: this night has shown nothing"
