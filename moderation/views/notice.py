"""Telling us from outside, without an account: the form, the receipt, and the answer."""

import time

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groups.views import once
from moderation import receipts
from moderation.actions.again import ask_again
from moderation.actions.notice import find_by_code, notify
from moderation.forms.notice import NoticeForm, ReceiptForm
from moderation.forms.report import AgainForm
from moderation.models import Report
from moderation.rules import may_ask_again

KEPT = "notice"
SHOWN_SECONDS = 600  # a page that is loaded again, or in another language, shows the code still


@login_not_required
@never_cache
@sensitive_variables()
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def notice(request):
    """The form. The same answer follows whether the place exists or not."""
    form = NoticeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "moderation/notice/new.html", {"form": form})
    if not ratelimit.consume(request, action="notice"):
        form.add_error(
            None,
            _(
                "Many notices have come from your network. Try again in an hour: your words stay in the boxes."
            ),
        )
        return render(request, "moderation/notice/new.html", {"form": form}, status=429)
    receipt = notify(language=get_language(), **form.cleaned_data)
    return _handed_out(request, receipt, by_mail=bool(receipt.report.email))


def _handed_out(request, receipt, *, by_mail):
    facts = {"code": receipt.code, "by_mail": by_mail, "until": time.time() + SHOWN_SECONDS}
    once.keep(request, KEPT, facts)
    return redirect("moderation:notice_sent")


@login_not_required
@never_cache
@require_GET
def notice_sent(request):
    """The receipt, for ten minutes."""
    kept = once.take(request, KEPT)
    if not kept or kept["until"] < time.time():
        return redirect("moderation:notice_answer")
    once.keep(request, KEPT, kept)
    context = {"code": receipts.spaced(kept["code"]), "by_mail": kept["by_mail"]}
    return render(request, "moderation/notice/sent.html", context)


@login_not_required
@never_cache
@sensitive_variables("code")
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def notice_answer(request):
    """How it ended, for whoever has the code. Only wrong codes count, against the limit of all codes typed here."""
    form = ReceiptForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "moderation/notice/code.html", {"form": form})
    if not ratelimit.consume(request, action="invitation_code", dry_run=True):
        return render(request, "429.html", status=429)
    found = find_by_code(code=form.cleaned_data["code"])
    if found is None:
        ratelimit.consume(request, action="invitation_code")
        form.add_error("code", _("This code opens nothing. Look at it once more."))
        return render(request, "moderation/notice/code.html", {"form": form})
    return _answer(request, found, form.cleaned_data["code"])


def _answer(request, found, code, form=None, status=200):
    """The answer, with a form for whoever does not agree, under the code that they have just typed."""
    context = {
        "report": found,
        "code": code,
        "form": form or AgainForm(),
        "may_ask_again": may_ask_again(found, until=found.second_look_until),
    }
    return render(request, "moderation/notice/answer.html", context, status=status)


@login_not_required
@never_cache
@sensitive_variables("code", "words")
@sensitive_post_parameters()
@require_POST
def notice_again(request):
    """Whoever sent a notice does not agree with the answer: somebody else looks, and there is a new receipt."""
    code, form = ReceiptForm(request.POST), AgainForm(request.POST)
    if not ratelimit.consume(request, action="invitation_code", dry_run=True):
        return render(request, "429.html", status=429)
    found = find_by_code(code=code.cleaned_data["code"]) if code.is_valid() else None
    if found is None:
        ratelimit.consume(request, action="invitation_code")
        return redirect("moderation:notice_answer")
    if not form.is_valid():
        return _answer(request, found, code.cleaned_data["code"], form, status=422)
    try:
        receipt = ask_again(report=found, **form.cleaned_data)
    except PermissionDenied:
        if not Report.objects.filter(follows=found).exists():
            raise
        return redirect(
            "moderation:notice_sent"
        )  # pressed twice: the receipt of the first press stands there
    return _handed_out(request, receipt, by_mail=False)
