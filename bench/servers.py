"""Starts what is measured: the house on a fresh database in a temporary folder, and the bare server."""

import base64
import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
READY_SECONDS = 30
UVICORN = [
    *("--ws", "websockets-sansio", "--loop", "uvloop", "--http", "httptools"),
    *("--ws-per-message-deflate", "false", "--ws-max-size", "16384"),
    *("--ws-ping-interval", "20", "--ws-ping-timeout", "20", "--backlog", "4096"),
    *("--timeout-graceful-shutdown", "1", "--no-access-log", "--log-level", "warning"),
    *("--no-server-header", "--no-proxy-headers"),
]


def environment(folder):
    """Secrets made for this run alone."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "VAULT_KEYS": f"bench:{key}",
        "AUDIT_KEY": key,
        "VAR": str(folder),
    }


def seeded(folder, shapes):
    """A database with these shapes; returns its environment and the doors by shape."""
    facts = environment(folder)
    doors = Path(folder) / "doors.json"
    subprocess.run(
        [sys.executable, "-m", "bench.seed", str(doors), *shapes], cwd=HOUSE, env=facts, check=True
    )
    return facts, json.loads(doors.read_text())


@contextlib.contextmanager
def served(application, facts, folder, core=None):
    """A uvicorn process with the flags of operation, on one core; gives its address and process id."""
    port = _free_port()
    facts = facts | {"SITE_URL": f"http://127.0.0.1:{port}"}  # live lines open from there alone
    command = [sys.executable, "-m", "uvicorn", application, "--host", "127.0.0.1", "--port", str(port)]
    with open(Path(folder) / "server.log", "ab") as log:
        server = subprocess.Popen(command + UVICORN, cwd=HOUSE, env=facts, stdout=log, stderr=log)
    if core is not None:
        os.sched_setaffinity(server.pid, {core})
    try:
        _wait_until_up(port, server, folder)
        yield {"url": f"http://127.0.0.1:{port}", "server": server.pid}
    finally:
        server.terminate()
        server.wait()


def loaded(plan, folder):
    """Run the load generator, a process of its own, and return what it saw."""
    path = Path(folder) / "plan.json"
    path.write_text(json.dumps(plan))
    command = [sys.executable, "-m", "bench.load", str(path)]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The load generator stopped: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_up(port, server, folder):
    for _ in range(READY_SECONDS * 20):
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"The server did not start: {(Path(folder) / 'server.log').read_text()[-2000:]}")
