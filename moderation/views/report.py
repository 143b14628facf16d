"""The moderators' plain list of reports, and opening one."""

from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_POST

from community.verdicts import require
from groups.models import HelpCall, Message
from moderation import actions
from moderation.models import Report
from moderation.rules import may_watch
from moderation.waiting import coordinators, waiting_rooms

BECAME = {
    Message.State.HIDDEN: _lazy("Staff had hidden this from the group."),
    Message.State.RETRACTED: _lazy("Whoever wrote this had taken it back."),
}


@require_GET
def reports(request):
    require(may_watch(request.user))
    seen = Report.objects.visible_to(request.user)
    waiting = seen.select_related("group", "seen_by").prefetch_related("group__texts")
    page = Paginator(waiting.order_by(F("seen_at").asc(nulls_first=True), "made_at"), 50).get_page(
        request.GET.get("page")
    )
    known = HelpCall.objects.select_related("caller", "answered_by", "room__group")
    known = known.prefetch_related("room__group__texts")
    calls, rooms = list(known.open()), waiting_rooms(request.user)
    context = {
        "rooms": rooms,
        "coordinators": coordinators() if rooms else [],
        "page": page,
        "calls": calls,
        "taken": known.taken_lately(),
        "count": len(calls) + len(rooms) + seen.open().count(),
    }
    return render(request, "moderation/report/list.html", context)


@require_GET
def report_detail(request, pk):
    require(may_watch(request.user))
    known = Report.objects.visible_to(request.user).select_related(
        "group", "seat", "seen_by", "case__message", "case__reply"
    )
    report = get_object_or_404(known, pk=pk)
    lines = actions.report.look_at(report=report, actor=request.user)
    for line in lines:
        line["became"] = BECAME.get(line["state"], "")
    return render(request, "moderation/report/detail.html", {"report": report, "lines": lines})


@require_POST
def report_seen(request, pk):
    require(may_watch(request.user))
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    actions.report.see_to(report=report, actor=request.user)
    return redirect("moderation:reports")


@require_POST
def take_call(request, pk):
    require(may_watch(request.user))
    call = get_object_or_404(HelpCall.objects.select_related("room__group"), pk=pk)
    actions.call.take_call(call=call, actor=request.user)
    return redirect("moderation:reports")
