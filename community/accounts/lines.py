"""Who is at the other end of a live line: the session behind its cookie, checked as a page's request is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from community.accounts.limits import KIND, SessionStore, look
from community.accounts.models import User
from community.accounts.sessions import session_audience


@dataclass(frozen=True)
class SignedIn:
    """A session that is still good, and whose it is. At `expires_at` somebody asks again: it, or a proof, is over."""

    key: str
    user: User
    expires_at: datetime

    @property
    def audience(self):
        """The set of open pages of this session."""
        return session_audience(self.key)


def of_cookie(cookies):
    """The session a socket's cookies name; None: unknown, ended, over its limits, before a new passphrase."""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    session = SessionStore(key) if key else {}
    user = (
        User.objects.filter(pk=session.get(SESSION_KEY), is_active=True).first()
        if session.get(SESSION_KEY)
        else None
    )
    if user is None or not constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
    ):
        return None
    limit = look(session)
    if limit is None:
        return None
    ends = [timezone.now() + timedelta(seconds=limit.ends_in)]
    if session[KIND] != "member" and (until := user.proved_until):
        ends.append(until)
    return SignedIn(key=key, user=user, expires_at=min(ends))
