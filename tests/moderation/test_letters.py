"""Mail to people outside and to members: it says that there is something; a mail server that is away costs nothing."""

import logging
import re

import pytest
from django.core import mail

from groups.letters import post
from moderation import letters


class Somebody:
    email, language = "kuura@example.org", "en"


def sends():
    letters.say_it_came(address="aila@example.org", language="en")
    letters.say_it_is_answered(address="aila@example.org", language="en")
    letters.say_something_waits(user=Somebody())
    post.submit(int).result()


def test_each_leads_to_its_page_and_to_help(settings):
    sends()

    links = [re.findall(rf"{re.escape(settings.SITE_URL)}(\S+)", letter.body) for letter in mail.outbox]
    assert links == [
        ["/notice/answer/", "/help/"],
        ["/notice/answer/", "/help/"],
        ["/decisions/", "/help/"],
    ]


@pytest.mark.parametrize("user", [None, type("Nobody", (), {"email": ""})()])
def test_without_an_address_nothing_is_sent(user):
    letters.say_something_waits(user=user)
    post.submit(int).result()

    assert not mail.outbox


def test_a_mail_server_that_is_away_is_noted_without_the_address(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with caplog.at_level(logging.WARNING, logger="groups.letters"):
        sends()

    assert "letter.not_sent" in caplog.text
    assert "example.org" not in caplog.text
