"""Sharing a service: with the group, with one member, as an offered referral; and keeping what was shared."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from community.directory.cards import card_of
from community.verdicts import require
from groups import rules
from groups.actions.card import keep_shared, offer_referral, share_card, show_privately
from groups.actions.card import keep_shown as keep_for_oneself
from groups.forms.card import CardForm, LookForm
from groups.models import Aside, Membership, Message
from groups.views.carrying import carries, seat_in
from groups.views.room import found


@require_http_methods(["GET", "POST"])
def card(request, pk):
    """The list to choose from. A POST shares."""
    return _shared(request, pk) if request.method == "POST" else _list(request, pk)


@require_GET
def _list(request, pk):
    room, seat = found(request, pk)
    require(rules.may_run(request.user, seat, room))
    look = LookForm(request.GET)
    words = look.cleaned_data["q"] if look.is_valid() else ""
    return _page(request, room, CardForm(group=room.group, looked_for=words), look=look, looked_for=words)


@carries
def _shared(request, pk):
    room, seat = found(request, pk)
    require(rules.may_run(request.user, seat, room))
    form = CardForm(request.POST, group=room.group)
    if not form.is_valid():
        return _page(request, room, form, status=422)
    try:
        share_card(room=room, author=seat, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error("key", refusal)
        return _page(request, room, form, status=422)
    return f"{reverse('groups:room', args=[room.pk])}#end"


def _page(request, room, form, status=200, **facts):
    context = {"room": room, "group": room.group, "form": form, "look": LookForm(), **facts}
    return render(request, "groups/card/page.html", context, status=status)


# --- Keeping what was shared ----------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def keep(request, pk):
    """The card as it was shared, and the button that keeps it."""
    return _kept(request, pk) if request.method == "POST" else _keeping(request, pk)


def _shared_message(request, pk):
    shared = (
        Message.objects.visible_to(request.user)
        .exclude(card="")
        .select_related("room__group", "author__user")
    )
    message = get_object_or_404(shared, pk=pk)
    seat = seat_in(message.room.group, request.user)
    if seat is None:
        raise Http404
    require(rules.may_keep(request.user, seat, message))
    return message, seat


@require_GET
def _keeping(request, pk):
    message, _seat = _shared_message(request, pk)
    return _keep_page(request, message)


@carries
def _kept(request, pk):
    message, seat = _shared_message(request, pk)
    return _keep(request, message, keep_shared, message=message, actor=seat)


@require_http_methods(["GET", "POST"])
def keep_shown(request, pk):
    """The card as it was shown on one's own private line, and the button that keeps it."""
    return _kept_shown(request, pk) if request.method == "POST" else _keeping_shown(request, pk)


def _shown_aside(request, pk):
    shown = Aside.objects.visible_to(request.user).exclude(card="")
    aside = get_object_or_404(shown.select_related("room__group", "author__user"), pk=pk)
    seat = seat_in(aside.room.group, request.user)
    if seat is None:
        raise Http404
    require(rules.may_keep_shown(request.user, seat, aside))
    return aside, seat


@require_GET
def _keeping_shown(request, pk):
    aside, _seat = _shown_aside(request, pk)
    return _keep_page(request, aside)


@carries
def _kept_shown(request, pk):
    aside, seat = _shown_aside(request, pk)
    return _keep(request, aside, keep_for_oneself, aside=aside, actor=seat)


def _keep(request, said, action, **facts):
    try:
        action(**facts)
    except ValidationError as refusal:
        return _keep_page(request, said, refusal.messages[0], status=422)
    return reverse("helping:my_cards")


def _keep_page(request, said, refusal="", status=200):
    context = {
        "card": card_of(said.card, said.room.group.language),
        "refusal": refusal,
        "is_live": True,
    }
    return render(request, "directory/kept/keep.html", context, status=status)


# --- One member -----------------------------------------------------------------------------
@sensitive_post_parameters("body")
@require_http_methods(["GET", "POST"])
def member_card(request, pk):
    """A service for one member: looked for, then told of on their line, or offered as a referral."""
    seats = Membership.objects.in_groups().visible_to(request.user).select_related("group__room", "user")
    member = get_object_or_404(seats, pk=pk)
    seat = seat_in(member.group, request.user)
    require(rules.may_refer_member(request.user, seat, member))
    look = LookForm(request.GET)
    words = look.cleaned_data["q"] if look.is_valid() else ""
    form = CardForm(request.POST or None, group=member.group, looked_for=words)
    if request.method == "POST" and form.is_valid():
        try:
            return _for_member(request, member, seat, form)
        except ValidationError as refusal:
            form.add_error("key", refusal)
    context = {"member": member, "group": member.group, "form": form, "look": look, "looked_for": words}
    return render(request, "groups/card/member.html", context, status=422 if form.is_bound else 200)


def _for_member(request, member, seat, form):
    if request.POST.get("act") == "offer":
        offer_referral(member=member, actor=seat, key=form.cleaned_data["key"])
        messages.success(request, _("It is offered. Nothing is sent before the person agrees."))
    else:
        show_privately(member=member, actor=seat, **form.cleaned_data)
        messages.success(request, _("It stands on their private line."))
    return redirect("groups:people", pk=member.group_id)
