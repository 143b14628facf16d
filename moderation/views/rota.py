"""The rota: who is on duty when, and how much hard material each has read."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.verdicts import require
from moderation import actions, exposure, rules
from moderation.forms.shift import PlanForm
from moderation.models import Shift
from moderation.rota import holes
from moderation.views.refused import refused_in
from moderation.watchers import everybody

AHEAD = timedelta(days=14)


@require_http_methods(["GET", "POST"])
def rota(request):
    """Two weeks of shifts, the hours in which nobody is on duty, and the form to plan one."""
    require(rules.may_see_rota(request.user))
    may_plan = rules.may_plan_shifts(request.user)
    form = PlanForm(request.POST or None) if may_plan else None
    if request.method == "POST":
        require(may_plan)
        if form.is_valid() and not refused_in(form, actions.shift.plan, actor=request.user):
            return redirect("moderation:rota")
    now = timezone.now()
    planned = list(
        Shift.objects.visible_to(request.user)
        .filter(ended_at=None)
        .touching(now, now + AHEAD)
        .select_related("person")
        .order_by("starts_at", "order")
    )
    for shift in planned:
        shift.may_take_off = bool(may_plan) and bool(rules.may_take_off(request.user, shift))
    context = {
        "form": form,
        "may_plan": may_plan,
        "planned": planned,
        "holes": holes(planned, now, now + AHEAD),
        "until": now + AHEAD,
    }
    return render(request, "moderation/rota/page.html", context)


@require_POST
def shift_take_off(request, pk):
    require(rules.may_plan_shifts(request.user))
    shift = get_object_or_404(Shift.objects.visible_to(request.user).select_related("person"), pk=pk)
    actions.shift.take_off(shift=shift, actor=request.user)
    return redirect("moderation:rota")


@require_GET
def exposure_of_all(request):
    """How many severe cases each colleague had before them this week: numbers, for safeguarding leads."""
    require(rules.may_see_loads(request.user))
    people = sorted(everybody().values(), key=lambda user: (user.display_name, str(user.pk)))
    actions.shift.look_at_loads(actor=request.user, count=len(people))
    week = exposure.severe_looks(since=timezone.now() - exposure.WEEK, people=[user.pk for user in people])
    rows = [{"person": user, "count": week[user.pk]} for user in people]
    return render(request, "moderation/rota/exposure.html", {"rows": rows})
