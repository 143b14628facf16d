"""Web push: what is sent is for one browser alone, says who we are, and never goes inside our own network."""

import socket
import time

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from community import outside, push
from community.push import Outcome, Way, enclosed, in_bytes, in_text, own_point, send
from tests.push_service import Browser, Service, claims_of, here

WORDS = {"language": "fi", "seconds": 600}


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    service = Service(tmp_path_factory.mktemp("push"))
    yield service
    service.close()


@pytest.fixture
def reach(service, monkeypatch):
    """Sends to a path of the service, whose certificate counts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(service.certificate))
    service.came.clear()
    browser = Browser()

    def reach(path="/one", may=here):
        return send(browser.way(service.url + path), "Jotain uutta", may=may, **WORDS)

    reach.browser = browser
    return reach


# --- What is said ----------------------------------------------------------------
def test_it_is_enclosed_as_in_the_example_of_the_standard():
    """RFC 8291, section 5."""
    way = Way(
        endpoint="https://push.example.net/",
        p256dh="BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth="BTBZMqHH6r4Tts7J_aSIgg",
    )
    number = int.from_bytes(in_bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))

    made = enclosed(
        b"When I grow up, I want to be a watermelon",
        way,
        salt=in_bytes("DGv6ra1nlYgDCS1FRnbzlw"),
        key=ec.derive_private_key(number, push.CURVE),
    )

    assert in_text(made) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
        "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_the_browser_reads_it_and_nobody_else_does(service, reach):
    assert reach() is Outcome.TOLD

    ((path, headers, body),) = service.came
    assert path == "/one"
    assert reach.browser.read(body) == {"words": "Jotain uutta", "language": "fi"}
    assert (headers["Content-Encoding"], headers["TTL"], headers["Topic"]) == ("aes128gcm", "600", "new")
    with pytest.raises(InvalidTag):
        Browser().read(body)


def test_no_two_look_alike_and_all_are_of_one_length():
    way = Browser().way("https://push.example.net/")

    made = [enclosed(words, way, room=push.ROOM) for words in (b"a", b"a", b"a few more words")]

    assert len(set(made)) == 3
    assert len({len(one) for one in made}) == 1


# --- Who we are ------------------------------------------------------------------
def test_it_is_signed_for_this_service_and_for_a_few_hours(service, reach, settings):
    reach()

    headers = service.came[0][1]
    claims, key = claims_of(headers, for_whom=service.url)
    assert claims["sub"] == settings.WEB_PUSH["contact"] == "mailto:operator@example.org"
    assert time.time() < claims["exp"] < time.time() + 24 * 3600
    assert key == own_point()
    assert len(in_bytes(key)) == push.POINT


def test_where_nothing_is_pushed_there_is_no_key(settings):
    settings.WEB_PUSH = {}

    assert own_point() == ""


# --- What came of it -------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (201, Outcome.TOLD),
        (202, Outcome.TOLD),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (301, Outcome.FAILED),
        (403, Outcome.FAILED),
        (429, Outcome.FAILED),
        (500, Outcome.FAILED),
    ],
)
def test_the_status_says_what_came_of_it(service, reach, status, outcome):
    service.answers["/one"] = status

    assert reach() is outcome
    assert len(service.came) == 1
    del service.answers["/one"]


def test_a_certificate_nobody_vouches_for_is_not_trusted(service, reach, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    assert reach() is Outcome.FAILED
    assert not service.came


def test_silence_takes_no_longer_than_it_may(monkeypatch):
    monkeypatch.setattr(outside, "TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        way = Browser().way(f"https://localhost:{deaf.getsockname()[1]}/")
        began = time.monotonic()

        assert send(way, "", may=here, **WORDS) is Outcome.FAILED

    assert time.monotonic() - began < 5


# --- Where it never goes -----------------------------------------------------------
def test_a_name_that_leads_inside_is_refused_when_it_is_asked(service, reach):
    assert reach(may=outside.is_public) is Outcome.FAILED
    assert not service.came


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.net/x",
        "https://127.0.0.1/x",
        "https://127.1/x",
        "https://2130706433/x",
        "https://0x7f.0.0.0x1/x",
        "https://10.0.0.1./x",
        "https://[::1]/x",
        "https://user@push.example.net/x",
        "https:///x",
        "https://[broken",
        "ftp://push.example.net/x",
        "push.example.net/x",
        "",
    ],
)
def test_what_is_no_name_with_tls_is_no_way(endpoint):
    way = Browser().way(endpoint)

    assert not way.is_whole()
    assert send(way, "", may=here, **WORDS) is Outcome.GONE


@pytest.mark.parametrize(
    "facts",
    [
        {"p256dh": "no point"},
        {"p256dh": in_text(b"\x04" + b"1" * 64)},
        {"auth": in_text(b"short")},
        {"auth": "€"},
        {},
    ],
)
def test_keys_are_looked_at_too(facts):
    whole = vars(Browser().way("https://push.example.net/x"))

    assert Way(**whole | facts).is_whole() is (not facts)


def test_a_way_does_not_show_itself():
    assert "example" not in repr(Browser().way("https://push.example.net/x"))
