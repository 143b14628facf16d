"""Ways of making people and signing them in that only the tests of accounts need."""

import re

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.urls import reverse

from tests.cast import PASSPHRASE

HALF_MINUTE = 50_000_000  # the one in which all these tests happen, or a code would lapse between two lines
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WALK = {"REMOTE_ADDR": "192.0.2.7", "HTTP_SEC_FETCH_MODE": "navigate"}


def with_app(user):
    """A second step by app, with recovery codes, sealed as the house seals them."""
    user.authenticator_set.all().delete()
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def with_address(user, email="meri@example.org", **facts):
    """An address, confirmed unless told otherwise."""
    facts.setdefault("verified", True)
    user.email = email
    user.save()
    user.emailaddress_set.create(email=email, primary=True, **facts)
    return user


def code_now():
    """What the app shows."""
    return format_hotp_value(hotp_value(SECRET, HALF_MINUTE))


def sign_in(client, user, passphrase=PASSPHRASE, **fields):
    """Through the page, as far as the passphrase leads."""
    return client.post(
        reverse("account_login"), {"login": user.username, "password": passphrase, **fields}, **WALK
    )


def enter(client, user):
    """Signed in, second step included when there is one."""
    response = sign_in(client, user)
    if response.status_code == 302 and response.url == reverse("mfa_authenticate"):
        response = client.post(response.url, {"code": code_now()}, **WALK)
    return response


def sessions_of(user):
    return list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))


def bare(response):
    """A page without what differs each time it is made."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r'value="[^"]*"', "", text)
