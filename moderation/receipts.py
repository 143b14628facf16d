"""The code on a receipt: twelve signs with which whoever sent a notice reads the answer. Only a digest is kept."""

import hashlib
import hmac
import re
import secrets
import unicodedata

from django.conf import settings

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0 or 1: they are read for one another
LENGTH = 12  # of 32 signs each: 60 bits


def new_code():
    """Twelve signs, as they are kept in the head: without dashes."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def spaced(code):
    """As it is shown: in three parts."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def typed(words):
    """What somebody typed, without case, dashes and spaces."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", words)).upper()


def digest(code):
    """What is stored: HMAC-SHA256 under a key that the database does not hold."""
    return _digest(settings.SECRET_KEY, code)


def digests(code):
    """Under the present key and under those that were in use before."""
    return [_digest(key, code) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _digest(key, code):
    return hmac.new(key.encode(), b"notice receipt " + code.encode(), hashlib.sha256).digest()
