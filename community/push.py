"""Web push: a few words to a browser, sealed so that the push service between us cannot read them.

Own lines over `cryptography` for RFC 8291, not pywebpush: it brings ten packages, its encryption has not been renewed
for two years, and it looks the name up again by itself after we have judged the address. A test holds them to the
example of the RFC.
"""

import base64
import enum
import json
import secrets
import time
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from community.outside import Refused, ask, is_public

CURVE = ec.SECP256R1()
POINT, AUTH, SALT = 65, 16, 16  # bytes
RECORD = 4096  # bytes, the whole message is one record
ROOM = 256  # bytes to which words are filled up: their length would tell the language
LASTS = 12 * 3600  # seconds a signature is good for; RFC 8292 allows a day
WHOLE = 10  # seconds for one delivery
TOLD, GONE = (200, 201, 202), (404, 410)


class Outcome(enum.Enum):
    """What came of one delivery."""

    TOLD = "told"
    GONE = "gone"  # never again there
    FAILED = "failed"


@dataclass(frozen=True)
class Way:
    """How one browser is reached: where, its public key, and the secret it shares with us (RFC 8291, section 2)."""

    endpoint: str
    p256dh: str  # base64url of a point, 65 bytes
    auth: str  # base64url of 16 bytes

    def __repr__(self):
        return "<a way to a browser>"  # whoever has it reaches that person

    def is_whole(self):
        """Whether something could be sent there: a name on the web with TLS, a point of the curve, a secret.

        No number of a machine: push services have names. What a name means is judged when it is asked.
        """
        try:
            parts = urlsplit(self.endpoint)
            ec.EllipticCurvePublicKey.from_encoded_point(CURVE, in_bytes(self.p256dh))
            is_ours_to_ask = parts.scheme == "https" and "@" not in parts.netloc and _is_name(parts.hostname)
            return is_ours_to_ask and len(in_bytes(self.auth)) == AUTH
        except ValueError:
            return False


def _is_name(host):
    """Whether a host is called by a name: what ends in a number is an address of IPv4 in one of its spellings."""
    return bool(host) and ":" not in host and not host.rstrip(".").rpartition(".")[2][:1].isdigit()


def in_bytes(text):
    """From base64url without its filling; raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def in_text(some):
    """As base64url without filling."""
    return base64.urlsafe_b64encode(some).rstrip(b"=").decode()


# --- Who we are (VAPID, RFC 8292) ----------------------------------------------
def _own_key():
    return ec.derive_private_key(int.from_bytes(settings.WEB_PUSH["key"]), CURVE)


def own_point():
    """Our public key as browsers want it, base64url; "" where nothing is pushed."""
    return in_text(_point(_own_key())) if settings.WEB_PUSH else ""


def authorization(endpoint):
    """The header that proves to this push service, and to no other, that it is us."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + LASTS,
        "sub": settings.WEB_PUSH["contact"],
    }
    return f"vapid t={jwt.encode(claims, _own_key(), algorithm='ES256')}, k={own_point()}"


# --- What is said (RFC 8291, aes128gcm of RFC 8188) ------------------------------
def enclosed(words, way, *, room=0, salt=None, key=None):
    """These bytes for that browser alone, filled up to `room` bytes; `salt` and `key` are fresh unless given."""
    salt, key = salt or secrets.token_bytes(SALT), key or ec.generate_private_key(CURVE)
    theirs, ours = in_bytes(way.p256dh), _point(key)
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    seed = _derived(shared, 32, in_bytes(way.auth), b"WebPush: info\0" + theirs + ours)
    cipher = AESGCM(_derived(seed, 16, salt, b"Content-Encoding: aes128gcm\0"))
    nonce = _derived(seed, 12, salt, b"Content-Encoding: nonce\0")
    record = (words + b"\2").ljust(room, b"\0")
    head = salt + RECORD.to_bytes(4) + len(ours).to_bytes(1) + ours
    return head + cipher.encrypt(nonce, record, None)


def _derived(secret, length, salt, info):
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def _point(key):
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


# --- Sending (RFC 8030) ----------------------------------------------------------
def send(way, words, *, language, seconds, may=is_public):
    """Hand words to the push service of that browser, once; it lets go of them after so many seconds.

    Asks no database and raises nothing: whatever went wrong is in the Outcome. Nothing of the address is logged.
    """
    if not way.is_whole():
        return Outcome.GONE
    said = json.dumps({"words": words, "language": language}).encode()
    headers = {
        "Authorization": authorization(way.endpoint),
        "Connection": "close",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(seconds),
        "Topic": "new",  # one that waits there already is replaced
        "Urgency": "normal",
    }
    body = enclosed(said, way, room=ROOM)
    try:
        status, _further = ask("POST", way.endpoint, headers=headers, body=body, may=may, whole=WHOLE)
    except (Refused, OSError, HTTPException):
        return Outcome.FAILED
    return Outcome.TOLD if status in TOLD else Outcome.GONE if status in GONE else Outcome.FAILED
