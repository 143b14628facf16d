"""Coming in while something is away, by plain requests through nginx."""

import re
from urllib.parse import urlencode

import pytest

from tests.cast import PASSPHRASE

pytestmark = pytest.mark.faults

TOKEN = re.compile(r'csrfmiddlewaretoken" value="([^"]+)"')


def sign_in(house, name, passphrase):
    """Fill in the sign-in page; gives status and where it leads."""
    _status, headers, page = house.request("GET", "/account/login/")
    cookies = "; ".join(cookie.split(";")[0] for cookie in headers.get_all("Set-Cookie"))
    facts = {"csrfmiddlewaretoken": TOKEN.search(page)[1], "login": name, "password": passphrase}
    asked = {"Cookie": cookies, "Origin": house.origin, "Content-Type": "application/x-www-form-urlencoded"}
    status, headers, _page = house.request("POST", "/account/login/", asked, urlencode(facts))
    return status, headers.get("Location")


def test_people_sign_in_while_redis_is_away(house):
    """Gone, or there and silent; and whoever guesses is counted all the same."""
    name = house.ask("person")["name"]
    house.redis.stop()
    try:
        assert sign_in(house, name, PASSPHRASE) == (302, "/home/")
    finally:
        house.redis.start()

    house.redis.pause()
    try:
        assert sign_in(house, name, PASSPHRASE) == (302, "/home/")
        for number in range(12):  # five for a name, in each of two processes
            sign_in(house, name, f"a wrong guess {number}")
        assert sign_in(house, name, PASSPHRASE) == (200, None)
    finally:
        house.redis.resume()


def test_help_is_there_while_the_database_is_away(house):
    house.database.stop()
    try:
        assert house.request("GET", "/help/")[0] == 200
        assert house.request("GET", "/healthz")[0] == 200
        assert house.request("GET", "/readyz")[0] == 503
    finally:
        house.database.start()
