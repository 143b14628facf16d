"""Objections as moderators see them: what waits, and answering one with the sealed evidence at hand."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.verdicts import require
from moderation.actions import appeal as act
from moderation.forms.appeal import AnswerForm
from moderation.house_rules import RULES, rule
from moderation.models import Appeal, Report
from moderation.rules import may_decide_appeal, may_watch


@require_GET
def appeals(request):
    """Those that wait first, longest at the top; each says whether this person may answer it."""
    require(may_watch(request.user))
    known = Appeal.objects.visible_to(request.user).select_related("decision__case__group", "decided_by")
    reported = Prefetch("decision__case__reports", Report.objects.only("case", "reporter"))
    known = known.prefetch_related(
        "decision__case__group__texts", "decision__case__group__memberships", reported
    )
    page = Paginator(known.order_by(F("decided_at").asc(nulls_first=True), "made_at"), 50)
    page = page.get_page(request.GET.get("page"))
    for appeal in page:
        appeal.may_answer = may_decide_appeal(request.user, appeal)
    return render(request, "moderation/appeal/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def appeal(request, pk):
    """The objection, the first decision and the sealed evidence. Opening it is a look, and looks are recorded."""
    require(may_watch(request.user))
    known = Appeal.objects.visible_to(request.user).select_related("decision__case__group", "decided_by")
    found = get_object_or_404(known.select_related("decision__made_by", "decision__second_by"), pk=pk)
    verdict = may_decide_appeal(request.user, found)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        require(verdict)
        if form.is_valid() and answered(request, found, form):
            return redirect("moderation:appeals")
    lines = act.look_at_appeal(appeal=found, actor=request.user)
    decision = found.decision
    context = {
        "appeal": found,
        "decision": decision,
        "cited": rule(decision.rule, get_language()) if decision.rule in RULES else None,
        "lines": lines,
        "may_answer": verdict,
        "form": form,
    }
    return render(request, "moderation/appeal/page.html", context)


def answered(request, found, form):
    """Whether it is answered; the form says why not, and a message what could not be given back."""
    try:
        done = act.decide_appeal(appeal=found, actor=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("Answered. The person reads it on their own page."))
    if done.decision.not_undone:
        messages.warning(request, done.decision.not_undone)
    return True
