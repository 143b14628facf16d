"""bin/test, with an interpreter that only notes what it is asked and fails where it is told to."""

import os
import shutil
import subprocess

import pytest

from tests import standin

INTERPRETER = """
echo "$@" >>"$(dirname "$0")/asked"
case "$*" in *"$(cat "$(dirname "$0")/failing")"*) exit 7 ;; esac
"""


@pytest.fixture
def checks(tmp_path):
    """Runs bin/test there; gives the exit code, what was said and what was asked."""
    house = standin.build(tmp_path, INTERPRETER)
    (house / "tests/browser").mkdir(parents=True)
    (house / "tests/browser/test_room.py").touch()
    beside = house / ".venv/bin"

    def run(*arguments, failing="nothing"):
        (beside / "failing").write_text(failing)
        done = subprocess.run(
            ["bash", house / "bin/test", *arguments],
            env=os.environ | {"CHROMIUM": shutil.which("true")},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        return done.returncode, done.stdout + done.stderr, (beside / "asked").read_text()

    return run


def test_the_gate_runs_every_step_in_order(checks):
    code, said, _asked = checks()

    assert code == 0
    steps = [line.removeprefix("== ") for line in said.splitlines() if line.startswith("== ")]
    assert steps[:4] == ["Lint", "Format", "Import contracts", "Migrations match the models"]
    assert steps[4] == "Ready for operation"
    assert steps[-3:] == ["Tests: fast", "Coverage of rules, actions, vault and audit", "Tests: browser"]


def test_the_gate_stops_at_the_first_step_that_fails(checks):
    code, said, asked = checks(failing="ruff format")

    assert code != 0
    assert said.splitlines()[-1] == "Failed at: Format"
    assert "pytest" not in asked


def test_fault_tests_are_a_step_of_their_own_before_the_browser(checks, tmp_path):
    faults = tmp_path / "a house/tests/faults"
    faults.mkdir(parents=True)
    (faults / "test_night.py").touch()

    code, said, asked = checks(failing="pytest tests/faults")

    assert code != 0
    assert said.splitlines()[-1] == "Failed at: Tests: faults"
    assert "--ignore=tests/faults" in asked
    assert "pytest tests/browser" not in asked


def test_the_gate_fails_without_services_rather_than_skip(checks, tmp_path):
    script = tmp_path / "a house/bin/test"
    without = script.read_text().replace("find_service nginx; }", "find_service no-such-program; }")
    script.write_text(without.replace("! may_install_for_system ||", "true ||"))

    code, said, asked = checks()
    assert code != 0
    assert "apt-get install postgresql redis-server nginx" in said
    assert "pytest" not in asked

    code, said, _asked = checks("tests/test_house.py")
    assert code == 0
    assert "fault tests cannot run" in said


def test_the_last_step_counts_as_much_as_the_first(checks):
    code, said, _asked = checks(failing="pytest tests/browser")

    assert code != 0
    assert said.splitlines()[-1] == "Failed at: Tests: browser"


def test_arguments_go_to_pytest_alone(checks):
    code, _said, asked = checks("tests/test_house.py", "-k", "two words")

    assert code == 0
    assert "-m pytest tests/test_house.py -k two words" in asked
    assert "ruff" not in asked
