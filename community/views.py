"""The front page, help now, the safety page, the way out, languages, and whether all is well."""

import logging

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseTrouble
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.i18n import set_language as django_set_language

from community import vault
from community.accounts.actions.device import remove_device
from community.accounts.actions.session import end_session
from community.accounts.device import told_here
from community.directory.crisis import TIME_ZONES, lines_for
from community.lifeline import without_database
from community.vault.keys import KeyRing
from groups.views.group import listed

logger = logging.getLogger(__name__)

DOORS = 4  # groups named on the front page

# The session cookie, and what would tell the next person at this device that we were here.
# By name, not by Clear-Site-Data: that would reach other services under the same domain.
COOKIES_OF_OURS = (
    settings.SESSION_COOKIE_NAME,
    settings.CSRF_COOKIE_NAME,
    settings.LANGUAGE_COOKIE_NAME,
    settings.TAB_COOKIE_NAME,
    settings.DEVICE_COOKIE_NAME,
)

set_language = login_not_required(django_set_language)


@login_not_required
@require_safe
def front(request):
    """Who we are, and the ways in."""
    free_first = sorted(listed(), key=lambda group: group.taken >= group.capacity)
    return render(request, "community/front.html", {"groups": free_first[:DOORS]})


@login_not_required
@without_database
@require_safe
def help_now(request):
    """Crisis lines for a country, with or without anything else of ours working."""
    asked = request.GET.get("country", "")
    country = asked if asked in TIME_ZONES else settings.COUNTRY
    lines = lines_for(country, get_language())
    context = {
        "emergency": [line for line in lines if line.is_emergency],
        "lines": [line for line in lines if not line.is_emergency],
        "country": country,
        "countries": settings.COUNTRIES,
        "has_session": bool(request.session_key_at_door),
    }
    return render(request, "community/help.html", context)


@login_not_required
@require_safe
def safety(request):
    """What the way out does and does not do, and how to leave little behind on a device."""
    return render(request, "community/safety.html")


class SeeOther(HttpResponseRedirect):
    status_code = 303


@login_not_required
@without_database
@require_safe
def exit_page(request):
    """End the session, forget what can be forgotten, and be on a neutral page."""
    response = SeeOther(settings.EXITS.get(request.GET.get("to"), settings.EXIT_URL))
    if _is_meant(request):
        _end_session(request.session_key_at_door, told_here(request))
        response["Clear-Site-Data"] = '"cache", "storage"'
        for name in COOKIES_OF_OURS:
            response.delete_cookie(name, samesite="Lax")
    return response


def _is_meant(request):
    """Whether a person asked, on our page or at the address bar: not another site, not a prefetch."""
    return request.headers.get("Sec-Fetch-Site") != "cross-site" and "Sec-Purpose" not in request.headers


def _end_session(session_key, device):
    """End the session the cookie named, and tell this device nothing any more; without the database the browser at
    least loses its cookies."""
    try:
        remove_device(pk=device)
        if session_key:
            end_session(session_key=session_key, reason="exit")
    except DatabaseTrouble:
        logger.exception("exit.session_not_ended")


@login_not_required
@without_database
@require_safe
def healthz(request):
    """This process is alive; asks nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@without_database
@require_safe
def readyz(request):
    """Whether requests can be served: 200 or 503. What is missing is for the log, not for strangers."""
    missing = _missing()
    if missing:
        logger.error("readyz.not_ready", extra={"facts": {"missing": missing}})
    return JsonResponse({"ready": not missing}, status=503 if missing else 200)


def _missing():
    """The first thing that stands in the way, or None."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations"
        _open_vault()
    except DatabaseTrouble:
        return "database"
    except (vault.Tampered, ImproperlyConfigured):
        return "vault key"
    return None


def _open_vault():
    """Unwrap the newest data key, past any cache: proof that the keys of the environment fit the database."""
    newest = vault.DataKey.objects.filter(destroyed_at=None).order_by("-created_at").first()
    if newest is not None:
        KeyRing().cipher(newest.pk)
