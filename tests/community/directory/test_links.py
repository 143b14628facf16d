"""Asking an address on the web, on a server of our own."""

import http.server
import threading
import time
from contextlib import suppress
from http.client import HTTPException

import pytest

from community.directory import links
from community.directory.links import Refused, is_public, status_of


class Answers(http.server.BaseHTTPRequestHandler):
    seen: list = []

    def do_GET(self):
        self.seen.append((self.command, self.path))
        if self.path == "/turn":
            self.send_response(302)
            self.send_header("Location", "/ok")
        elif self.path == "/round":
            self.send_response(301)
            self.send_header("Location", "/round")
        elif self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/")
        elif self.path == "/broken":
            self.send_response(302)
            self.send_header("Location", "http://[broken")
        elif self.path == "/drips":
            self.drip()
            return
        elif self.path == "/no-head" and self.command == "HEAD":
            self.send_response(405)
        else:
            self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()

    def drip(self):
        with suppress(OSError):
            for _time in range(100):
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                time.sleep(0.1)

    def do_HEAD(self):
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def here(address, _port):
    return address == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/ok", 200), ("/gone", 404), ("/turn", 200), ("/round", 301), ("/no-head", 200), ("/päivä kirja", 200)],
)
def test_it_says_what_it_answers_in_the_end(site, path, status):
    assert status_of(site + path, may=here) == status


def test_what_begins_a_line_of_its_own_does_not(site):
    Answers.seen.clear()

    status_of(site + "/a\rX-Evil:1", may=here)

    assert Answers.seen[0][1] in {"/a%0DX-Evil:1", "/aX-Evil:1"}


def test_it_is_not_led_inside(site):
    with pytest.raises(Refused):
        status_of(f"{site}/inside", may=here)


def test_it_is_not_led_to_what_is_no_address(site):
    with pytest.raises(Refused):
        status_of(f"{site}/broken", may=here)


def test_whoever_never_comes_to_an_end_is_left(site, monkeypatch):
    monkeypatch.setattr(links, "WHOLE", 0.5)
    began = time.monotonic()

    with pytest.raises((OSError, HTTPException)):
        status_of(f"{site}/drips", may=here)

    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://[::a00:1]/",
        "http://[fec0::1]/",
        "https://1.1.1.1:8443/",
        "ftp://1.1.1.1/",
        "http:///nowhere",
        "http://[broken",
        "mailto:a@b.example",
    ],
)
def test_our_own_network_and_what_is_no_page_are_refused(url):
    with pytest.raises(Refused):
        status_of(url)


def test_the_public_net_is_asked():
    assert is_public("1.1.1.1", 443)
    assert is_public("2606:4700:4700::1111", 443)
    assert not is_public("224.0.0.1", 80)


def test_silence_is_an_error_of_the_line(site):
    with pytest.raises(OSError, match="refused"):
        status_of("http://127.0.0.1:1/", may=here)
