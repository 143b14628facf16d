"""The questions at the ends of a meeting: answering them, reading one's own answers, and opening and closing them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from community.verdicts import require
from groups import caring, rules, tally
from groups.actions import checkin as act
from groups.forms.checkin import AskForm, CheckForm
from groups.models import CheckIn, PeerGroup
from groups.questions import ALL, is_low
from groups.views.carrying import carries, seat_in
from groups.views.room import found

EARLIER = 12  # answers of one's own that the page shows, and meetings of a group that its staff see


@require_http_methods(["GET", "POST"])
def check(request, pk):
    """For a member their own questions and answers; for staff what the group says. A POST answers."""
    return _answered(request, pk) if request.method == "POST" else _page(request, pk)


@require_GET
def _page(request, pk):
    room, seat = found(request, pk)
    require(rules.may_enter(request.user, seat))
    if rules.may_run(request.user, seat, room):
        context = {"room": room, "group": room.group, "group_html": caring.check_group_of(room)}
        return render(request, "groups/checkin/page.html", context)
    meeting = room.meeting() if room.asks and not seat.is_staff else None
    earlier = list(CheckIn.objects.own(seat).select_related("meeting__group")[:EARLIER])
    own = next((row for row in earlier if row.meeting == meeting and row.kind == room.asks), None)
    for row in earlier:
        row.said = [(ALL[key].words, number) for key, number in row.answers.items() if key in ALL]
    context = {
        "room": room,
        "group": room.group,
        "kind": room.asks if meeting else "",
        "questions": caring.questions_for(room.asks, own.answers if own else {}) if meeting else [],
        "lines": caring.help_lines(room) if own and is_low(own.answers) else [],
        "earlier": earlier,
    }
    return render(request, "groups/checkin/page.html", context)


@carries
def _answered(request, pk):
    room, seat = found(request, pk)
    form = CheckForm(request.POST)
    if form.is_valid():
        act.answer_check(room=room, seat=seat, **form.facts())
    else:
        require(rules.may_answer_check(request.user, seat, room, None, ""))
    return reverse("groups:room", args=[room.pk])


@carries
def check_open(request, pk):
    room, seat = found(request, pk)
    form = AskForm(request.POST)
    if form.is_valid():
        act.open_check(room=room, actor=seat, kind=form.cleaned_data["kind"])
    return reverse("groups:room", args=[room.pk])


@carries
def check_close(request, pk):
    room, seat = found(request, pk)
    act.close_check(room=room, actor=seat)
    return reverse("groups:room", args=[room.pk])


@require_GET
def group_over_time(request, pk):
    """For those who lead: what the group said as a whole at its last meetings, where five or more did. Two queries.

    It is what they could read at each meeting (`groups.tally`), and nothing is counted anew.
    """
    group = get_object_or_404(
        PeerGroup.objects.small().visible_to(request.user).prefetch_related("texts"), pk=pk
    )
    require(rules.may_lead(request.user, seat_in(group, request.user)))
    begun = group.meetings.held().filter(starts_at__lte=timezone.now())
    meetings = list(begun.prefetch_related("check_ins").order_by("-starts_at")[:EARLIER])
    for meeting in meetings:
        rows = meeting.check_ins.all()
        meeting.told = {
            kind: list(tally.summaries([row for row in rows if row.kind == kind]).values())
            for kind in CheckIn.Kind.values
        }
    return render(request, "groups/checkin/over_time.html", {"group": group, "meetings": meetings})
