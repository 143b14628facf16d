"""Who is at the other end of a live line: the session behind its cookie, checked as a page's request is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import parse_cookie
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from community.accounts.limits import KIND, SessionStore, look
from community.accounts.models import User
from community.accounts.sessions import session_audience
from community.lean import Lean


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


AT_ONCE = 50  # so many are asked for with one question


def _stored(keys, now):
    kept = Session.objects.filter(session_key__in=keys, expire_date__gt=now)
    return kept.values_list("session_key", "session_data")


stored = Lean(_stored, keys=[f"a session's key {number}" for number in range(AT_ONCE)], now=timezone.now())


def key_of(scope):
    """The key of the session that a socket's cookies name, or None."""
    said = "; ".join(value.decode("latin1") for name, value in scope.get("headers", ()) if name == b"cookie")
    return parse_cookie(said).get(settings.SESSION_COOKIE_NAME) or None


def sessions_of(keys):
    """For each of these keys the stored session, with what is in it, or None. One query."""
    asked = [key for key in keys if key]
    found = dict(stored.ask(keys=asked, now=timezone.now())) if asked else {}
    return [_session(key, found[key]) if key in found else None for key in keys]


def session_of(key):
    """The same for one."""
    return sessions_of([key])[0]


def _session(key, data):
    session = SessionStore(key)
    session._session_cache = session.decode(data)  # as SessionBase keeps what it has loaded
    return session


def person_in(session):
    """The id of whoever signed in with that session, or None; whether it is still good is for `signed_in` to say."""
    number = session.get(SESSION_KEY)
    return User._meta.pk.to_python(number) if number else None


def signed_in(session, user):
    """That session as that person's, or None: of somebody else, ended, over its limits, before a new passphrase."""
    if user is None or not user.is_active or session.get(SESSION_KEY) != str(user.pk):
        return None
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return None
    limit = look(session)
    if limit is None:
        return None
    ends = [timezone.now() + timedelta(seconds=limit.ends_in)]
    if session[KIND] != "member" and (until := user.proved_until):
        ends.append(until)
    return SignedIn(key=session.session_key, user=user, expires_at=min(ends))
