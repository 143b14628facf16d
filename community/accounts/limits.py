"""How long a session lasts: until nobody has acted for a while, and never beyond its longest.

Values by role come from settings.SESSION_LIMITS. What a page asks by itself (fetches, sockets, a page
that refreshes itself with `?quiet`) does not count as acting; opening a page and sending a form do.
"""

import time
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import resolve_url

from community.accounts.actions.session import end_session

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore
BEGAN, SEEN, KIND = "began_at", "seen_at", "limits"  # seconds since 1970, twice, and a key of SESSION_LIMITS
WRITE_EVERY = 60  # seconds: acting is written to the session at most this often
QUIET = "quiet"
OPEN = "open_at"  # seconds since 1970: when a page last said that it is open, for who wants to end with the last one
CLOSED_AFTER = (
    180  # seconds: pages say so every minute, also in the background, where browsers slow them down
)


@dataclass(frozen=True)
class Limit:
    """Seconds until the warning and until the end, and whether acting would put the end off."""

    warns_in: int
    ends_in: int
    extends: bool


def begin(session, user):
    """Start counting at sign-in."""
    session[BEGAN] = session[SEEN] = int(time.time())
    session[KIND] = kind_of(user)


def kind_of(user):
    """Which limits apply. Any duty counts, with or without power."""
    kinds = {role.kind for role in user.roles_claimed}
    if "administrator" in kinds:
        return "administrator"
    return "staff" if kinds else "member"


def limit_of(session):
    """What is left of a session that has begun."""
    idle, longest = (span.total_seconds() for span in settings.SESSION_LIMITS[session[KIND]])
    now = time.time()
    by_idling = session[SEEN] + idle
    by_age = session[BEGAN] + longest
    ends_in = int(min(by_idling, by_age) - now)
    warns_in = max(ends_in - int(settings.SESSION_WARNING.total_seconds()), 0)
    return Limit(warns_in=warns_in, ends_in=ends_in, extends=by_age > by_idling)


def why_ended(session):
    """ "idle" or "longest" when its time is up, "closed" when no page is open any more, else ""."""
    if OPEN in session and time.time() - session[OPEN] > CLOSED_AFTER:
        return "closed"
    limit = limit_of(session)
    if limit.ends_in > 0:
        return ""
    return "idle" if limit.extends else "longest"


def note(session, user, at_least_every=WRITE_EVERY):
    """Remember that the person acted."""
    if time.time() - session[SEEN] >= at_least_every:
        session[SEEN] = int(time.time())
        session[KIND] = kind_of(user)


def note_open(session):
    """Remember that a page is open. From the first time on the session ends when none says so any more."""
    session[OPEN] = int(time.time())


def forget_open(session):
    """The session lasts as long as any other again."""
    session.pop(OPEN, None)


def look(session):
    """What is left of a stored session, for a live line to ask; None when it is over, and then it ends."""
    if SEEN not in session:
        return None
    if reason := why_ended(session):
        end_session(session_key=session.session_key, reason=reason)
        return None
    return limit_of(session)


def touch(session_key):
    """The person acted on a live page: as `look`, and the end is put off."""
    session = SessionStore(session_key)
    if look(session) is None:
        return None
    if time.time() - session[SEEN] >= WRITE_EVERY:
        session[SEEN] = int(time.time())
        session.save()
    return limit_of(session)


class SessionLimits:
    """Ends a session whose time is up before anything else happens, and tells the page how long is left."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.session_limits = None
        was_somebody = request.user.is_authenticated
        ended = self.keep(request) if was_somebody else ""
        response = self.get_response(request)
        if ended:
            response = kindly(request, response, ended)
        if was_somebody and not request.user.is_authenticated:
            leave_little(request, response, by_clock=bool(ended))
        elif was_somebody:
            keep_tab(request, response)
        return response

    def keep(self, request):
        """End the session if its time is up, and say why; else count this request."""
        session = request.session
        if SEEN not in session:  # begun before there were limits
            begin(session, request.user)
        if reason := why_ended(session):
            end_session(session_key=session.session_key, reason=reason)
            logout(request)
            return reason
        if is_act(request):
            note(session, request.user)
        request.session_limits = limit_of(session)
        return ""


def keep_tab(request, response):
    """The wish for a neutral tab stands in a cookie too, for pages that ask the database nothing."""
    if request.user.tab_is_neutral == bool(request.COOKIES.get(settings.TAB_COOKIE_NAME)):
        return
    if request.user.tab_is_neutral:
        response.set_cookie(
            settings.TAB_COOKIE_NAME,
            "1",
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        response.delete_cookie(settings.TAB_COOKIE_NAME, samesite="Lax")


def leave_little(request, response, *, by_clock):
    """Have the browser let go of what it keeps of us.

    A device that is told of news goes on being told where only the time was up: what tells it is in that storage.
    """
    is_told = settings.DEVICE_COOKIE_NAME in request.COOKIES
    if by_clock and is_told:
        response.headers.setdefault("Clear-Site-Data", '"cache"')
        return
    response.headers.setdefault("Clear-Site-Data", '"cache", "storage"')
    if is_told:
        response.delete_cookie(settings.DEVICE_COOKIE_NAME, samesite="Lax")


def is_act(request):
    """Whether a person did this, as far as a browser tells."""
    if QUIET in request.GET:
        return False
    if request.method not in {"GET", "HEAD"}:
        return True
    if request.headers.get("Sec-Purpose", "").startswith("prefetch"):
        return False
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def kindly(request, response, reason):
    """Let the sign-in page say why it is here, and lead back only to a page that is safe to open again."""
    target = urlsplit(response.headers.get("Location", ""))
    if target.path != resolve_url(settings.LOGIN_URL):
        return response
    query = {"ended": reason}
    if request.method == "GET" and is_act(request):
        query["next"] = parse_qs(target.query).get("next", [resolve_url(settings.LOGIN_REDIRECT_URL)])[0]
    response.headers["Location"] = f"{target.path}?{urlencode(query)}"
    return response
