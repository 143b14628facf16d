"""One's own data: what there is, a copy of it, words taken away, the account erased, and the receipts."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from asgiref.sync import sync_to_async
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts import own_copy, own_data, rules
from community.accounts.actions import own_data as act
from community.accounts.forms import ReceiptForm
from community.accounts.models import OwnDataRequest
from community.accounts.own_duties import duties_of

COPY = "own-data.zip"


def _is_stale(request):
    """Whether the person has to prove once more who they are; on opening the page, they are led to do so."""
    stale = is_reauthentication_required(request, app="allauth.account")
    if stale and request.method == "GET":
        raise ReauthenticationRequired
    if stale:
        messages.warning(request, _("Nothing was done: confirm first that it is you, then press again."))
    return stale


@require_safe
def page(request):
    """What one can do with one's own data, and what was done so far."""
    asked = OwnDataRequest.objects.visible_to(request.user)
    context = {
        "places": own_data.places(request.user),
        "waiting": asked.waiting().first(),
        "done": asked.exclude(done_at=None),
        "may_erase_account": rules.may_erase_account(request.user),
    }
    return render(request, "accounts/own_data/page.html", context)


@require_http_methods(["GET", "POST"])
def copy(request):
    """The copy: what is in it, and then the archive itself."""
    if _is_stale(request):
        return redirect("accounts:own_copy")
    if request.method == "POST":
        act.hand_over(person=request.user)
        return _archive(request)
    parts = {"sections": own_data.sections(request.user), "withheld": own_data.withheld(request.user)}
    return render(request, "accounts/own_data/take.html", parts)


def _archive(request):
    chunks = own_copy.archive(request.user)
    if isinstance(request, ASGIRequest):  # which would gather a plain iterator first
        chunks = _apart(chunks)
    answer = StreamingHttpResponse(chunks, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{COPY}"'
    return answer


async def _apart(chunks):
    while (chunk := await sync_to_async(next)(chunks, None)) is not None:
        yield chunk


@require_http_methods(["GET", "POST"])
def words(request, pk):
    """Take away what one wrote in one group: first what goes and what stays, then it is done."""
    place = own_data.place_of(request.user, pk)
    if place is None:
        raise Http404
    if _is_stale(request):
        return redirect("accounts:own_words", pk=pk)
    if request.method == "POST":
        made = act.erase_words(person=request.user, place=place)
        if made.done_at:
            messages.success(request, _("Your words are gone."))
        return redirect("accounts:own_receipt", pk=made.pk)
    return render(
        request, "accounts/own_data/words.html", {"place": place, **_before(request.user, place.pk)}
    )


def _before(person, place=None):
    return {
        "goes": own_data.gone_in_words(own_data.counts(person, place)),
        "stays": own_data.kept_in_words(own_data.kept(person, place)),
    }


@require_http_methods(["GET", "POST"])
def account(request):
    """Erase the account: first what goes and what stays, then the day, or now."""
    verdict = rules.may_erase_account(request.user)
    if _is_stale(request):
        return redirect("accounts:own_account")
    if request.method == "POST":
        return _erase(request, at_once="now" in request.POST)
    context = {"may_erase_account": verdict}
    if verdict:
        context["waiting"] = OwnDataRequest.objects.visible_to(request.user).waiting().first()
        context |= _before(request.user)
    else:
        context["duties"] = duties_of(request.user)
    return render(request, "accounts/own_data/account.html", context)


def _erase(request, at_once):
    asked, code = act.ask_erasure(person=request.user, at_once=at_once)
    if at_once:
        act.begin_erasure(request=asked)
        logout(request)
        asked.refresh_from_db()
    else:
        get_adapter().send_notification_mail("account/email/notice", request.user)
    return _shown(request, asked, code, is_new=True)


@require_POST
def keep(request):
    """Take the erasure back."""
    act.keep_account(person=request.user)
    messages.success(request, _("Your account stays. Nothing has been erased."))
    return redirect("accounts:own_data")


@require_safe
def own_receipt(request, pk):
    """What was done, what went and what stayed; as a page, or as a file to keep."""
    asked = get_object_or_404(OwnDataRequest.objects.visible_to(request.user), pk=pk)
    return _shown(request, asked, as_file="file" in request.GET)


@login_not_required
@never_cache
@sensitive_variables("code")
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def receipt(request):
    """The same for whoever has the code, as nobody can sign in to an account that is gone. Wrong codes are counted."""
    form = ReceiptForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "accounts/own_data/code.html", {"form": form})
    if not ratelimit.consume(request, action="return_code", dry_run=True):
        return render(request, "429.html", status=429)
    code = form.cleaned_data["code"]
    asked = act.find_request(code=code)
    if asked is None:
        ratelimit.consume(request, action="return_code")
        form.add_error("code", _("This code opens nothing. Look at it once more."))
        return render(request, "accounts/own_data/code.html", {"form": form})
    return _shown(request, asked, code, as_file="file" in request.POST)


def _shown(request, asked, code="", *, as_file=False, is_new=False):
    context = {
        "asked": asked,
        "gone": own_data.gone_in_words(asked.counts),
        "stayed": own_data.kept_in_words(asked.kept),
        "code": code,
        "is_new": is_new,
    }
    if not as_file:
        return render(request, "accounts/own_data/receipt.html", context)
    text = render_to_string("accounts/own_data/receipt.txt", context)
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="receipt.txt"'
    return answer
