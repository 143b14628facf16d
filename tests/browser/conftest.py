"""A real server on a free port with a database of its own, and a real Chromium in front of it."""

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

HOUSE = Path(__file__).resolve().parent.parent.parent
# No sandbox in containers; and the browser itself calls nobody, so that what is called is the page's doing.
QUIETLY = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 30  # seconds for the server to answer


class Live:
    """The running server, the stage behind it, and the doors to both."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        key = base64.b64encode(os.urandom(32)).decode()
        unset = {"DATABASE_URL", "REDIS_URL", "DEMO", "DEBUG", "EMAIL_HOST", "OIDC_SERVER", "TEST_DATABASE"}
        self.environment = {name: value for name, value in os.environ.items() if name not in unset} | {
            "VAR": str(folder),
            "SECRET_KEY": "browser-" + key,
            "VAULT_KEYS": f"browser:{key}",
            "AUDIT_KEY": key,
            "SITE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "community.settings",
        }

    def prepare(self):
        for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=HOUSE, env=self.environment, check=True
            )

    def start(self):
        """Start the server; the stage stays as it is."""
        arguments = [
            "--port",
            str(self.port),
            "--log-level",
            "warning",
            "--lifespan",
            "off",
            "--no-proxy-headers",
        ]
        self.log = (self.folder / "server.log").open("ab")
        self.server = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "community.asgi:application", *arguments],
            cwd=HOUSE,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
        )
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=2).close()  # noqa: S310 (our own server)
                return
            except (urllib.error.URLError, OSError):
                if time.monotonic() > deadline or self.server.poll() is not None:
                    raise AssertionError((self.folder / "server.log").read_text()[-3000:]) from None
                time.sleep(0.1)

    def stop(self):
        """Stop the server as a crash would."""
        self.server.kill()
        self.server.wait()
        self.log.close()

    def open_stage(self):
        self.stage = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.stage"],
            cwd=HOUSE,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close_stage(self):
        self.stage.stdin.close()
        self.stage.wait(10)

    def ask(self, order, **facts):
        """Have the stage do something in the server's database."""
        self.stage.stdin.write(json.dumps({"do": order, **facts}) + "\n")
        self.stage.stdin.flush()
        answer = self.stage.stdout.readline()
        assert answer, f"The stage could not do {order}."
        return json.loads(answer)

    def sign_in(self, page, user):
        """Give this page's browser the session of a user, by id."""
        cookie = self.ask("session", user=user)
        page.context.add_cookies([{**cookie, "url": self.url}])


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """The house, served."""
    live = Live(tmp_path_factory.mktemp("live"))
    live.prepare()
    live.open_stage()
    live.start()
    yield live
    live.stop()
    live.close_stage()
    shutil.rmtree(live.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium():
    """The one browser all tests share; each takes a fresh context."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live):
    """Open a browser of one's own: `open_page(user, path, width=…, javascript=…)`."""
    contexts = []

    def opener(user=None, path="/", *, width=1280, height=800, javascript=True, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/Helsinki",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(8000)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda said: said.type == "error" and page.troubles.append(said.text))
        if user:
            live.sign_in(page, user)
        page.goto(live.url + path)
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture
def enter_room(open_page, live):
    """Walk into this test's room by alias, and wait until the page is live. What the room is like, the first says."""
    scenes = []

    def opener(alias, *, talk=0, staffed=True, theme="When a visit is cancelled", **options):
        if not scenes:
            scenes.append(live.ask("scene", talk=talk, staffed=staffed, theme=theme))
        scene = scenes[0]
        page = open_page(scene["people"][alias]["user"], f"/rooms/{scene['room']}/", **options)
        page.scene = scene
        if options.get("javascript", True):
            expect(page.locator("[data-part=transcript]")).to_have_attribute("aria-live", "polite")
        return page

    return opener
