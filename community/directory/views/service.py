"""One service, whole; and what somebody finds wrong with it."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from community.directory.actions.doubt import doubt
from community.directory.crisis import CHECK_AGAIN_AFTER
from community.directory.forms.doubt import DoubtForm
from community.directory.models import Attribute, Metadata, Service, TaxonomyTerm
from community.directory.rules import may_edit
from community.directory.showing import Shown, clock_of, on_cards, week_of

LATEST = 20  # changes that editors are shown on the card


@login_not_required
@require_safe
def service(request, pk):
    """The whole card, for reading, calling and printing."""
    now, language = timezone.now(), get_language()
    service = get_object_or_404(_whole(Service.objects.visible_to(request.user)), pk=pk)
    edits = may_edit(request.user)
    context = {
        "service": service,
        "card": Shown(service, now, language),
        "hours": _hours(list(service.schedules.all()), now),
        "places": [_place(at, now) for at in service.service_at_locations.all()],
        "kinds": _kinds(service),
        "edits": edits,
        "check_by": timezone.localdate() + CHECK_AGAIN_AFTER,
        "history": _history(service) if edits else [],
    }
    return render(request, "directory/service.html", context)


@login_not_required
@sensitive_variables()
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def wrong(request, pk):
    """A short form: what is wrong. Nobody is asked who they are."""
    service = get_object_or_404(Service.objects.visible_to(request.user), pk=pk)
    form, status = DoubtForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="doubt"):
            doubt(service=service, **form.cleaned_data)
            return redirect("directory:wrong_sent", pk=pk)
        form.add_error(
            None, _("Many have come from your network. Try again in an hour: your words stay in the box.")
        )
        status = 429
    return render(request, "directory/wrong.html", {"service": service, "form": form}, status=status)


@login_not_required
@require_safe
def wrong_sent(request, pk):
    """Thanks, and what happens now."""
    service = get_object_or_404(Service.objects.visible_to(request.user), pk=pk)
    return render(request, "directory/wrong_sent.html", {"service": service})


def _whole(services):
    """With all that the page shows, in a fixed number of queries."""
    return on_cards(services).prefetch_related(
        "additional_urls",
        "contacts__phones",
        "required_documents",
        "service_areas",
        "capacities__unit",
        "service_at_locations__phones",
        *(f"service_at_locations__location__{name}" for name in ("accessibility", "phones")),
    )


def _place(at, now):
    schedules = list(at.schedules.all()) or list(at.location.schedules.all())
    return {"at": at, "location": at.location, "hours": _hours(schedules, now)}


def _hours(schedules, now):
    """The coming week, and what is said beside it; None where nobody told us any hours."""
    if not schedules:
        return None
    told = any(schedule.opens_at for schedule in schedules)
    week = list(week_of(schedules, now)) if told else []
    links = [schedule.schedule_link for schedule in schedules if schedule.schedule_link]
    today = timezone.localdate()
    to_come = [schedule for schedule in schedules if not schedule.valid_to or schedule.valid_to >= today]
    return {"week": week, "schedules": to_come, "clock": clock_of(schedules), "links": links}


def _history(service):
    """What was changed of it, of its parts and of its places, the newest first."""
    parts = (service.phones, service.schedules, service.cost_options, service.languages)
    things = [service, *(part for kind in parts for part in kind.all())]
    for at in service.service_at_locations.all():
        things += [at, at.location, *at.location.addresses.all()]
    return Metadata.objects.of_any(*things)[:LATEST]


def _kinds(service):
    tied = Attribute.objects.about(service).values("taxonomy_term")
    return TaxonomyTerm.objects.filter(pk__in=tied)
