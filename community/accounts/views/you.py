"""The page about oneself: language, ways to sign in, sessions, duties."""

import json

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts import limits, rules
from community.accounts.actions.person import save_choices
from community.accounts.actions.session import end_session, sign_out
from community.accounts.forms import ChoicesForm


@require_http_methods(["GET", "POST"])
def page(request):
    """What I chose, how I sign in, what I may do here and what is missing for it."""
    form = ChoicesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        save_choices(person=request.user, **form.cleaned_data)
        return _in_language(request, redirect("accounts:you"))
    types = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "form": form,
        "roles": request.user.roles_claimed,
        "missing": rules.is_missing(request.user),
        "passkeys": types.count(Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in types,
        "has_codes": Authenticator.Type.RECOVERY_CODES in types,
        "may_manage_people": rules.may_manage_people(request.user),
        "oidc": bool(settings.SOCIALACCOUNT_PROVIDERS) and request.user.is_staff_somewhere,
    }
    return render(request, "accounts/you/page.html", context)


def _in_language(request, response):
    with translation.override(request.user.language):
        messages.success(request, _("Saved."))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        request.user.language,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


@require_POST
def stay(request):
    """Put off the end of this session: the button of the warning. Answers with the seconds left."""
    limits.note(request.session, request.user, at_least_every=0)
    limit = limits.limit_of(request.session)
    if (
        "application/json" in request.headers.get("Accept", "")
        or request.headers.get("Sec-Fetch-Mode") != "navigate"
    ):
        facts = {"warns_in": limit.warns_in, "ends_in": limit.ends_in, "extends": limit.extends}
        return HttpResponse(json.dumps(facts), content_type="application/json")
    return redirect("accounts:you")


@require_POST
def end_one_session(request, pk):
    """End one of my sessions; ending this one signs me out."""
    session = get_object_or_404(UserSession.objects.filter(user=request.user), pk=pk)
    if session.session_key == request.session.session_key:
        sign_out(request=request)
        return redirect("front")
    end_session(session_key=session.session_key, reason="ended")
    messages.success(request, _("That session has ended."))
    return redirect("usersessions_list")


@require_safe
def qr(request):
    """The picture an authenticator app reads, while a second step by app is being set up."""
    if not (secret := request.session.get(SECRET_SESSION_KEY)):
        raise Http404
    address = get_adapter().build_totp_url(request.user, secret)
    response = HttpResponse(content_type="image/svg+xml")
    segno.make(address, error="m").save(
        response, kind="svg", scale=5, dark="#000", light="#fff", xmldecl=False
    )
    return response
