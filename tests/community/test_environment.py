"""What the environment says, in Django's words."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from community.environment import listed, needed, openid_connect, postgresql, sqlite, web_push


def test_a_database_address_is_read_in_all_its_parts():
    facts = postgresql("postgresql://vierelle:p%40ss@db.example:5433/groups?sslmode=require")

    assert (facts["NAME"], facts["USER"], facts["PASSWORD"]) == ("groups", "vierelle", "p@ss")
    assert (facts["HOST"], facts["PORT"]) == ("db.example", "5433")
    assert facts["OPTIONS"]["sslmode"] == "require"


def test_a_line_to_the_database_is_tried_before_it_is_used():
    """Else every pooled one fails somebody after PostgreSQL was restarted (tests/faults tries that)."""
    facts = postgresql("postgresql://vierelle@127.0.0.1/groups")

    assert facts["OPTIONS"]["pool"]
    assert facts["CONN_HEALTH_CHECKS"]


def test_a_socket_folder_may_be_the_host():
    assert postgresql("postgresql:///groups?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_other_databases_are_refused_in_words():
    with pytest.raises(ValueError, match="leave it out to use SQLite"):
        postgresql("mysql://x/y")


def test_what_has_no_safe_default_is_asked_for(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY"):
        needed("SECRET_KEY")


def test_lists_forgive_spaces(monkeypatch):
    monkeypatch.setenv("HOSTS", "a.example, b.example,")

    assert listed("HOSTS") == ["a.example", "b.example"]


def test_an_employers_sign_in_uses_pkce(monkeypatch):
    assert openid_connect() == {}
    for name, value in {
        "OIDC_SERVER": "https://id.example",
        "OIDC_CLIENT_ID": "a",
        "OIDC_CLIENT_SECRET": "b",
    }.items():
        monkeypatch.setenv(name, value)

    provider = openid_connect()["openid_connect"]

    assert provider["OAUTH_PKCE_ENABLED"] is True
    assert provider["APPS"][0]["settings"]["oauth_pkce_enabled"] is True


def test_tests_may_have_a_file_of_their_own(monkeypatch):
    monkeypatch.setenv("TEST_DATABASE", "elsewhere.sqlite3")

    assert sqlite("here.sqlite3")["NAME"] == "here.sqlite3"
    assert sqlite("here.sqlite3")["TEST"] == {"NAME": "elsewhere.sqlite3"}


def test_no_device_is_told_without_a_key(monkeypatch):
    monkeypatch.delenv("WEB_PUSH_KEY", raising=False)
    monkeypatch.delenv("WEB_PUSH_CONTACT", raising=False)

    assert web_push() == {}


def test_a_key_comes_with_somebody_to_write_to(monkeypatch):
    monkeypatch.setenv("WEB_PUSH_KEY", "cHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHA")
    monkeypatch.setenv("WEB_PUSH_CONTACT", "mailto:operator@example.org")
    assert web_push() == {"key": b"p" * 32, "contact": "mailto:operator@example.org"}

    monkeypatch.delenv("WEB_PUSH_CONTACT")
    with pytest.raises(ImproperlyConfigured, match="Set WEB_PUSH_CONTACT"):
        web_push()


@pytest.mark.parametrize(
    ("key", "contact"),
    [
        ("cHBwcHBw", "mailto:a@example.org"),
        ("no key at all", "mailto:a@example.org"),
        ("cHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHA", "a@example.org"),
    ],
)
def test_a_key_that_is_none_is_said_at_the_start(monkeypatch, key, contact):
    monkeypatch.setenv("WEB_PUSH_KEY", key)
    monkeypatch.setenv("WEB_PUSH_CONTACT", contact)

    with pytest.raises(ImproperlyConfigured, match="make_push_key"):
        web_push()
