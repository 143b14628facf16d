"""Groups as everyone may read about them, and as coordinators plan them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.verdicts import require
from groups.actions.group import create_group
from groups.forms.group import GroupForm
from groups.models import PeerGroup
from groups.rules import may_plan


def listed():
    """Running groups with their texts and seats in use, boards left out. Two queries, whatever their number."""
    return (
        PeerGroup.objects.small()
        .running()
        .with_seats()
        .prefetch_related("texts")
        .order_by("first_on", "meets_at")
    )


@login_not_required
@require_GET
def groups(request):
    return render(request, "groups/group/list.html", {"groups": listed()})


@login_not_required
@require_GET
def group(request, pk):
    group = get_object_or_404(listed(), pk=pk)
    return render(request, "groups/group/about.html", {"group": group, "text": group.text()})


@require_http_methods(["GET", "POST"])
def plan(request):
    require(may_plan(request.user))
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        create_group(actor=request.user, **form.facts())
        messages.success(request, _("The group is made, with its room and its first meetings."))
        return redirect("groups:plan")
    return render(request, "groups/group/plan.html", {"form": form, "groups": listed()})
