"""Secrets of an invitation: a long one for a link, a short one for paper. Only keyed digests are stored."""

import base64
import hmac
import re
import secrets
import unicodedata

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Left out: what looks or sounds like another sign on paper, in a hand, or over the telephone
# (0 O, 1 I L, 2 Z, 5 S, 8 B, U V W X). 8 of 21 signs are 35 bits: enough with a limit on attempts,
# and short enough to read aloud.
ALPHABET = "34679ACDEFGHJKMNPQRTY"
LENGTH = 8
DIGESTS = b"vierelle: digests of invitation secrets"
ONCE = b"vierelle: secrets on their way to being shown once"


def new_token():
    """256 random bits for a link."""
    return secrets.token_urlsafe(32)


def new_code():
    """Eight signs for paper, as they are kept in the head: without the dash."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spaced(code):
    """As it is printed: in two halves."""
    return f"{code[:4]}-{code[4:]}"


def typed(words):
    """What somebody typed, without case, dashes and spaces; empty if it cannot be a code."""
    signs = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", words)).upper()
    return signs if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else ""


def digest(secret):
    """What is stored: HMAC-SHA256 under a key that the database does not hold."""
    return _digest(secret, settings.SECRET_KEY)


def digests(secret):
    """The digest under the present key and under those that were in use before."""
    return [_digest(secret, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def seal(secret):
    """For the moment between being made and being shown: what lies in a session lies in the database."""
    return _fernet().encrypt(secret.encode()).decode()


def unseal(sealed):
    """What `seal` was given; raises cryptography's InvalidToken for anything else."""
    return _fernet().decrypt(sealed.encode()).decode()


def _fernet():
    return Fernet(base64.urlsafe_b64encode(_key(ONCE, settings.SECRET_KEY)))


def _digest(secret, site_key):
    return hmac.digest(_key(DIGESTS, site_key), secret.encode(), "sha256")


def _key(label, site_key):
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=label).derive(site_key.encode())
