"""The list of concerns, one concern, and what is done about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.verdicts import require
from moderation import actions
from moderation.acts import ACTS
from moderation.authorities import COUNTRIES
from moderation.forms.concern import DoneForm
from moderation.models import Concern, Fact, Step
from moderation.rules import may_do_step, may_lead_concerns, may_raise
from moderation.views.raising import numbers


@require_GET
def concerns(request):
    require(may_raise(request.user))
    seen = Concern.objects.visible_to(request.user)
    known = (
        seen.select_related("group", "taken_by").prefetch_related("group__texts").with_request().by_urgency()
    )
    page = Paginator(known, 50).get_page(request.GET.get("page"))
    actions.concern.look_through(actor=request.user, count=len(page))
    context = {"page": page, "leads": bool(may_lead_concerns(request.user))}
    return render(request, "moderation/concern/list.html", context)


@require_GET
def concern(request, pk):
    require(may_raise(request.user))
    concern = _seen(request, pk)
    actions.concern.look_at(concern=concern, actor=request.user)
    facts = concern.facts.select_related("by", "corrects")
    if not may_lead_concerns(request.user):
        facts = facts.filter(by=request.user)
        return render(request, "moderation/concern/own.html", {"concern": concern, "facts": facts})
    context = {
        "concern": concern,
        "facts": facts,
        "family": [fact for fact in facts if fact.kind == Fact.Kind.FAMILY],
        "steps": concern.steps.select_related("done_by"),
        "consultations": concern.consultations.select_related("by"),
        "notices": concern.notices.select_related("by"),
        "reveals": concern.reveals.select_related("asked_by", "second"),
        "looks": concern.looks.select_related("by")[:20],
        "acts": [act for act in ACTS.values() if act.is_listed and act.may(request.user, concern)],
        "may_close": ACTS["close"].may(request.user, concern),
        "emergency": numbers(country=concern.country)["emergency"],
        "drafts": COUNTRIES if concern.may_be_minor else (),
    }
    return render(request, "moderation/concern/detail.html", context)


@require_POST
def concern_take(request, pk):
    require(may_raise(request.user))
    concern = _seen(request, pk)
    actions.concern.take(concern=concern, actor=request.user)
    return redirect("moderation:concern", pk=pk)


@require_http_methods(["GET", "POST"])
def concern_act(request, pk, act):
    """One thing done about a concern, each on a page of its own."""
    require(may_raise(request.user))
    concern = _seen(request, pk)
    if act not in ACTS:
        raise Http404
    act = ACTS[act]
    require(act.may(request.user, concern))
    form = act.form(request.POST or None, **act.given(concern, request.user))
    if request.method == "POST" and form.is_valid():
        act.do(concern=concern, actor=request.user, **getattr(form, "facts", form.cleaned_data))
        messages.success(request, _("It is written down."))
        return redirect("moderation:concern", pk=pk)
    actions.concern.look_at(concern=concern, actor=request.user)  # what was written is there to be corrected
    return render(request, "moderation/concern/act.html", {"concern": concern, "act": act, "form": form})


@require_http_methods(["GET", "POST"])
def step_done(request, pk):
    require(may_lead_concerns(request.user))
    step = get_object_or_404(Step.objects.select_related("concern"), pk=pk)
    require(may_do_step(request.user, step))
    form = DoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.step.do_step(step=step, actor=request.user, **form.cleaned_data)
        return redirect("moderation:concern", pk=step.concern_id)
    actions.concern.look_at(concern=step.concern, actor=request.user)  # the page says what the step is
    actions.concern.look_at(concern=step.concern, actor=request.user)
    return render(request, "moderation/concern/done.html", {"step": step, "form": form})


def _seen(request, pk):
    """The concern, if this person may see it; 404 for everybody else."""
    known = Concern.objects.visible_to(request.user).with_clock()
    known = known.select_related("group", "seat", "raised_by", "taken_by", "closed_by", "report")
    return get_object_or_404(known.prefetch_related("group__texts"), pk=pk)
