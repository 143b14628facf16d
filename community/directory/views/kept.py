"""Cards of one’s own: keeping one, the list with notes, and taking one off it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.directory.actions.card import drop_card, keep_card, note_card
from community.directory.actions.referral import ask
from community.directory.cards import SERVICE, card_of, card_of_service, plain_key, with_card_parts
from community.directory.forms.kept import NoteForm
from community.directory.models import Kept, Referral, Service


@require_GET
def my_cards(request):
    """What one keeps, with one’s notes, and how one’s referrals stand. Nobody else sees it."""
    return _page(request)


def _page(request, form=None, at=None, status=200):
    kept = list(Kept.objects.visible_to(request.user).order_by("-kept_at"))
    services = with_card_parts(Service.objects.active()).in_bulk([one.service_id for one in kept])
    referrals = list(Referral.objects.visible_to(request.user).order_by("-begun_at"))
    running = {one.service_id: one for one in referrals if one.is_going_on and not one.erased_at}
    for one in kept:
        one.card = _card(one, services)
        one.referral = running.get(one.service_id)
        one.can_refer = one.service_id in services and one.referral is None
        mine = form if at == one.pk else NoteForm(initial={"note": one.note}, auto_id=f"{one.pk}-%s")
        one.form = mine
    return render(
        request,
        "directory/kept/list.html",
        {"kept": kept, "referrals": referrals, "form_at": at},
        status=status,
    )


def _card(one, services):
    if one.key.startswith(SERVICE):
        return (
            card_of_service(services[one.service_id], get_language()) if one.service_id in services else None
        )
    return card_of(one.key, get_language())


@require_http_methods(["GET", "POST"])
def keep(request, key):
    """One card, with the button that keeps it."""
    card = card_of(plain_key(key), get_language())
    if card is None:
        raise Http404
    context = {"card": card}
    if request.method == "POST":
        try:
            keep_card(account=request.user, key=key)
        except ValidationError as refusal:
            return render(
                request, "directory/kept/keep.html", context | {"refusal": refusal.messages[0]}, status=422
            )
        return redirect("helping:my_cards")
    return render(request, "directory/kept/keep.html", context)


@sensitive_post_parameters("note")
@require_POST
def note(request, pk):
    """Write a note on a card of one’s own."""
    kept, form = _found(request, pk), NoteForm(request.POST, auto_id=f"{pk}-%s")
    if not form.is_valid():
        return _page(request, form, pk, status=422)
    note_card(kept=kept, **form.cleaned_data)
    messages.success(request, _("Your note is saved."))
    return redirect("helping:my_cards")


@require_POST
def drop(request, pk):
    drop_card(kept=_found(request, pk))
    return redirect("helping:my_cards")


@require_POST
def ask_referral(request, pk):
    """Begin a referral to the service on a card of one’s own: nothing is sent before the next pages."""
    kept = _found(request, pk)
    if kept.service is None:
        raise Http404
    try:
        referral = ask(account=request.user, service=kept.service, referrer=kept.shown_by, alias=kept.alias)
    except ValidationError as refusal:  # one is going on: where it stands is on the list
        messages.info(request, refusal.messages[0])
        return redirect("helping:my_cards")
    return redirect("helping:referral", pk=referral.pk)


def _found(request, pk):
    return get_object_or_404(
        Kept.objects.visible_to(request.user).select_related("service", "shown_by"), pk=pk
    )
