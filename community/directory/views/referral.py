"""A referral, for the person and for whoever may follow it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from community.audit.actions import record
from community.directory import passes, rules
from community.directory.actions import referral as act
from community.directory.forms.referral import HandForm, TickForm
from community.directory.models import Referral
from community.verdicts import require

SHOWN = 100
LATER = ("withdraw", "letter")  # what one can do once it is sent


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def referral(request, pk):
    """Where one’s own stands; while it is offered, what is handed over. A POST does what its button says."""
    mine = Referral.objects.visible_to(request.user).select_related("service", "referrer")
    found = get_object_or_404(mine, pk=pk)
    if request.method == "GET":
        return _page(request, found, HandForm(initial={"language": request.user.language}))
    act_asked = request.POST.get("act", "check")
    if act_asked not in LATER and not rules.may_send(request.user, found):
        return redirect("helping:referral", pk=found.pk)  # loaded again, or pressed twice: where it stands
    acts = {"refuse": _refuse, "withdraw": _withdraw, "letter": _renew, "send": _send, "back": _back}
    return acts.get(act_asked, _check)(request, found)


def _page(request, found, form, status=200):
    context = {
        "referral": found,
        "form": form,
        "may_send": rules.may_send(request.user, found),
        "may_withdraw": rules.may_withdraw(request.user, found),
        "may_renew": rules.may_renew(request.user, found),
    }
    return render(request, "directory/referral/own.html", context, status=status)


def _back(request, found):
    """To the boxes again, with what stood in them."""
    return _page(request, found, HandForm(request.POST))


def _check(request, found):
    """Before anything is sent: exactly what would be."""
    require(rules.may_send(request.user, found))
    form = HandForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    return _ticks(request, found, form, TickForm(filled=form.filled, follower=_follower(found)))


def _ticks(request, found, form, ticks, status=200):
    context = {"referral": found, "form": form, "ticks": ticks}
    return render(request, "directory/referral/check.html", context, status=status)


def _follower(found):
    return found.referrer.display_name if found.referrer else ""


@sensitive_variables()
def _send(request, found):
    require(rules.may_send(request.user, found))
    form = HandForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    ticks = TickForm(request.POST, filled=form.filled, follower=_follower(found))
    if not ticks.is_valid():
        return _ticks(request, found, form, ticks, status=422)
    facts = {
        "handed": ticks.handed,
        "language": form.cleaned_data["language"],
        "by_letter": form.cleaned_data["by_letter"],
        "is_followed": ticks.cleaned_data.get("is_followed", False),
    }
    try:
        sent = act.send(referral=found, actor=request.user, **facts)
    except ValidationError as refusal:
        ticks.add_error(None, refusal)
        return _ticks(request, found, form, ticks, status=422)
    if sent.code:
        return _letter(request, sent)
    messages.success(request, _("It is on its way. This page says where it stands."))
    return redirect("helping:referral", pk=found.pk)


@sensitive_variables()
def _letter(request, sent):
    """The letter to print, this one time."""
    address = settings.SITE_URL.partition("://")[2] + reverse("helping:pass")
    context = {"referral": sent.referral, "code": passes.spaced(sent.code), "address": address}
    return render(request, "directory/referral/letter.html", context)


def _renew(request, found):
    return _letter(request, act.renew(referral=found, actor=request.user))


def _refuse(request, found):
    act.refuse(referral=found, actor=request.user)
    messages.success(request, _("You said no. Nothing was sent."))
    return redirect("helping:my_cards")


def _withdraw(request, found):
    act.withdraw(referral=found, actor=request.user)
    messages.success(request, _("It is taken back. What you wrote for the service is erased."))
    return redirect("helping:referral", pk=found.pk)


@require_GET
def followed(request):
    """Where those stand that one may follow, without a word of what was written for the service."""
    require(rules.may_follow(request.user))
    referrals = list(Referral.objects.followed_by(request.user)[:SHOWN])
    if referrals:
        record(request.user, "referrals.read", count=len(referrals))
    return render(request, "directory/referral/followed.html", {"referrals": referrals})
