"""The door of the API: reading only, from any site, not too often, and not again what one has already."""

from functools import wraps
from hashlib import sha256

from allauth.core.internal.ratelimit import consume, get_rates
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from community.directory.api.telling import as_json

METHODS = ("GET", "HEAD", "OPTIONS")
STORED = "private, max-age=60"  # the answers of a browser that is signed in may carry its cookie
FROM_ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
BEFOREHAND = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(METHODS),
}


def door(view):
    """A view of the API as everybody may ask it. Each address may ask `hsds` often and for all at once seldom."""

    @wraps(view)
    @login_not_required
    def opened(request, *args, **kwargs):
        answer = _answer(view, request, *args, **kwargs)
        for name, value in FROM_ANYWHERE.items():
            answer[name] = value
        answer.setdefault("Cache-Control", "no-store")
        return answer

    return opened


def refusal(sentence, status, **more):
    """A no in JSON, in one sentence."""
    return as_json({"detail": sentence, **more}, status=status)


def nothing(_request, **_names):
    """Every other address below."""
    raise Http404(_("Nothing is at this address."))


def _answer(view, request, *args, **kwargs):
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=BEFOREHAND)
    if request.method not in METHODS:
        answer = refusal(_("This can only be read."), 405)
        answer["Allow"] = BEFOREHAND["Allow"]
        return answer
    limits = ("hsds", "hsds_all") if "ndjson" in request.GET.getlist("format") else ("hsds",)
    if seconds := _wait(request, limits):
        answer = refusal(_("This address asked very often. It can ask again in a while."), 429)
        answer["Retry-After"] = str(seconds)
        return answer
    asked, request.method = request.method, "GET"  # for HEAD the server leaves the words out
    try:
        answer = view(request, *args, **kwargs)
    except Http404 as missing:
        return refusal(str(missing), 404)
    finally:
        request.method = asked
    return _kept(request, answer) if answer.status_code == 200 else answer


def _wait(request, limits):
    """Seconds until this address may ask again; 0 when it may now."""
    for limit in limits:
        if not consume(request, app="allauth.account", action=limit, limit_get=True):
            return int(max(rate.duration for rate in get_rates(app="allauth.account", action=limit)))
    return 0


def _kept(request, answer):
    answer["Cache-Control"] = STORED
    if not answer.streaming:
        answer["ETag"] = f'"{sha256(answer.content).hexdigest()[:32]}"'
    return get_conditional_response(request, answer.get("ETag"), None, answer)
