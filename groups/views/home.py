"""The page after signing in: what is next, and the ways that lead on for this person."""

from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from community.accounts.rules import is_missing
from community.news import news_of
from groups.models import Meeting, Membership, Note, Paged
from groups.rules import may_enter, may_lead, may_plan, may_refer


@require_GET
def home(request):
    user = request.user
    seats = list(
        Membership.objects.current()
        .filter(user=user, group__ended_at=None)
        .annotate(has_questions=Exists(Note.objects.open_questions().filter(seat=OuterRef("pk"))))
        .select_related("group__room", "user")
        .prefetch_related("group__texts")
    )
    hand_questions(user, seats)
    cards = [card_of(user, seat, meeting) for seat, meeting in with_next_meeting(seats)]
    context = {
        "ended": None if cards else last_ended(user),
        "cards": sorted(
            cards, key=lambda card: card["meeting"].starts_at.timestamp() if card["meeting"] else 9e99
        ),
        "pages": pages_of(user, seats),
        "missing": is_missing(user),
        "news": news_of(user),
        "may_refer": may_refer(user),
        "may_plan": may_plan(user),
        "may_watch": user.holds("moderator", "safeguarding"),
    }
    return render(request, "groups/home/page.html", context)


def pages_of(user, seats):
    """What this person was asked to come for, with whether it is a room they lead. One query; none for members."""
    if not user.is_staff_somewhere:
        return []
    pages = list(Paged.objects.waiting_for(user).select_related("paging__room"))
    led = {seat.group_id for seat in seats if seat.is_staff}
    for page in pages:
        page.leads = page.paging.room.group_id in led
    return pages


def hand_questions(user, seats):
    """Give each seat its `questions` for the next meeting. One query where there are any, else none."""
    asking = [seat for seat in seats if seat.has_questions]
    own = list(Note.objects.visible_to(user).open_questions().filter(seat__in=asking)) if asking else []
    for seat in seats:
        seat.questions = [note for note in own if note.seat_id == seat.pk]


def last_ended(user):
    """The seat that ended last, for somebody who has none now, or None. Why it ended is not said. One query."""
    ended = user.memberships.in_groups().exclude(left_at=None).filter(part=Membership.Part.MEMBER)
    return ended.select_related("group").prefetch_related("group__texts").order_by("-left_at").first()


def with_next_meeting(seats):
    """Each seat with the meeting that is on or comes next, or None. One query for all."""
    coming = {}
    for meeting in Meeting.objects.coming().filter(group__in=[seat.group_id for seat in seats]):
        coming.setdefault(meeting.group_id, meeting)
    return [(seat, coming.get(seat.group_id)) for seat in seats]


def card_of(user, seat, meeting):
    """What the home page says about one seat. No query."""
    soon = meeting is not None and (meeting.starts_at - timezone.now()).total_seconds() < 30 * 60
    return {
        "seat": seat,
        "group": seat.group,
        "meeting": meeting,
        "is_soon": soon,
        "has_begun": meeting is not None and meeting.starts_at <= timezone.now(),
        "may_enter": may_enter(user, seat),
        "may_lead": may_lead(user, seat),
    }
