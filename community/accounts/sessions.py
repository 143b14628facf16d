"""Sessions: read by every page, and named where others may hear it without giving away their key."""

import hashlib
import hmac

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone

from community.lean import Lean


def _kept(key, now):
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")


kept = Lean(_kept, key="a session's key", now=timezone.now())


class SessionStore(InDatabase):
    """Django's own, in the database, read with a question worked out once: every page asks it."""

    def load(self):
        """What is in it; nothing, and a new key when it is saved, where it is gone or over. One query."""
        if rows := kept.ask(key=self.session_key, now=timezone.now()):
            return self.decode(rows[0][0])
        self._session_key = None
        return {}


def session_audience(session_key):
    """The set of open pages of one session: "session." and 32 hex digits that only this house can compute."""
    digest = hmac.new(settings.SECRET_KEY.encode(), session_key.encode(), hashlib.sha256)
    return "session." + digest.hexdigest()[:32]
