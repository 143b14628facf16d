"""Pages that must answer when the database does not: help, the way out, and the sign of life.

Every other middleware may ask who is signed in, and that asks the database. For these pages the
session cookie is left at the door: to all that follows, the request comes from nobody.
"""

from django.conf import settings
from django.urls import Resolver404, resolve


def without_database(view):
    """Mark a view whose page must never depend on the database."""
    view.works_without_database = True
    return view


class Lifeline:
    """Middleware, before the session's: takes the session cookie off requests for marked views.

    The key stays at `request.session_key_at_door`, for the way out to end that session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _works_without_database(request):
            request.session_key_at_door = request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)


def _works_without_database(request):
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(view, "works_without_database", False)
