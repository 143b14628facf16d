"""The cast of the demo, read from its file; the same people every time."""

import base64
import hashlib
import hmac
import json
from functools import cache
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings

PASSPHRASE = "a seat beside the window"  # noqa: S105 (printed by bin/demo, invented people only)


@cache
def cast():
    """Groups, staff, members, and what they say."""
    return json.loads((Path(__file__).parent / "cast.json").read_text(encoding="utf-8"))


def walk_ins():
    """Who may be walked in as from the demo door: all staff, and some members."""
    return [*cast()["staff"], *(person for person in cast()["members"] if person.get("door"))]


def secret_of(username):
    """The second step's secret of one of the staff: derived, so that the door can show the code of the moment."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"demo:{username}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode()


def give_second_step(user):
    """Set up the authenticator app that the door stands in for."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret_of(user.username))


def code_now(username):
    """The six digits that are right at this moment."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret_of(username), counter))
