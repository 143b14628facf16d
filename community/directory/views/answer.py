"""A referral, for the service that receives it: without an account, opened once by the press of a button."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from community.directory import passes
from community.directory.actions import answer as act
from community.directory.forms.referral import AcceptForm, DeclineForm, PassForm
from community.directory.models import Referral

DESK = "referral desk"
LIMIT = "referral_code"


@login_not_required
@never_cache
@sensitive_variables()
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def enter(request):
    """The code from a letter, or the one to come back with. One answer for all that does not open."""
    form = PassForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "directory/answer/pass.html", {"form": form})
    if not ratelimit.consume(request, action=LIMIT, dry_run=True):
        return render(request, "429.html", status=429)
    code = form.cleaned_data["code"]
    if known := act.find_by_code(code=code):
        return _to_desk(request, known)
    if act.find_unopened(secret=code):
        return render(request, "directory/answer/open.html", {"code": code})
    ratelimit.consume(request, action=LIMIT)
    form.add_error("code", _("This code opens nothing. Look at it once more."))
    return render(request, "directory/answer/pass.html", {"form": form})


@login_not_required
@never_cache
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def open_link(request, token):
    """The link from the mail. Fetching it uses nothing up: programs that look at mails fetch links too."""
    if act.find_unopened(secret=token) is None:
        return render(
            request, "directory/answer/pass.html", {"form": PassForm(), "is_used": True}, status=404
        )
    return (
        _opened(request, token) if request.method == "POST" else render(request, "directory/answer/open.html")
    )


@login_not_required
@never_cache
@sensitive_variables()
@sensitive_post_parameters()
@require_http_methods(["POST"])
def open_code(request):
    """The button after a code from a letter."""
    form = PassForm(request.POST)
    if not ratelimit.consume(request, action=LIMIT, dry_run=True):
        return render(request, "429.html", status=429)
    return _opened(request, form.cleaned_data["code"] if form.is_valid() else "")


def _opened(request, secret):
    opened = act.open_referral(secret=secret)
    if opened is None:
        ratelimit.consume(request, action=LIMIT)
        return redirect("helping:pass")
    found, code = opened
    request.session[DESK] = str(found.pk)
    return _page(request, found, code=passes.spaced(code))


def _to_desk(request, found):
    request.session[DESK] = str(found.pk)
    return redirect("helping:desk")


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def desk(request):
    """What the person handed over, and the answer to it; for the browser that opened it or typed its code."""
    found = Referral.objects.filter(pk=request.session.get(DESK)).select_related("service").first()
    if found is None:
        return redirect("helping:pass")
    if request.method == "GET":
        return _page(request, found)
    try:
        acts = {"accept": _accept, "decline": _decline, "complete": _complete}
        return acts.get(request.POST.get("act"), _page)(request, found)
    except PermissionDenied as refusal:  # taken back, or answered by a colleague, a moment ago
        found.refresh_from_db()
        return _page(request, found, refusal=str(refusal), status=403)


def _accept(request, found):
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, found, accepting=form, status=422)
    act.accept(referral=found, **form.cleaned_data)
    return redirect("helping:desk")


def _decline(request, found):
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, found, declining=form, status=422)
    act.decline(referral=found, **form.cleaned_data)
    return redirect("helping:desk")


def _complete(request, found):
    act.complete(referral=found)
    return redirect("helping:desk")


def _page(request, found, *, status=200, accepting=None, declining=None, **facts):
    context = {
        "referral": found,
        "address": settings.SITE_URL + reverse("helping:pass"),
        "accepting": accepting or AcceptForm(auto_id="yes-%s"),
        "declining": declining or DeclineForm(auto_id="no-%s"),
        **facts,
    }
    return render(request, "directory/answer/desk.html", context, status=status)
