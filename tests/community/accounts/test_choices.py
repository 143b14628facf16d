"""The two pages on which a person chooses, and what they change on every other page."""

import re
import time

import pytest
from django.conf import settings

from community.accounts import limits
from tests.community.accounts.people import WALK, enter

pytestmark = pytest.mark.django_db
SCREEN = {"tab_is_neutral": "on", "exit_to": "news", "ends_with_tab": "on"}


def save(client, **facts):
    return client.post("/you/screen/", facts, **WALK)


def test_without_an_address_the_page_says_that_nothing_is_sent(client, person):
    person.email = ""
    person.save()
    enter(client, person)

    assert "so nothing is sent" in client.get("/you/mails/").text


def test_a_wrong_time_is_said_and_what_was_chosen_stays(client, person):
    enter(client, person)

    page = client.post("/you/mails/", {"digest": "daily", "quiet_from": "late", "quiet_to": "08:00"}, **WALK)

    assert page.status_code == 200
    assert 'value="daily" id="id_digest_1" checked' in page.text or "checked" in page.text
    assert 'value="late"' in page.text
    person.refresh_from_db()
    assert person.digest == ""


def test_a_neutral_tab_says_nothing_of_us_also_where_nobody_asks_who_is_there(client, person):
    enter(client, person)
    assert "Vierelle</title>" in client.get("/you/", **WALK).text

    save(client, **SCREEN)

    for address in ("/you/", "/home/", "/help/"):
        page = client.get(address, **WALK).text
        assert "<title>Page</title>" in page
        assert "sheet" in page.partition("</head>")[0]


def test_the_neutral_tab_follows_to_another_device_and_goes_when_it_is_not_wanted(client, person):
    person.tab_is_neutral = True
    person.save()
    enter(client, person)
    client.get("/you/", **WALK)
    assert settings.TAB_COOKIE_NAME in client.cookies

    save(client, exit_to="")

    assert not client.cookies[settings.TAB_COOKIE_NAME].value
    assert "Vierelle</title>" in client.get("/help/").text


def test_the_way_out_leads_where_it_was_chosen_and_nowhere_else(client, person):
    enter(client, person)
    save(client, exit_to="news")

    assert 'href="/exit/?to=news"' in client.get("/you/", **WALK).text
    assert client.get("/exit/?to=news").url == settings.EXITS["news"]
    assert client.get("/exit/?to=https://example.org/").url == settings.EXIT_URL


def test_a_session_ends_when_no_page_says_any_more_that_it_is_open(client, person, monkeypatch):
    enter(client, person)
    save(client, **SCREEN)
    assert "<open-page" in client.get("/you/", **WALK).text
    assert client.post("/you/open/").status_code == 204
    now = time.time()

    monkeypatch.setattr(limits.time, "time", lambda: now + limits.CLOSED_AFTER - 5)
    assert client.get("/you/", **WALK).status_code == 200
    assert client.post("/you/open/").status_code == 204
    monkeypatch.setattr(limits.time, "time", lambda: now + 2 * limits.CLOSED_AFTER - 10)
    assert client.get("/you/", **WALK).status_code == 200
    monkeypatch.setattr(limits.time, "time", lambda: now + 3 * limits.CLOSED_AFTER)
    ended = client.get("/you/", **WALK)

    assert ended.status_code == 302
    assert "ended=closed" in ended.url


def test_that_a_page_is_open_is_no_act_and_an_idle_session_ends_all_the_same(client, person, monkeypatch):
    enter(client, person)
    save(client, **SCREEN)
    says_so = re.search('<open-page data-url="([^"]+)"', client.get("/you/", **WALK).text)[1]
    left, now = limits.limit_of(client.session).ends_in, time.time()

    monkeypatch.setattr(limits.time, "time", lambda: now + 2 * limits.WRITE_EVERY)
    assert client.post(says_so).status_code == 204

    assert limits.limit_of(client.session).ends_in < left - limits.WRITE_EVERY


def test_without_javascript_no_page_ever_says_so_and_the_session_lasts(client, person, monkeypatch):
    enter(client, person)
    save(client, **SCREEN)
    now = time.time()

    monkeypatch.setattr(limits.time, "time", lambda: now + 3 * limits.CLOSED_AFTER)

    assert client.get("/you/", **WALK).status_code == 200


def test_whoever_wants_it_no_more_stays_signed_in(client, person, monkeypatch):
    enter(client, person)
    save(client, **SCREEN)
    client.post("/you/open/")
    now = time.time()

    save(client, exit_to="")
    monkeypatch.setattr(limits.time, "time", lambda: now + 3 * limits.CLOSED_AFTER)

    assert client.get("/you/", **WALK).status_code == 200
    assert "<open-page" not in client.get("/you/", **WALK).text


def test_whoever_did_not_choose_it_is_not_signed_out_by_it(client, person, monkeypatch):
    enter(client, person)
    assert client.post("/you/open/").status_code == 204
    now = time.time()

    monkeypatch.setattr(limits.time, "time", lambda: now + 3 * limits.CLOSED_AFTER)

    assert client.get("/you/", **WALK).status_code == 200
