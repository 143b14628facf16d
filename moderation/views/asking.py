"""A member asks staff to look: at words or at a person; and reads later how it ended."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.directory.crisis import TIME_ZONES, lines_for
from community.forum.models import Reply
from community.forum.rules import may_report as may_report_reply
from community.verdicts import require
from groups.models import Membership, Message
from groups.rules import may_enter, may_report
from groups.views.carrying import address_of, seat_in
from groups.views.room import found
from moderation.actions import report as act
from moderation.actions.again import ask_again as ask_for_a_second_look
from moderation.forms.report import AgainForm, ReportForm, WorryForm
from moderation.models import Report
from moderation.rules import may_ask_again, may_report_person

WORRY = Report.Kind.WORRY


@require_http_methods(["GET", "POST"])
def report(request, pk):
    """Something said. The first choice is the worry about whoever said it."""
    seen = Message.objects.visible_to(request.user).select_related("room__group", "author").distinct()
    message = get_object_or_404(seen, pk=pk)
    seat = seat_in(message.room.group, request.user)
    require(may_report(request.user, seat, message))
    return _asked(
        request,
        message.room,
        message.author,
        lambda **facts: act.report(message=message, reporter=seat, **facts),
    )


@require_http_methods(["GET", "POST"])
def report_reply(request, pk):
    """Something written between meetings; the way back leads to its topic."""
    seen = Reply.objects.visible_to(request.user).select_related("topic__group__room", "author").distinct()
    reply = get_object_or_404(seen, pk=pk)
    seat = seat_in(reply.group, request.user)
    require(may_report_reply(request.user, seat, reply))
    return _asked(
        request,
        reply.group.room,
        reply.author,
        lambda **facts: act.report_reply(reply=reply, reporter=seat, **facts),
        back=resolve_url("forum:topic", pk=reply.topic_id),
    )


@require_GET
def whom(request, pk):
    """The people of one's own room by their aliases: whom is it about?"""
    room, seat = found(request, pk)
    require(may_enter(request.user, seat))
    seats = [other for other in room.group.memberships.current().order_by("seat_number") if other != seat]
    return render(request, "moderation/report/whom.html", {"room": room, "seats": seats})


@require_http_methods(["GET", "POST"])
def report_person(request, pk):
    """Somebody in the group, by their alias."""
    beside = Membership.objects.beside(request.user).current().select_related("group__room", "user")
    whom = get_object_or_404(beside.distinct(), pk=pk)
    seat = seat_in(whom.group, request.user)
    require(may_report_person(request.user, seat, whom))
    return _asked(
        request,
        whom.group.room,
        whom,
        lambda **facts: act.report_person(seat=whom, reporter=seat, **facts),
        back=address_of(whom.group),
    )


def _asked(request, room, about, bring, back=""):
    """The choices; with `?worried`, help before a form; and back to the room, or `back`, when it was sent."""
    back = back or resolve_url("groups:room", pk=room.pk)
    is_worry = "worried" in request.GET or request.POST.get("kind") == WORRY
    form = (WorryForm if is_worry else ReportForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {**form.cleaned_data, **({"kind": WORRY} if is_worry else {})}
        bring(**facts)
        messages.success(
            request, _("Thank you. A moderator will look at it. Nobody in the group is told who asked.")
        )
        return redirect(back)
    context = {
        "form": form,
        "room": room,
        "back": back,
        "alias": about.alias if about else "",
        "address": request.path,
    }
    if is_worry:
        context |= _help(room.group)
    return render(request, f"moderation/report/{'worry' if is_worry else 'new'}.html", context)


def _help(group):
    """The crisis lines of the group's country, and its emergency number."""
    country = group.country if group.country in TIME_ZONES else settings.COUNTRY
    lines = lines_for(country, get_language())
    return {
        "emergency": [line for line in lines if line.is_emergency],
        "lines": [line for line in lines if line.phone and not line.is_emergency][:3],
    }


@require_GET
def my_reports(request):
    """What I asked staff to look at, and how it ended. No words, and nothing about anybody else."""
    page = Paginator(Report.objects.made_by(request.user), 20).get_page(request.GET.get("page"))
    for report in page:
        report.may_ask_again = may_ask_again(report, until=report.second_look_until)
    return render(request, "moderation/report/mine.html", {"page": page})


@require_http_methods(["GET", "POST"])
def ask_again(request, pk):
    """A second look, by somebody else, at what I asked and was answered. Pressed twice, it is asked for once."""
    found = get_object_or_404(Report.objects.made_by(request.user), pk=pk)
    verdict = may_ask_again(found, until=found.second_look_until)
    if request.method == "GET" or not _has_asked_again(found):
        require(verdict)
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_a_second_look(report=found, **form.cleaned_data)
        except PermissionDenied:
            if not _has_asked_again(found):
                raise
        messages.success(request, _("Thank you. Somebody else looks at it."))
        return redirect("moderation:my_reports")
    return render(request, "moderation/report/again.html", {"form": form, "report": found})


def _has_asked_again(report):
    return Report.objects.filter(follows=report).exists()
