"""A new key, in the form the environment takes."""

from io import StringIO

from django.core.management import call_command

from community.environment import web_push


def made():
    out = StringIO()
    call_command("make_push_key", stdout=out)
    return out.getvalue().strip().partition("=")[2]


def test_what_it_prints_is_what_the_settings_read(monkeypatch):
    key = made()

    monkeypatch.setenv("WEB_PUSH_KEY", key)
    monkeypatch.setenv("WEB_PUSH_CONTACT", "mailto:operator@example.org")
    assert len(web_push()["key"]) == 32
    assert key != made()
