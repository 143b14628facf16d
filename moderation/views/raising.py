"""The form with which staff raise a concern: danger and numbers first, then the facts."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.directory.crisis import TIME_ZONES, lines_for
from community.verdicts import require
from moderation import actions
from moderation.forms.concern import RaiseForm
from moderation.models import Concern
from moderation.queue import concerns_from
from moderation.rules import may_raise
from moderation.sources import led_by, source_of

FEW = 4  # crisis lines beside the form; all of them are one press away


@require_http_methods(["GET", "POST"])
def new_concern(request):
    require(may_raise(request.user))
    return _raise(request, led_by(request.user), must_choose=False)


@require_http_methods(["GET", "POST"])
def new_concern_about(request, kind, pk):
    require(may_raise(request.user))
    return _raise(request, source_of(request.user, kind, pk))


def _raise(request, source, *, must_choose=True):
    initial = {"level": str(source.level)}
    form = RaiseForm(request.POST or None, seats=source.seats, must_choose=must_choose, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.concern.raise_concern(
            actor=request.user, group=source.group, **source.facts, **form.facts
        )
        messages.success(request, _said(made))
        return redirect("moderation:concern", pk=made.pk)
    if (
        source.seats or source.sealed
    ):  # each time, also when something was missing: the words stand there again
        form.initial["words"] = actions.concern.begin(source=source, actor=request.user)
    context = {"form": form, "source": source, **numbers(source.group)}
    case = source.facts.get("case") or getattr(source.facts.get("report"), "case", None)
    context["concerns"] = concerns_from(case, request.user) if case else ()
    return render(request, "moderation/concern/new.html", context)


def numbers(group=None, country=None):
    """Emergency numbers and a few crisis lines, for the country a group is in."""
    country = country or (group.country if group else settings.COUNTRY)
    lines = lines_for(country if country in TIME_ZONES else settings.COUNTRY, get_language())
    emergency = [line for line in lines if line.is_emergency]
    others = [line for line in lines if not line.is_emergency and line.phone]
    return {"emergency": emergency, "lines": others[:FEW], "country": country}


def _said(concern):
    if concern.level == Concern.Level.LIFE:
        return _(
            "It is written down, and the safeguarding leads get a mail now. When it hurries, call them yourself. "
            "Stay with the person."
        )
    return _("It is written down. A safeguarding lead will take it in hand.")
