"""The pages that belong to no feature: the front, help now, safety, the way out, health."""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from community import vault
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    """A browser of somebody who is signed in."""
    client.force_login(cast.make_user())
    return client


# --- Pages -----------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/", "/help/", "/safety/"])
@pytest.mark.parametrize("language", ["en", "fi", "sv", "nb"])
def test_everybody_may_read_them_in_their_language(client, path, language):
    answer = client.get(path, headers={"accept-language": language})

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/help/", "/safety/", "/exit/", "/healthz", "/readyz"])
def test_they_only_answer_questions(client, path):
    assert client.post(path).status_code == 405


def test_the_front_page_leads_to_help_and_safety(client):
    page = client.get("/").content.decode()

    for address in ("/help/", "/safety/", "/account/login/"):
        assert f'href="{address}"' in page


def test_the_front_page_asks_for_the_code_where_no_address_shows_it(client):
    page = client.get("/").content.decode()

    assert '<form class="field" method="post"' in page
    assert 'name="code"' in page


def test_the_front_page_names_groups_with_free_seats_first(client):
    full = cast.make_group(name="Full group", capacity=1)
    cast.seat(cast.make_user(), full)
    free = cast.make_group(name="Free group", capacity=9)

    answer = client.get("/")

    assert [group.pk for group in answer.context["groups"]] == [free.pk, full.pk]
    assert "9 of 9 free" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_asks_the_same_for_one_group_and_for_three(client, count, django_assert_num_queries):
    for number in range(count):
        cast.make_group(name=f"Group {number}")

    with django_assert_num_queries(2):
        client.get("/")


# --- Help now ----------------------------------------------------------------------
def test_help_begins_with_the_emergency_number(client):
    page = client.get("/help/").content.decode()

    assert page.index('href="tel:112"') < page.index('href="tel:0925250111"')
    assert "Open now, day and night" in page


@pytest.mark.parametrize(
    ("country", "number"), [("NO", "113"), ("SE", "90101"), ("GB", "116123"), ("FI", "080005005")]
)
def test_numbers_of_another_country_are_one_choice_away(client, country, number):
    page = client.get(f"/help/?country={country}").content.decode()

    assert f'href="tel:{number}"' in page
    assert f'<option value="{country}" selected>' in page


@pytest.mark.parametrize("country", ["", "XX", "<script>"])
def test_an_unknown_country_gives_our_own(client, settings, country):
    answer = client.get("/help/", {"country": country})

    assert answer.context["country"] == settings.COUNTRY


def test_help_says_once_and_quietly_what_nobody_has_checked(client):
    page = client.get("/help/").content.decode()

    assert page.count("not called the number ourselves yet") == 1
    assert page.rindex('class="line"') < page.index("not called the number ourselves yet")
    assert "Not checked yet" not in page
    assert "Last checked on" in page


@pytest.mark.parametrize("country", ["FI", "SE", "NO", "GB"])
def test_hours_that_we_do_not_know_alarm_nobody(client, country):
    page = client.get("/help/", {"country": country}).content.decode()

    assert "not confirmed" not in page
    assert "we do not know" not in page


def test_what_a_badge_says_stays_one_run_of_words(client):
    page = client.get("/help/").content.decode()

    for badge in page.split('<span class="badge')[1:]:
        assert badge.partition(">")[2].startswith("<span>")


def test_help_sends_nothing_along_to_other_sites(client):
    page = client.get("/help/").content.decode()

    for link in page.split("<a ")[1:]:
        tag = link.split(">")[0]
        assert "https://" not in tag or 'rel="noreferrer"' in tag


def test_the_room_is_mentioned_only_to_someone_with_a_session(client):
    assert "Are you in a meeting now?" not in client.get("/help/").content.decode()


# --- The way out ---------------------------------------------------------------------
def test_leaving_ends_the_session_and_lands_on_a_neutral_page(signed_in, settings):
    answer = signed_in.get("/exit/")

    assert answer.status_code == 303
    assert answer["Location"] == settings.EXIT_URL
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer["Cache-Control"] == "no-store"
    assert not Session.objects.exists()
    assert not signed_in.get("/").wsgi_request.user.is_authenticated


def test_leaving_takes_our_cookies_along(signed_in, settings):
    answer = signed_in.get("/exit/")

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME):
        assert answer.cookies[name]["max-age"] == 0


def test_leaving_leaves_no_notice_behind(signed_in, settings):
    answer = signed_in.post("/you/", {"language": "fi", "country": "FI"})
    assert answer.status_code == 302

    signed_in.get("/exit/")

    assert {name for name, morsel in signed_in.cookies.items() if morsel.value} == set()
    assert "Saved" not in signed_in.get("/").content.decode()


def test_a_notice_still_reaches_somebody_signed_out(signed_in):
    """Notices wait in the session, and a visitor has one only while there is a word for them."""
    page = signed_in.post("/account/logout/", follow=True).content.decode()

    assert 'class="notice' in page
    assert 'class="notice"' not in signed_in.get("/").content.decode()


def test_leaving_works_for_someone_signed_out(client, settings):
    assert client.get("/exit/")["Location"] == settings.EXIT_URL


def test_a_link_on_another_site_cannot_sign_anybody_out(signed_in, settings):
    answer = signed_in.get("/exit/", headers={"sec-fetch-site": "cross-site"})

    assert answer["Location"] == settings.EXIT_URL
    assert Session.objects.exists()
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_a_browser_that_looks_ahead_signs_nobody_out(signed_in):
    signed_in.get("/exit/", headers={"sec-purpose": "prefetch"})

    assert Session.objects.exists()


def test_leaving_never_waits_for_a_broken_database(signed_in, settings, monkeypatch, caplog):
    def broken(**facts):
        raise OperationalError("gone")

    monkeypatch.setattr("community.views.end_session", broken)

    answer = signed_in.get("/exit/")

    assert answer["Location"] == settings.EXIT_URL
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0
    assert [record.msg for record in caplog.records if record.levelno == logging.ERROR] == [
        "exit.session_not_ended"
    ]


# --- Languages -----------------------------------------------------------------------
def test_a_visitor_may_choose_a_language(client, settings):
    answer = client.post("/language/", {"language": "fi", "next": "/help/"})

    assert answer["Location"] == "/help/"
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fi"


def test_choosing_a_language_leads_nowhere_else(client):
    assert (
        "evil.example"
        not in client.post("/language/", {"language": "fi", "next": "//evil.example/"})["Location"]
    )


# --- Health ----------------------------------------------------------------------------
def test_a_living_process_says_ok(client):
    assert client.get("/healthz").content == b"ok"


def test_ready_when_nothing_is_missing(client):
    vault.new_key()

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"ready": True})


def test_not_ready_while_a_migration_is_missing(client):
    newest = MigrationExecutor(connections["default"]).loader.graph.leaf_nodes("community")[0]
    MigrationRecorder(connections["default"]).record_unapplied(*newest)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_not_ready_without_the_database(client, monkeypatch, caplog):
    def away(self):
        raise OperationalError("password authentication failed for user vierelle")

    monkeypatch.setattr(type(connections["default"]), "ensure_connection", away)
    monkeypatch.setattr(type(connections["default"]), "cursor", away)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"ready": False})


@pytest.mark.parametrize("keys", [{"other": b"k" * 32}, {"test": b"k" * 32}])
def test_not_ready_with_keys_that_do_not_fit(client, settings, keys, caplog):
    vault.new_key()
    settings.VAULT_KEYS = keys

    assert client.get("/readyz").status_code == 503
    assert [record.facts for record in caplog.records if record.msg == "readyz.not_ready"] == [
        {"missing": "vault key"}
    ]
