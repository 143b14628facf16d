"""bin/demo and manage.py, tried on a small stand-in for the house so that each start takes a second."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import time
import urllib.request

import pytest

from manage import borrow_demo_secrets
from tests import standin
from tests.standin import HOUSE

SCRIPTS = ["bin/demo", "bin/test", "bin/prepare.sh", ".ci/run"]


@pytest.fixture
def house(tmp_path):
    return standin.build(tmp_path)


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Demo:
    """One running bin/demo, read line by line."""

    def __init__(self, house, *arguments, **environment):
        self.port = environment.setdefault("PORT", free_port())
        self.process = subprocess.Popen(
            ["bash", str(house / "bin/demo"), *arguments],
            env=os.environ
            | {"VAR": "", "PYTHON": ""}
            | {name: str(value) for name, value in environment.items()},
            cwd=house.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until_serving(self):
        lines = []
        for line in self.process.stdout:
            lines.append(line.strip())
            if line.startswith("Serving on"):
                return lines
        raise AssertionError("\n".join(lines))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self):
        said, _nothing = self.process.communicate(timeout=20)
        return self.process.returncode, said


def wait_for(path):
    """What stands in a file that another process is about to write."""
    for _try in range(100):
        if path.exists() and (said := path.read_text()):
            return said
        time.sleep(0.05)
    raise AssertionError(f"{path.name} was never written")


def contents(folder):
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_sound_and_portable(script):
    text = (HOUSE / script).read_text()

    subprocess.run(["bash", "-n", HOUSE / script], check=True)
    assert script == "bin/prepare.sh" or os.access(HOUSE / script, os.X_OK)
    for word in ("readlink -f", "sed -i", "mktemp --", "declare -A", "mapfile", "|&", "grep -P", "date -d"):
        assert word not in text, f"{word} is not on every machine"


def test_the_demo_starts_serves_and_stops_without_a_trace(house):
    demo = Demo(house, DATABASE_URL="postgresql://elsewhere/db")
    lines = demo.until_serving()
    with urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/readyz") as answer:
        assert answer.status == 200
    voices = wait_for(house / "var/voices.pid")
    code, said = demo.stop()

    assert f"Who you can be: 1 http://127.0.0.1:{demo.port} None" in lines
    assert (code, said.strip()) == (0, "Stopped.")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", demo.port), timeout=1)
    with pytest.raises(ProcessLookupError):
        os.kill(int(voices), 0)
    assert "demo" in (house / "var/asked").read_text().splitlines()


def test_secrets_are_made_once_and_kept_to_the_owner(house):
    first = Demo(house, "--no-voices")
    first.until_serving()
    first.stop()
    kept = (house / "var/demo.env").read_text()
    second = Demo(house, "--no-voices")
    second.until_serving()
    second.stop()

    assert (house / "var/demo.env").read_text() == kept
    assert stat.S_IMODE((house / "var/demo.env").stat().st_mode) == 0o600
    assert stat.S_IMODE((house / "var").stat().st_mode) == 0o700
    assert "demo_voices" not in (house / "var/asked").read_text()
    names = [line.partition("=")[0] for line in kept.splitlines() if not line.startswith("#")]
    assert names == ["DEMO", "SECRET_KEY", "VAULT_KEYS", "AUDIT_KEY"]


def test_fresh_removes_only_what_the_demo_made(house):
    var = house / "my data"
    var.mkdir(mode=0o755)
    (var / "letter.txt").write_text("keep")
    (var / "vierelle.sqlite3-wal").write_text("old")
    (var / "demo.env").write_text("SECRET_KEY=old\n")
    (var / "mail").mkdir()

    demo = Demo(house, "--fresh", "--no-voices", VAR="a house/my data")
    demo.until_serving()
    demo.stop()

    left = {"letter.txt", "demo.env", "demo.lock", "server.log", "vierelle.sqlite3", "asked"}
    assert contents(var) == left
    assert "SECRET_KEY=old" not in (var / "demo.env").read_text()
    assert stat.S_IMODE(var.stat().st_mode) == 0o755


def test_two_demos_never_share_one_data_folder(house):
    first = Demo(house, "--no-voices")
    first.until_serving()
    code, said = Demo(house, "--fresh").ended()
    first.stop()

    assert code == 1
    assert said.startswith("A demo is already running on the data in ")
    assert len(said.splitlines()) == 1
    assert (house / "var/vierelle.sqlite3").exists()


def test_a_taken_port_is_one_clear_line(house):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        code, said = Demo(house, PORT=door.getsockname()[1]).ended()

    assert code == 1
    assert "PORT=8001 bin/demo" in said
    assert len(said.splitlines()) == 1
    assert not (house / "var").exists()


@pytest.mark.parametrize("port", ["ninety", "70000", "-1"])
def test_a_port_that_is_none_is_one_clear_line(house, port):
    code, said = Demo(house, PORT=port).ended()

    assert code == 1
    assert len(said.splitlines()) == 1


def test_lost_keys_are_said_and_nothing_is_overwritten(house):
    (house / "var").mkdir()
    (house / "var/vierelle.sqlite3").write_text("sealed")

    code, said = Demo(house).ended()

    assert code == 1
    assert "bin/demo --fresh" in said
    assert contents(house / "var") == {"vierelle.sqlite3", "demo.lock"}


def test_a_server_that_cannot_start_says_why(house):
    (house / "community/asgi.py").write_text("raise SystemExit('no wind today')")

    code, said = Demo(house).ended()

    assert code == 1
    assert "no wind today" in said
    assert "server.log" in said.splitlines()[-1]


def test_a_machine_without_python_is_told_what_to_install(house, tmp_path):
    shutil.rmtree(house / ".venv")
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("bash", "dirname"):
        (tools / tool).symlink_to(shutil.which(tool))

    code, said = Demo(house, PATH=tools).ended()

    assert code == 1
    assert said.startswith("Python 3.11 or newer is missing. Install it")
    assert len(said.splitlines()) == 1


def test_an_unknown_option_shows_the_known_ones(house):
    code, said = Demo(house, "--loud").ended()

    assert code == 2
    assert "bin/demo --fresh" in said


def test_commands_borrow_the_demos_secrets_only_when_there_are_none(tmp_path):
    (tmp_path / "demo.env").write_text("# made once\nSECRET_KEY=a=b=\nDEMO=1\n")
    bare = {"VAR": str(tmp_path), "DEMO": "0", "SECRET_KEY": ""}
    own = {"VAR": str(tmp_path), "SECRET_KEY": "mine"}

    borrow_demo_secrets(bare)
    borrow_demo_secrets(own)

    assert bare == {"VAR": str(tmp_path), "SECRET_KEY": "a=b=", "DEMO": "0"}
    assert own == {"VAR": str(tmp_path), "SECRET_KEY": "mine"}
