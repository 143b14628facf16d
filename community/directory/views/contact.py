"""“Need help?” for anybody, and the duty list of those who get in touch."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from community.directory import rules
from community.directory.actions import contact as act
from community.directory.forms.contact import ActForm, ContactForm
from community.directory.models import ContactRequest
from community.verdicts import require

SHOWN = 200


@login_not_required
@never_cache
@sensitive_variables()
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def need_help(request):
    """The form, without an account. The same answer follows whoever asks."""
    form = ContactForm(request.POST or None, initial={"language": get_language()})
    if request.method == "GET":
        return _form(request, form)
    if not form.is_valid():
        return _form(request, form, status=422)
    if not ratelimit.consume(request, action="contact"):
        form.add_error(
            None,
            _("Many have written from your network. Try again in an hour: your words stay in the boxes."),
        )
        return _form(request, form, status=429)
    act.ask_contact(**form.cleaned_data)
    return redirect("helping:contact_sent")


def _form(request, form, status=200):
    context = {"form": form, "days": settings.CONTACT_DAYS, "limit": settings.UNHANDLED_DAYS}
    return render(request, "directory/contact/new.html", context, status=status)


@login_not_required
@never_cache
@require_GET
def contact_sent(request):
    """Thank you, and what happens when. It says nothing of what was written."""
    return render(request, "directory/contact/sent.html")


@require_GET
def contacts(request):
    """The duty list: who waits since when, without a word of what they wrote."""
    require(rules.may_contact(request.user))
    waiting = ContactRequest.objects.visible_to(request.user).waiting().defer(*ContactRequest.WORDS)
    context = {"requests": waiting.select_related("claimed_by")[:SHOWN], "me": request.user}
    return render(request, "directory/contact/list.html", context)


@require_http_methods(["GET", "POST"])
def contact(request, pk):
    """One of them, with what they wrote; each look is written down. A POST does what its button says."""
    require(rules.may_contact(request.user))
    waiting = ContactRequest.objects.visible_to(request.user).select_related("claimed_by")
    found = get_object_or_404(waiting, pk=pk)
    if request.method == "GET":
        return _page(request, found)
    form = ActForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    pressed = form.cleaned_data["act"]
    try:
        _do(request, found, pressed)
    except ValidationError as refusal:
        return _page(request, found, refusal=refusal.messages[0], status=422)
    return redirect("helping:contacts" if pressed in {"release", *ContactRequest.Outcome} else request.path)


def _do(request, found, pressed):
    simple = {"claim": act.claim_contact, "release": act.release_contact, "tried": act.try_contact}
    if pressed in simple:
        simple[pressed](request=found, actor=request.user)
    else:
        act.close_contact(request=found, actor=request.user, outcome=pressed)


def _page(request, found, *, refusal="", status=200):
    act.read_contact(request=found, actor=request.user)
    context = {
        "asked": found,
        "refusal": refusal,
        "may_claim": rules.may_claim(request.user, found),
        "may_close": rules.may_close(request.user, found),
    }
    return render(request, "directory/contact/detail.html", context, status=status)
