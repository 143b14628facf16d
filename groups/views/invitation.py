"""The invited person's way in, first part: the code or the link, about the group, and saying no."""

from functools import wraps

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from groups import rules, steps
from groups.actions.invitation import decline_invitation, find_by_code, find_by_token, open_invitation
from groups.forms.invitation import CodeForm
from groups.models import Invitation
from groups.models.group import free_seats


def on_the_way(view):
    """For a page of the way in: hands over the invitation, while it is good, and how far the person is."""

    @login_not_required
    @never_cache
    @wraps(view)
    def found(request):
        way = steps.way_of(request.session)
        mine = (
            Invitation.objects.usable().select_related("group", "referrer").prefetch_related("group__texts")
        )
        invitation = mine.filter(pk=way.invitation).first() if way else None
        if invitation is None:
            steps.end(request.session)
            return render(request, "groups/invitation/closed.html", {"form": CodeForm()}, status=404)
        return view(request, invitation, way)

    return found


def while_a_seat_is_free(view):
    """For a step that leads to a seat: when all are taken, back to the page that says so before more is asked."""

    @wraps(view)
    def guarded(request, invitation, way):
        if free_seats(invitation.group):
            return view(request, invitation, way)
        return redirect("groups:invitation")

    return guarded


@login_not_required
@never_cache
@sensitive_variables("code")
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def code(request):
    """The code from a letter or a text message. One answer for all that does not open.

    Only wrong codes count against the limit, so that the people behind one shared address do not use it up.
    """
    form = CodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "groups/invitation/code.html", {"form": form})
    if not ratelimit.consume(request, action="invitation_code", dry_run=True):
        return render(request, "groups/invitation/wait.html", {"minutes": settings.CODE_WAIT}, status=429)
    invitation = find_by_code(code=form.cleaned_data["code"])
    if invitation is None:
        ratelimit.consume(request, action="invitation_code")
    return _open(request, invitation)


@login_not_required
@never_cache
@sensitive_variables("token")
@require_GET
def open_link(request, token):
    """The link from an e-mail, a text message or a letter's QR code."""
    return _open(request, find_by_token(token=token))


def _open(request, invitation):
    """On to the invitation, in its own language, without any secret in the address."""
    if invitation is None:
        return render(request, "groups/invitation/closed.html", {"form": CodeForm()}, status=404)
    open_invitation(invitation=invitation)
    steps.begin(request.session, invitation)
    response = redirect("groups:invitation")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        invitation.language,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


def seat_of(request, group):
    """The seat this account already has in the group, or None."""
    if not request.user.is_authenticated:
        return None
    return group.memberships.current().filter(user=request.user).first()


@on_the_way
@require_GET
def about(request, invitation, way):
    """What the group is, what is promised and what is not, before anything is asked."""
    group = invitation.group
    signed_in = request.user.is_authenticated
    may_sit = rules.may_sit(request.user, seat_of(request, group)) if signed_in else True
    context = {
        "invitation": invitation,
        "group": group,
        "text": group.text(translation.get_language()),
        "leaders": group.memberships.current().leading().order_by("seat_number"),
        "may_sit": may_sit,
        "is_full": may_sit and not free_seats(group),
        "ladder": steps.ladder(1),
    }
    return render(request, "groups/invitation/about.html", context)


@on_the_way
@require_http_methods(["GET", "POST"])
def decline(request, invitation, way):
    """Saying no: one question, no reason asked."""
    if request.method == "GET":
        return render(request, "groups/invitation/decline.html", {"invitation": invitation})
    decline_invitation(invitation=invitation)
    steps.end(request.session)
    return render(request, "groups/invitation/declined.html", {"who": _name_of(invitation.referrer)})


def _name_of(user):
    return (user.display_name if user else "") or _("The person who invited you")
