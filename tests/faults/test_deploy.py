"""The files in deploy/: the real nginx with its file before a server that tells what reached it, and the units read."""

import http.client
import json
import re
import shutil
import ssl
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from bench.services import Nginx, free_port
from tests.faults.house import DEPLOY, HOUSE, command_of, make_certificate, nginx_file, unit

pytestmark = pytest.mark.faults


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was asked; hangs up on /gone/ as a process does that dies."""

    asked = []

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append((self.command, self.path))
        if self.path == "/gone/":
            return
        said = json.dumps({"headers": dict(self.headers), "size": len(body)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def do_GET(self):
        self.answer()

    def do_POST(self):
        self.answer()

    def log_message(self, *_words):
        pass


class Front:
    """nginx, and how to ask it."""

    def __init__(self, folder, ports):
        make_certificate(folder)
        self.folder = folder
        processes = [SimpleNamespace(port=port) for port in ports]
        self.nginx = Nginx(folder, lambda port: nginx_file(folder, port, processes))
        self.trust = ssl.create_default_context(cafile=folder / "certificate.pem")

    def ask(self, method, path, body=None, **headers):
        line = http.client.HTTPSConnection("127.0.0.1", self.nginx.port, context=self.trust, timeout=10)
        line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        said = answer.read().decode()
        line.close()
        return answer.status, said


@pytest.fixture
def echoes():
    """Two of them; gives their ports."""
    Echo.asked.clear()
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Echo) for _ in range(2)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield [server.server_port for server in servers]
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def front(echoes, tmp_path):
    front = Front(tmp_path, echoes)
    with front.nginx:
        yield front


# --- nginx --------------------------------------------------------------------
def test_what_a_client_says_of_itself_is_replaced(front):
    _status, said = front.ask("GET", "/", X_Forwarded_For="192.0.2.7", X_Forwarded_Proto="http")
    headers = json.loads(said)["headers"]

    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "https"
    assert headers["Host"] == "127.0.0.1"


@pytest.mark.parametrize("path", ["/", "/ws/rooms/1/"])
def test_a_line_is_opened_for_sockets_and_for_nothing_else(path, front):
    _status, said = front.ask("GET", path, Connection="Upgrade", Upgrade="h2c")
    headers = json.loads(said)["headers"]
    assert "Upgrade" not in headers
    assert headers["Connection"] == "close"

    _status, said = front.ask("GET", path, Connection="Upgrade", Upgrade="WebSocket")
    headers = json.loads(said)["headers"]
    assert (headers["Upgrade"], headers["Connection"]) == ("websocket", "upgrade")


def test_a_dead_process_is_passed_over(echoes, tmp_path):
    front = Front(tmp_path, [free_port(), echoes[0]])
    with front.nginx:
        answers = [front.ask(method, "/", body=b"words")[0] for method in ("GET", "POST") * 10]

    assert set(answers) == {200}


def test_what_was_heard_is_not_said_twice(front):
    """Looking is tried again at the other process; what changes something is not: its page sends it again, once."""
    looked, said = front.ask("GET", "/gone/")[0], front.ask("POST", "/gone/", body=b"words")

    assert Echo.asked.count(("GET", "/gone/")) == 2
    assert Echo.asked.count(("POST", "/gone/")) == 1
    assert (looked, said[0]) == (503, 503)
    assert "We are back soon" in said[1]
    assert "tel:112" in said[1]


def test_what_is_too_big_stays_outside(front):
    assert front.ask("POST", "/", body=b"x" * 250_000)[0] == 200
    assert front.ask("POST", "/", body=b"x" * 300_000)[0] == 413
    assert len(Echo.asked) == 1


def test_nobodys_visit_is_written_down(front):
    for path in ("/i/very-secret-token/", "/gone/?very-secret-token"):
        front.ask("GET", path)
        front.ask("POST", path, body=b"very-secret-token" * 10_000)
    front.nginx.stop()

    kept = [path for path in front.folder.rglob("*") if path.is_file() and path.name != "nginx.conf"]
    assert front.nginx.log in kept
    for path in kept:
        text = path.read_bytes()
        assert b"very-secret-token" not in text, path
        assert b"client: " not in text, path


# --- The units ------------------------------------------------------------------
def flags(words):
    return {word for word in words if word.startswith("--")}


def test_every_place_starts_the_server_alike():
    here = command_of("vierelle@.service", 8001)
    demo, bench, docs = (
        (HOUSE / place).read_text() for place in ("bin/demo", "bench/servers.py", "docs/operating.md")
    )

    assert here[:3] == [sys.executable, "-m", "uvicorn"]
    assert here[here.index("--port") + 1] == "8001"
    for flag in flags(here):
        assert flag in demo
        assert flag in bench
        assert flag in docs
    for option in ("--ws-max-size", "--ws-ping-interval", "--ws-ping-timeout", "--backlog"):
        value = here[here.index(option) + 1]
        assert f"{option} {value}" in demo
        assert f'"{option}", "{value}"' in bench


def test_a_process_comes_back_has_files_enough_and_ends_in_time():
    service = unit("vierelle@.service")["Service"]
    graceful = re.search(r"--timeout-graceful-shutdown (\d+)", service["ExecStart"])[1]

    assert service["Restart"] == "always"
    assert unit("vierelle@.service")["Unit"]["StartLimitIntervalSec"] == "0"
    assert int(service["LimitNOFILE"]) >= 8192
    assert int(service["TimeoutStopSec"]) > int(graceful)
    assert service["LimitCORE"] == "0"


@pytest.mark.parametrize("name", ["vierelle@.service", "vierelle-upkeep.service"])
def test_a_service_gets_no_more_than_it_needs(name):
    service = unit(name)["Service"]

    assert service["User"] == "vierelle"
    assert service["CapabilityBoundingSet"] == ""
    assert service["ProtectSystem"] == "strict"
    for wish in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices"):
        assert service[wish] == "yes"


def test_upkeep_is_run_by_its_timer():
    assert command_of("vierelle-upkeep.service")[1:] == ["manage.py", "upkeep"]
    assert unit("vierelle-upkeep.timer")["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze reads units; not here")
@pytest.mark.parametrize("name", ["vierelle@.service", "vierelle-upkeep.service", "vierelle-upkeep.timer"])
def test_systemd_understands_the_units(name, tmp_path):
    for file in DEPLOY.glob("vierelle*"):
        here = f'"{sys.executable}"'  # there may be a space in it
        text = file.read_text().replace("/opt/vierelle/.venv/bin/python", here)
        (tmp_path / file.name).write_text(text)

    done = subprocess.run(["systemd-analyze", "verify", tmp_path / name], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
