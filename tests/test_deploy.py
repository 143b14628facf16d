"""What the house is like in operation: its settings, its cookies, its headers, and the demo firmly off."""

import json
import os
import subprocess
import sys

import pytest
from django.urls import NoReverseMatch, reverse

from tests import cast
from tests.source import HOUSE

KEY = "A" * 43 + "="
OPERATION = {
    "PATH": os.environ.get("PATH", ""),
    "SECRET_KEY": "k9" * 40 + "-not-a-real-one",
    "VAULT_KEYS": f"one:{KEY}",
    "AUDIT_KEY": KEY,
    "HOSTS": "vierelle.example",
    "SITE_URL": "https://vierelle.example",
    "BEHIND_PROXY": "1",
    "DATABASE_URL": "postgresql://vierelle@127.0.0.1/vierelle",
    "REDIS_URL": "redis://127.0.0.1/0",
    "DJANGO_SETTINGS_MODULE": "community.settings",
}


def run(*command, **changes):
    """A command of the house in an environment like that of operation; None takes a value away."""
    environment = {name: value for name, value in (OPERATION | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, *command], cwd=HOUSE, env=environment, capture_output=True, text=True, timeout=120
    )


def deploy_check(**changes):
    return run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **changes)


# --- The check -----------------------------------------------------------------------
def test_the_deploy_check_has_nothing_to_say(tmp_path):
    done = deploy_check(VAR=str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_the_deploy_check_refuses_the_demo(tmp_path):
    done = deploy_check(VAR=str(tmp_path), DEMO="1")

    assert done.returncode != 0
    assert "demo.E001" in done.stderr


@pytest.mark.parametrize(
    "careless", [{"SITE_URL": "http://vierelle.example"}, {"DEBUG": "1"}, {"SECRET_KEY": "short"}]
)
def test_the_deploy_check_refuses_carelessness(careless, tmp_path):
    assert deploy_check(VAR=str(tmp_path), **careless).returncode != 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "VAULT_KEYS", "AUDIT_KEY"])
def test_nothing_starts_without_its_secrets(name, tmp_path):
    done = run("manage.py", "check", VAR=str(tmp_path), **{name: None})

    assert done.returncode != 0
    assert name in done.stderr


# --- Cookies and transport -----------------------------------------------------------------
SIGN_IN = """
import django, json
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
from tests import cast
from tests.community.accounts.people import sign_in
user = cast.make_user()
client = Client(headers={"host": "vierelle.example", "x-forwarded-proto": "https"})
client.get("/account/login/")
answer = sign_in(client, user)
page = client.get("/home/")
plain = Client(headers={"host": "vierelle.example"}).get("/help/")
stranger = Client(headers={"host": "elsewhere.example", "x-forwarded-proto": "https"}).get("/help/")
print(json.dumps({
    "status": [answer.status_code, page.status_code],
    "cookies": {name: morsel.OutputString() for name, morsel in client.cookies.items()},
    "headers": dict(page.headers),
    "plain": [plain.status_code, plain.headers.get("Location")],
    "stranger": stranger.status_code,
    "debug": "Traceback" in stranger.content.decode(),
}))
"""


@pytest.fixture(scope="module")
def operation(tmp_path_factory):
    """Somebody signs in to the house as it is in operation, but for its database."""
    folder = tmp_path_factory.mktemp("operation")
    done = run("-c", SIGN_IN, VAR=str(folder), DATABASE_URL=None, REDIS_URL=None)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_cookies_stay_on_this_host_and_out_of_scripts(operation):
    assert operation["status"] == [302, 200]
    assert set(operation["cookies"]) == {"__Host-sid", "__Host-csrf", "django_language"}
    for name, cookie in operation["cookies"].items():
        facts = {fact.strip().lower() for fact in cookie.split(";")[1:]}
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= facts, cookie
        assert not any(fact.startswith("domain=") for fact in facts), name


def test_the_session_ends_with_the_browser(operation):
    cookie = operation["cookies"]["__Host-sid"].lower()

    assert "max-age" not in cookie
    assert "expires" not in cookie


def test_pages_in_operation_are_strict(operation):
    headers = operation["headers"]

    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "wss://vierelle.example" in headers["Content-Security-Policy"]
    assert "ws://" not in headers["Content-Security-Policy"].replace("wss://", "")
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers


def test_a_plain_request_is_sent_to_the_safe_address(operation):
    assert operation["plain"] == [301, "https://vierelle.example/help/"]


def test_another_hosts_name_is_refused_without_details(operation):
    assert operation["stranger"] == 400
    assert not operation["debug"]


# --- The demo door ----------------------------------------------------------------------------
@pytest.fixture
def _demo_on(settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.access.demo_urls"


@pytest.mark.django_db
def test_without_the_demo_there_is_no_door(client):
    with pytest.raises(NoReverseMatch):
        reverse("demo:door")
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/in/anna/").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo_on")
def test_the_door_opens_on_this_machine(client):
    anna = cast.make_staff("facilitator", username="anna")
    room = cast.lead(anna, cast.make_group()).group.room
    assert client.get("/demo/").status_code == 200

    answer = client.post("/demo/in/anna/")

    assert answer.url == reverse("groups:room", args=[room.pk])
    assert client.session["_auth_user_id"] == str(anna.pk)


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo_on")
@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.5", "2001:db8::1", "", "0.0.0.0"])
def test_the_door_is_not_there_for_other_machines(address, client):
    cast.make_staff("facilitator", username="anna")

    assert client.get("/demo/", REMOTE_ADDR=address).status_code == 404
    assert client.post("/demo/in/anna/", REMOTE_ADDR=address).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo_on")
def test_the_door_lets_in_the_cast_alone_and_only_by_a_press(client):
    cast.make_user("somebody-real")
    cast.make_staff("facilitator", username="anna")

    assert client.post("/demo/in/somebody-real/").status_code == 404
    assert client.get("/demo/in/anna/").status_code == 405
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.usefixtures("_demo_on")
def test_the_door_stays_shut_when_only_its_address_is_there(client, settings):
    settings.DEMO = False

    assert client.get("/demo/").status_code == 404


# --- Behind a proxy, and not ---------------------------------------------------------
LOOK = """
import django; django.setup()
from allauth.account.adapter import get_adapter
from django.test import RequestFactory
request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_PROTO="https",
    HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.7", HTTP_HOST="vierelle.example")
print(get_adapter(request).get_client_ip(request), request.is_secure())
"""


@pytest.mark.parametrize(
    ("behind_proxy", "seen"), [("1", "192.0.2.7 True"), (None, "10.0.0.1 False")], ids=["proxy", "no proxy"]
)
def test_who_asks_is_taken_from_the_proxy_only_where_there_is_one(behind_proxy, seen, tmp_path):
    done = run("-c", LOOK, VAR=str(tmp_path), BEHIND_PROXY=behind_proxy)

    assert done.stdout.strip() == seen, done.stderr


@pytest.mark.parametrize("place", ["bin/demo", "docs/operating.md", "bench/servers.py"])
def test_the_server_itself_believes_no_forwarded_address(place):
    """It would, from anything on the same machine, and so would our counted tries."""
    words = (HOUSE / place).read_text()

    assert "--no-proxy-headers" in words
    assert "--no-server-header" in words
