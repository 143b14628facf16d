"""The invited person's way in, second part: promise, name, a way to come back, and the seat."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from community.verdicts import require
from groups import aliases, rules, steps
from groups.actions.seat import NoFreeSeat, accept, join
from groups.forms.agreement import AgreementForm
from groups.forms.seat import AccountForm, AliasForm, offers_beside
from groups.models import Agreement, AgreementText, Membership
from groups.models.group import free_seats
from groups.views import once
from groups.views.invitation import on_the_way, seat_of, while_a_seat_is_free

ANSWERS = "answers"


def wording_in_force(group):
    """The agreement's wording in the page's language. Two queries."""
    agreements = Agreement.objects.filter(group=group, version=group.agreement_version)
    agreement = get_object_or_404(agreements.prefetch_related("texts"))
    agreement.group = group
    return agreement.text(get_language())


def answers(request, text):
    """The wording's questions with what was just answered, now or on the page before this one."""
    given = request.POST if request.method == "POST" else once.take(request, ANSWERS)
    return AgreementForm(given if given or request.method == "POST" else None, questions=text.questions)


def asked_again(request):
    """To the same page as a page of its own, so that Back and Reload work. The answers are kept for that page."""
    given = {name: value for name, value in request.POST.items() if name.startswith("q")}
    once.keep(request, ANSWERS, given or {"none": ""})
    return redirect(request.path)


@on_the_way
@while_a_seat_is_free
@require_http_methods(["GET", "POST"])
def agreement(request, invitation, way):
    """The promise, its limits first, and its questions. Only that all were answered right is kept."""
    text = wording_in_force(invitation.group)
    form = answers(request, text)
    if request.method == "POST":
        if not form.is_valid():
            return asked_again(request)
        way.text = text.pk
        steps.save(request.session, way)
        return redirect("groups:name")
    context = {"group": invitation.group, "text": text, "form": form, "ladder": steps.ladder(2)}
    return render(request, "groups/invitation/agreement.html", context)


@on_the_way
@while_a_seat_is_free
@require_http_methods(["GET", "POST"])
def name(request, invitation, way):
    """The name the others will know."""
    if way.text is None:
        return redirect("groups:agreement")
    user = request.user if request.user.is_authenticated else None
    form = AliasForm(request.POST or None, user=user, initial={"alias": way.alias})
    if request.method == "POST" and form.is_valid():
        way.alias, way.offers = form.cleaned_data["alias"], []
        steps.save(request.session, way)
        return redirect("groups:seat")
    context = {
        "form": form,
        "suggestions": aliases.suggest(key=invitation.pk, language=get_language()),
        "ladder": steps.ladder(3),
    }
    return render(request, "groups/invitation/name.html", context)


@on_the_way
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def seat(request, invitation, way):
    """A way to come back, and with it the seat. Whoever is signed in keeps the account they have."""
    if way.text is None:
        return redirect("groups:agreement")
    if not way.alias:
        return redirect("groups:name")
    if request.method == "GET" and not free_seats(invitation.group):
        return redirect("groups:invitation")  # a press is answered by `_take`, which knows for certain
    signed_in = request.user.is_authenticated
    if signed_in:
        require(rules.may_sit(request.user, seat_of(request, invitation.group)))
    form = None if signed_in else _account_form(request, way)
    if request.method == "POST" and (form is None or form.is_valid()):
        return _take(request, invitation, way, form)
    context = {"alias": way.alias, "group": invitation.group, "form": form, "ladder": steps.ladder(4)}
    return render(request, "groups/invitation/seat.html", context)


def _account_form(request, way):
    if not way.offers:
        way.offers = offers_beside(way.alias)
        steps.save(request.session, way)
    return AccountForm(request.POST or None, alias=way.alias, offers=way.offers)


def _take(request, invitation, way, form):
    """Take the seat; a refusal leads back to the step that it is about, and nothing typed there is lost."""
    texts = AgreementText.objects.select_related("agreement").filter(pk=way.text)
    facts = {"invitation": invitation, "alias": way.alias, "text": get_object_or_404(texts)}
    # Whoever invites can make an invitation anew; their tries in this group stay counted all the same.
    clashes = {"action": "invitation_alias", "key": f"{invitation.group_id} {invitation.referrer_id}"}
    if not ratelimit.consume(request, dry_run=True, **clashes):
        return render(request, "groups/invitation/names_tried.html", {"invitation": invitation}, status=429)
    try:
        if form is None:
            membership = accept(user=request.user, **facts)
        else:
            membership = join(language=get_language(), **form.account, **facts)
    except NoFreeSeat:
        return render(request, "groups/invitation/full.html", {"invitation": invitation}, status=409)
    except ValidationError as refusal:
        if refusal.code == "taken":  # each tells that somebody there is called so: a few of them, and no more
            ratelimit.consume(request, **clashes)
        messages.warning(request, refusal.message)
        return redirect("groups:agreement" if refusal.code == "changed" else "groups:name")
    steps.end(request.session)
    return _arrive(request, membership, is_new=form is not None)


def _arrive(request, membership, *, is_new):
    """Sign a new person in, and welcome them."""
    response = redirect("groups:welcome")
    if is_new:
        response = perform_login(request, membership.user, redirect_url=reverse("groups:welcome"))
    request.session[steps.SEATED] = {"seat": str(membership.pk), "is_new": is_new}
    return response


@require_GET
def welcome(request):
    """The seat is yours: when it meets, how to get there, how to come back."""
    seated = request.session.get(steps.SEATED, {})
    mine = Membership.objects.current().filter(user=request.user)
    mine = mine.select_related("group__room", "invitation")
    membership = mine.filter(pk=seated.get("seat")).first() if seated else None
    if membership is None:
        return redirect("groups:home")
    meeting = membership.group.meetings.coming().first()
    context = {
        "membership": membership,
        "group": membership.group,
        "meeting": meeting,
        "is_on": meeting is not None
        and (meeting.starts_at <= timezone.now() or meeting.opened_at is not None),
        "channel": membership.invitation.channel,
        "is_new": seated["is_new"],
        "ladder": steps.ladder(5),
    }
    return render(request, "groups/invitation/welcome.html", context)
