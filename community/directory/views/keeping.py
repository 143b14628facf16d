"""The editors’ pages: what waits to be checked, and changing what a card says."""

from itertools import chain

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.directory.actions import entry
from community.directory.actions.doubt import read_doubts, settle
from community.directory.crisis import CHECK_AGAIN_AFTER
from community.directory.forms.entry import EntryForm
from community.directory.forms.parts import part_forms
from community.directory.forms.place import place_forms
from community.directory.models import Doubt, Link, Service, Url
from community.directory.rules import may_edit
from community.verdicts import require

AT_ONCE = 30  # stale cards on a page
MOST_BROKEN = 100
AT = "service_at_locations__location"
PARTS = (
    "phones",
    "schedules",
    "cost_options",
    "languages",
    f"{AT}__addresses",
    f"{AT}__service_at_locations",
)


@sensitive_variables("doubts")
@require_safe
def kept(request):
    """What readers say is wrong, links that lead nowhere, and cards nobody has checked for long, the oldest first."""
    require(may_edit(request.user))
    doubts = read_doubts(actor=request.user)
    stale = (
        Service.objects.visible_to(request.user).active().stale().select_related("organization", "assured_by")
    )
    pages = Paginator(stale.order_by(F("assured_date").asc(nulls_first=True), "name", "pk"), AT_ONCE)
    context = {
        "doubts": doubts,
        "broken": _broken(request.user),
        "page": pages.get_page(request.GET.get("page")),
        "asks_links": settings.LINK_CHECK,
    }
    return render(request, "directory/kept.html", context)


@require_POST
def settled(request, pk):
    """One of what readers said was looked into."""
    require(may_edit(request.user))
    doubt = get_object_or_404(Doubt.objects.visible_to(request.user), pk=pk)
    try:
        settle(doubt=doubt, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("It is off the list."))
    return redirect("directory:kept")


@require_POST
def assure(request, pk):
    """Somebody looked today: all of it is so, and is to be looked at again by that day."""
    require(may_edit(request.user))
    service = get_object_or_404(Service.objects.visible_to(request.user), pk=pk)
    check_by = _day(request.POST.get("check_by", ""))
    today = timezone.localdate()
    if check_by is None or not today < check_by <= today + CHECK_AGAIN_AFTER:
        messages.error(request, _("Choose a day from tomorrow on, at most 180 days away."))
    else:
        entry.assure(service=service, actor=request.user, check_by=check_by)
        messages.success(request, _("It says now that you checked it today."))
    return redirect("directory:service", pk=pk)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """The words of a card in one language, its facts, and its parts: numbers, hours, prices, languages, places."""
    require(may_edit(request.user))
    service = get_object_or_404(Service.objects.visible_to(request.user).prefetch_related(*PARTS), pk=pk)
    language = _language(request)
    asked = request.POST or None
    form = EntryForm(asked, service=service, language=language)
    facts = {"service": service, "language": language}
    parts = {**part_forms(asked, **facts), "places": place_forms(asked, **facts)}
    if request.method == "POST" and all(one.is_valid() for one in chain([form], *parts.values())):
        try:
            _change(request.user, form, chain(*parts.values()))
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The card says it so now."))
            return redirect("directory:service", pk=pk)
    context = {
        "service": service,
        "form": form,
        "language": language,
        "languages": settings.LANGUAGES,
        "parts": parts,
    }
    return render(request, "directory/edit.html", context)


@transaction.atomic
def _change(actor, form, parts):
    form.save(actor=actor)
    for one in parts:
        one.save(actor=actor)


def _language(request):
    asked = request.POST.get("language") or request.GET.get("language") or get_language()
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _day(text):
    try:
        return parse_date(text)
    except ValueError:
        return None


def _broken(user):
    """(link, the services whose cards lead to it), in three queries."""
    links = list(Link.objects.visible_to(user).broken().order_by("-asked_at")[:MOST_BROKEN])
    named = {link.url: [] for link in links}
    services = Service.objects.visible_to(user).active()
    for service in services.filter(url__in=named):
        named[service.url].append(service)
    for further in Url.objects.filter(url__in=named, service__in=services).select_related("service"):
        named[further.url].append(further.service)
    return [(link, named[link.url]) for link in links]
