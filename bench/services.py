"""PostgreSQL, Redis and nginx of one's own: in a folder of their own, on free ports of 127.0.0.1, gone afterwards.

    with postgresql(folder) as database_url, redis(folder) as redis_url: ...

The classes can also be paused, killed and started again on the same port, with what they had on disk.
Services of the system are neither used nor disturbed. Settings are those of operation: PostgreSQL waits for its disk.
"""

import contextlib
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

READY_SECONDS = 30
STOP_SECONDS = 20
ELSEWHERE = (
    "/usr/lib/postgresql/*/bin",
    "/usr/local/bin",
    "/usr/local/sbin",
    "/usr/sbin",
    "/opt/homebrew/bin",
)
UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to run as root


class MissingProgramError(Exception):
    """A program is not on this machine; says what to install."""


def program(name):
    """Where a program is: on PATH, or where packages put it; the newest PostgreSQL."""
    if found := shutil.which(name):
        return found
    numbered = (glob.glob(f"{place}/{name}") for place in ELSEWHERE)
    for paths in numbered:
        if paths:
            return max(paths, key=_version_in)
    raise MissingProgramError(
        f"{name} is not on this machine. Debian and Ubuntu: apt-get install postgresql redis-server nginx;"
        " macOS: brew install postgresql redis nginx"
    )


def _version_in(path):
    return [int(part) for part in Path(path).parts if part.isdigit()]


def free_port():
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Service:
    """One program on a port of its own. `start` after `stop` or `kill` goes on with what is on disk."""

    user = None  # whom to run as, when root
    farewell = signal.SIGTERM

    def __init__(self, folder):
        self.folder = Path(folder)
        self.port = free_port()
        self.process = None
        self.log = self.folder / f"{type(self).__name__.lower()}.log"

    def command(self):
        raise NotImplementedError

    def start(self):
        """Start, and wait until it answers; raises RuntimeError with the end of its log."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self.user,
                start_new_session=True,  # Ctrl-C is for us alone
                env=self.environment(),
                cwd=self.cwd(),
            )
        _wait_until(self.is_ready, self)
        return self

    def environment(self):
        return os.environ | {"LC_ALL": "C"}

    def cwd(self):
        return "/"

    def is_ready(self):
        return _answers(self.port)

    def stop(self):
        """End in good order. Safe to repeat."""
        self._end(self.farewell)

    def kill(self):
        """End like a crash: kill -9, its own children too."""
        if self.process:
            children = _children_of(self.process.pid)
            self._end(signal.SIGKILL)
            for child in children:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)

    def restart(self):
        self.stop()
        return self.start()

    def pause(self):
        """Hold it where it stands: it keeps its lines and answers nothing."""
        self._signal_all(signal.SIGSTOP)

    def resume(self):
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number):
        for pid in [self.process.pid, *_children_of(self.process.pid)]:
            os.kill(pid, number)

    def _end(self, number):
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(number)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_trouble):
        self.stop()


class PostgreSQL(Service):
    """A cluster with one database; only this machine reaches it, and for as long as it runs."""

    farewell = signal.SIGINT  # "fast": ends sessions rather than waiting for them

    def __init__(self, folder):
        super().__init__(folder)
        self.programs = {name: program(name) for name in ("initdb", "postgres", "pg_isready", "createdb")}
        # Beside the folder, not in it: as root, the unprivileged user could not walk into a folder of ours.
        self.data = Path(tempfile.mkdtemp(prefix="vierelle-postgresql-"))
        if os.geteuid() == 0:
            self.user = _unprivileged()
            shutil.chown(self.data, self.user)
        self._run(
            "initdb", "-D", self.data, "-U", "vierelle", "--auth=trust", "--encoding=UTF8", "--locale=C"
        )
        with self:
            self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "vierelle", "vierelle")

    @property
    def url(self):
        return f"postgresql://vierelle@127.0.0.1:{self.port}/vierelle"

    def command(self):
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        return [self.programs["postgres"], "-D", self.data, "-p", str(self.port), *options]

    def is_ready(self):
        asked = [self.programs["pg_isready"], "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "vierelle"]
        return subprocess.run(asked, check=False).returncode == 0

    def remove(self):
        """Stop it, and its data is gone."""
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    def _run(self, name, *arguments):
        done = subprocess.run(
            [self.programs[name], *arguments],
            user=self.user,
            cwd="/",
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr.strip()}")


class Redis(Service):
    """Nothing is kept on disk: a restart forgets all, as the house must bear."""

    def __init__(self, folder):
        super().__init__(folder)
        self.path = program("redis-server")

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self):
        return [
            self.path,
            "--bind",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--save",
            "",
            "--appendonly",
            "no",
        ]

    def cwd(self):
        return self.folder


class Nginx(Service):
    """`configuration(port)` gives the text to run with; the folder is its prefix."""

    farewell = signal.SIGQUIT

    def __init__(self, folder, configuration):
        super().__init__(folder)
        self.path = program("nginx")
        self.file = self.folder / "nginx.conf"
        self.file.write_text(configuration(self.port))

    def command(self):
        return [self.path, "-p", f"{self.folder}/", "-c", self.file, "-e", self.log, "-g", "daemon off;"]

    def stop(self):
        """Without waiting for open lines, as SIGQUIT would."""
        self._end(signal.SIGTERM)


@contextlib.contextmanager
def postgresql(folder):
    """A running PostgreSQL; gives the address for DATABASE_URL."""
    service = PostgreSQL(folder)
    try:
        with service:
            yield service.url
    finally:
        service.remove()


@contextlib.contextmanager
def redis(folder):
    """A running Redis; gives the address for REDIS_URL."""
    with Redis(folder) as service:
        yield service.url


def _unprivileged():
    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in names:
            return name
    raise MissingProgramError(
        "PostgreSQL does not run as root, and there is no other user here to run it as."
    )


def _children_of(pid):
    """Process ids of its children; none where the system does not tell."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _answers(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(is_ready, service):
    deadline = time.monotonic() + READY_SECONDS
    while service.process.poll() is not None or not is_ready():
        if service.process.poll() is not None or time.monotonic() > deadline:
            service.stop()
            raise RuntimeError(f"{type(service).__name__} did not start: {service.log.read_text()[-2000:]}")
        time.sleep(0.05)
