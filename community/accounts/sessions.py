"""How one session is named where others may hear it, without giving away its key."""

import hashlib
import hmac

from django.conf import settings


def session_audience(session_key):
    """The set of open pages of one session: "session." and 32 hex digits that only this house can compute."""
    digest = hmac.new(settings.SECRET_KEY.encode(), session_key.encode(), hashlib.sha256)
    return "session." + digest.hexdigest()[:32]
