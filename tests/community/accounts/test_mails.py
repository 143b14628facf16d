"""What is sent by mail about signing in: whom it reaches, what it says, where its links lead."""

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from community.accounts.models import User
from tests import cast
from tests.community.accounts.people import WALK, bare, sign_in, with_address, with_app

pytestmark = pytest.mark.django_db


def ask(client, address):
    return client.post(reverse("account_reset_password"), {"email": address}, **WALK, follow=True)


def test_a_new_passphrase_by_mail_is_answered_alike_for_anybody(client):
    with_address(cast.make_user())

    known, unknown = ask(client, "meri@example.org"), ask(client, "nobody@example.org")

    assert known.redirect_chain == unknown.redirect_chain
    assert bare(known) == bare(unknown)
    assert len(mail.outbox) == 2  # both send, so that both take as long


def test_mails_say_nothing_about_what_this_is(client):
    with_address(cast.make_user())
    ask(client, "meri@example.org")
    ask(client, "nobody@example.org")

    for message in mail.outbox:
        assert message.subject == "Your account"
        assert message.content_subtype == "plain"
        assert not message.alternatives if hasattr(message, "alternatives") else True
        words = f"{message.subject} {message.body}".casefold()
        assert not any(word in words for word in ("vierelle", "group", "peer", "room", "meeting", "support"))


def test_a_mail_is_in_the_language_of_its_reader(client, monkeypatch):
    with_address(cast.make_user(language="fi"))
    asked = []
    monkeypatch.setattr(
        "community.accounts.adapters.override", lambda language: asked.append(language) or _Nothing()
    )

    ask(client, "meri@example.org")

    assert asked[0] == "fi"


class _Nothing:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


def test_an_address_that_was_never_confirmed_opens_nothing(client):
    """It may be mistyped, and then the mail would reach a stranger."""
    with_address(cast.make_user(), verified=False)

    answer = ask(client, "meri@example.org")

    assert bare(answer) == bare(ask(client, "nobody@example.org"))
    assert "/password/reset/key/" not in mail.outbox[0].body


def test_the_first_sign_in_asks_to_confirm_the_address_and_later_ones_do_not(client):
    user = with_address(cast.make_user(), verified=False)

    for _turn in range(2):
        sign_in(client, user)
        client.post(reverse("account_logout"))

    assert len(mail.outbox) == 1
    assert "/confirm-email/" in mail.outbox[0].body


def test_mail_that_cannot_be_sent_keeps_nobody_from_signing_in(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    user = with_address(cast.make_user(), verified=False)

    assert sign_in(client, user).status_code == 302
    assert client.get("/you/").status_code == 200


def link_in(message):
    return next(word for word in message.body.split() if "/password/reset/key/" in word).partition(
        settings.SITE_URL
    )[2]


def test_the_link_in_the_mail_sets_a_passphrase_once_and_keeps_the_second_step(client):
    user = with_app(with_address(cast.make_user()))
    ask(client, "meri@example.org")
    page = client.get(link_in(mail.outbox[0]), follow=True)
    new = "seven quiet boats on the water"

    client.post(page.redirect_chain[-1][0], {"password1": new}, **WALK)

    assert User.objects.get(pk=user.pk).check_password(new)
    assert sign_in(client, user, new).url == reverse("mfa_authenticate")
    assert "no longer works" in client.get(link_in(mail.outbox[0]), follow=True).content.decode()


def test_links_in_mails_lead_to_our_own_address_whatever_the_request_says(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    elsewhere = {"HTTP_HOST": "elsewhere.example:81", "HTTP_X_FORWARDED_HOST": "elsewhere.example"}
    with_address(cast.make_user())
    client.post(reverse("account_reset_password"), {"email": "meri@example.org"}, **WALK, **elsewhere)
    unconfirmed = with_address(cast.make_user(), "kuu@example.org", verified=False)
    login = {"login": unconfirmed.username, "password": cast.PASSPHRASE}
    client.post(reverse("account_login"), login, **WALK, **elsewhere)

    links = [word for message in mail.outbox for word in message.body.split() if "://" in word]

    own = [link for link in links if link != f"{settings.SITE_URL}{reverse('help')}"]
    assert (len(links), len(own)) == (4, 2)
    assert all(link.startswith(f"{settings.SITE_URL}/account/") for link in own)
    assert "elsewhere" not in "".join(message.body for message in mail.outbox)
