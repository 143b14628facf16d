"""Starts what is measured: the house on a fresh database in a temporary folder, and the bare server."""

import base64
import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import services

HOUSE = Path(__file__).resolve().parent.parent
APPLICATION = "community.asgi:application"
BARE = "bench.bare:application"
READY_SECONDS = 30
SEED_SECONDS = 300
LOAD_SECONDS = 300
UVICORN = [  # as in operation: bin/demo, docs/operating.md
    *("--ws", "websockets-sansio", "--loop", "uvloop", "--http", "httptools"),
    *("--ws-per-message-deflate", "false", "--ws-max-size", "16384"),
    *("--ws-ping-interval", "20", "--ws-ping-timeout", "20", "--backlog", "4096"),
    *("--timeout-graceful-shutdown", "1", "--no-access-log", "--log-level", "warning"),
    *("--no-server-header", "--no-proxy-headers"),
]
BACKENDS = {"sqlite": "SQLite, one process", "postgresql": "PostgreSQL + Redis"}


class Cores:
    """Which core serves and which one does everything else; None where there is only one."""

    def __init__(self):
        cores = sorted(os.sched_getaffinity(0))
        self.server, self.rest = cores[:2] if len(cores) > 1 else (None, None)

    def leave_the_first_alone(self):
        """Keep this process, and whatever it starts without saying otherwise, on the second core."""
        if self.rest is not None:
            os.sched_setaffinity(0, {self.rest})


@contextlib.contextmanager
def house(backend, cores=None, **shapes):
    """A fresh folder and database with these shapes; gives the folder, its environment and the doors.

    With `cores`, the first of them is left to the server.
    """
    if cores:
        cores.leave_the_first_alone()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vierelle-bench-")))
        facts = environment(folder)
        if backend == "postgresql":
            for name, service in {"DATABASE_URL": services.postgresql, "REDIS_URL": services.redis}.items():
                facts[name] = stack.enter_context(service(folder))
        yield folder, facts, seeded(folder, facts, shapes)


def environment(folder):
    """Secrets made for this run alone."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    facts = {name: fact for name, fact in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return facts | {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "VAULT_KEYS": f"bench:{key}",
        "AUDIT_KEY": key,
        "VAR": str(folder),
    }


def seeded(folder, facts, shapes):
    """Fill the database with these shapes; return the doors by name."""
    doors = folder / "doors.json"
    wanted = [f"{name}={shape}" for name, shape in shapes.items()]
    command = [sys.executable, "-m", "bench.seed", str(doors), *wanted]
    subprocess.run(command, cwd=HOUSE, env=facts, check=True, timeout=SEED_SECONDS)
    return json.loads(doors.read_text())


@contextlib.contextmanager
def served(application, facts, folder, core=None):
    """A uvicorn process with the flags of operation, on one core; gives its address and process id."""
    port = _free_port()
    facts = facts | {"SITE_URL": f"http://127.0.0.1:{port}"}  # live lines open from there alone
    command = [sys.executable, "-m", "uvicorn", application, "--host", "127.0.0.1", "--port", str(port)]
    log = Path(folder) / "server.log"
    with open(log, "ab") as said:
        server = subprocess.Popen(command + UVICORN, cwd=HOUSE, env=facts, stdout=said, stderr=said)
    if core is not None:
        os.sched_setaffinity(server.pid, {core})
    try:
        _wait_until_up(port, server, log)
        yield {"url": f"http://127.0.0.1:{port}", "server": server.pid}
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def loaded(plan, folder):
    """Run the load generator, a process of its own, and return what it saw."""
    path = Path(folder) / "plan.json"
    path.write_text(json.dumps(plan))
    command = [sys.executable, "-m", "bench.load", str(path)]
    done = subprocess.run(
        command, cwd=HOUSE, capture_output=True, text=True, check=False, timeout=LOAD_SECONDS
    )
    if done.returncode:
        sys.exit(f"The load generator stopped: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_up(port, server, log):
    for _ in range(READY_SECONDS * 20):
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"The server did not start: {log.read_text()[-2000:]}")
