"""What opens a referral for its service: a long secret for a link, twelve signs for paper. Only digests are kept."""

import re
import secrets
import unicodedata

from django.conf import settings
from django.utils.crypto import salted_hmac

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0 or 1: they are read for one another
LENGTH = 12  # of 32 signs each: 60 bits
SALT = "directory.referral"


def new_token():
    """256 random bits for a link."""
    return secrets.token_urlsafe(32)


def new_code():
    """Twelve signs, as they are kept in the head: without dashes."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def spaced(code):
    """As it is shown: in three parts."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def typed(words):
    """What somebody typed, without case, dashes and spaces."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", words)).upper()


def digest(secret):
    """What is stored: HMAC-SHA256 under a key that the database does not hold."""
    return _digest(secret, settings.SECRET_KEY)


def digests(secret):
    """Under the present key and under those that were in use before."""
    return [_digest(secret, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _digest(secret, key):
    return salted_hmac(SALT, secret, secret=key, algorithm="sha256").digest()
