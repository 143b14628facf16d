"""Whoever is not signed in signs in first; what they had typed meanwhile comes back to them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

NOT_WORDS = ("code", "pass", "token")  # parts of names of fields that are never shown again


class SignInFirst(LoginRequiredMiddleware):
    """As Django's own; but a form with words in it, sent when the session was over, is answered with these words.

    Browsers keep nothing of our pages, so the way back would show an empty form. Fields of the account's own pages,
    and whatever may be a secret, are not shown.
    """

    def handle_no_permission(self, request, view_func):
        if request.method != "POST" or "X-Live" in request.headers or not (words := words_in(request)):
            return super().handle_no_permission(request, view_func)
        return render(
            request, "accounts/signed_out.html", {"words": words, "next": came_from(request)}, status=403
        )


def words_in(request):
    """What a person typed into this form: values of several words, outside the pages of the account."""
    if request.resolver_match.namespace in {"", "accounts"}:
        return []
    fields = request.POST.lists()
    told = [
        value for name, values in fields if not any(part in name for part in NOT_WORDS) for value in values
    ]
    return [value for value in told if len(value.split()) > 1]


def came_from(request):
    """The page the form stood on, if it was ours; else where one comes after signing in."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return urlsplit(referer)._replace(scheme="", netloc="", fragment="").geturl()
