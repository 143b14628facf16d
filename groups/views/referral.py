"""A referrer's pages: where seats are free, inviting, and following one's own invitations by state alone."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.accounts.actions.returning import make_return_code
from community.verdicts import require
from groups import codes, rules
from groups.actions.invitation import invite as make_invitation
from groups.actions.invitation import on_their_way, renew_invitation, revoke_invitation
from groups.forms.invitation import InviteForm, RenewForm
from groups.models import Invitation, PeerGroup
from groups.views import once

ENDED_SHOWN = 50
GOING_ON = {Invitation.State.SENT, Invitation.State.OPENED, Invitation.State.SEATED}


def groups_with_seats():
    """Running groups with seats in use, invitations on their way and texts. Three queries, whatever their number."""
    groups = with_invited(PeerGroup.objects.small().running().with_seats().prefetch_related("texts"))
    return sorted(groups, key=lambda group: (group.taken >= group.capacity, group.name.casefold()))


def with_invited(groups):
    """Those groups, each with how many are `invited` and how many seats are `unclaimed` by anybody. One query more."""
    groups = list(groups)
    waiting = on_their_way(groups=groups)
    for group in groups:
        group.invited = waiting.get(group.pk, 0)
        group.unclaimed = max(0, group.capacity - group.taken - group.invited)
    return groups


def own(request):
    """This referrer's invitations, newest first, with all that their state needs."""
    mine = Invitation.objects.visible_to(request.user).select_related("group", "membership__group")
    return mine.prefetch_related("group__texts").order_by("-made_at")


def found(request, pk):
    require(rules.may_refer(request.user))
    return get_object_or_404(own(request), pk=pk)


@require_GET
def invitations(request):
    """Where seats are free, and where one's own invitations are."""
    require(rules.may_refer(request.user))
    mine = list(own(request))
    going_on = [invitation for invitation in mine if invitation.state in GOING_ON]
    ended = [invitation for invitation in mine if invitation.state not in GOING_ON]
    shows_ended = "ended" in request.GET
    context = {
        "groups": groups_with_seats(),
        "going_on": going_on,
        "ended": ended,
        "shows_ended": shows_ended,
        "shown": ended[:ENDED_SHOWN] if shows_ended else going_on,
    }
    return render(request, "groups/referral/list.html", context)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("label", "contact")
def invite(request, pk):
    """Invite one client to this group."""
    group = get_object_or_404(
        PeerGroup.objects.small().running().with_seats().prefetch_related("texts"), pk=pk
    )
    require(rules.may_invite(request.user, group))
    form = InviteForm(request.POST or None, group=group)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_invitation(actor=request.user, group=group, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return show_once(request, made)
    with_invited([group])
    return render(request, "groups/referral/new.html", {"group": group, "form": form})


def show_once(request, made):
    """On to the page that shows the secret, this one time."""
    invitation = made.invitation
    once.keep(request, invitation.pk, {"token": made.token, "code": made.code})
    to_paper = invitation.channel == Invitation.Channel.LETTER
    return redirect("groups:letter" if to_paper else "groups:invitation_made", pk=invitation.pk)


@require_GET
def invitation_made(request, pk):
    """One invitation: its state, and directly after it was made the words to send."""
    invitation = found(request, pk)
    secret = once.take(request, pk)
    context = {
        "invitation": invitation,
        "form": RenewForm(invitation=invitation),
        **_facts(request, invitation),
    }
    if secret and invitation.channel == Invitation.Channel.TEXT:
        context["sms"] = _words_to_send(invitation, secret)
    context["way_back"] = once.take(request, f"back {pk}").get("code")
    return render(request, "groups/referral/made.html", context)


def _facts(request, invitation):
    membership = invitation.membership
    return {
        "may_revoke": rules.may_revoke(request.user, invitation),
        "may_help_back": membership and rules.may_help_back(request.user, membership),
        "is_sent": invitation.channel == Invitation.Channel.EMAIL and not invitation.contact,
    }


def _words_to_send(invitation, secret):
    """The text message, in the client's language, with nothing in it that says what it is about."""
    with translation.override(invitation.language):
        words = _("You have been given a code: %(code)s. It opens this page for you: %(link)s It works once.")
    return words % {"code": codes.spaced(secret["code"]), "link": link_of(secret["token"])}


def link_of(token):
    return settings.SITE_URL + reverse("groups:open_invitation", args=[token])


@require_GET
def letter(request, pk):
    """The letter to print, this one time; afterwards the way to make a new one."""
    invitation = found(request, pk)
    secret = once.take(request, pk)
    if not secret:
        return redirect("groups:invitation_made", pk=pk)
    context = {
        "invitation": invitation,
        "code": codes.spaced(secret["code"]),
        "link": link_of(secret["token"]),
        "address": settings.SITE_URL.partition("://")[2],
    }
    return render(request, "groups/referral/letter.html", context)


@require_http_methods(["GET", "POST"])
def revoke(request, pk):
    """Take an invitation back, after a question."""
    invitation = found(request, pk)
    require(rules.may_revoke(request.user, invitation))
    if request.method == "POST":
        revoke_invitation(invitation=invitation, actor=request.user)
        messages.success(request, _("The invitation is taken back. Its link and code no longer work."))
        return redirect("groups:invitations")
    return render(request, "groups/referral/revoke.html", {"invitation": invitation})


@require_POST
@sensitive_post_parameters("contact")
def renew(request, pk):
    """Take it back and make it anew, in one press."""
    invitation = found(request, pk)
    form = RenewForm(request.POST, invitation=invitation)
    try:
        if form.is_valid():
            made = renew_invitation(invitation=invitation, actor=request.user, **form.cleaned_data)
            return show_once(request, made)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    context = {"invitation": invitation, "form": form, **_facts(request, invitation)}
    return render(request, "groups/referral/made.html", context)


@require_POST
def way_back(request, pk):
    """A code for one's own client who cannot sign in any more; account, seat and name stay as they are."""
    membership = found(request, pk).membership
    if membership is None:
        raise Http404
    require(rules.may_help_back(request.user, membership))
    code = make_return_code(user=membership.user, actor=request.user)
    once.keep(request, f"back {pk}", {"code": code})
    return redirect("groups:invitation_made", pk=pk)
