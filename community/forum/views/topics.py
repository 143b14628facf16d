"""A group's forum: its topics, and beginning one."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from community.forum import rules
from community.forum.actions import writing as act
from community.forum.forms.writing import TopicForm
from community.forum.models import ContentNote, Following, Reply, Topic
from community.forum.reading import page_of
from community.verdicts import require
from groups.models import PeerGroup
from groups.views.carrying import seat_in

ON_A_PAGE = 20


def found(request, pk):
    """The group and this person's seat in it, else 404; whoever may not read is told why."""
    groups = PeerGroup.objects.visible_to(request.user).prefetch_related("texts")
    group = get_object_or_404(groups, pk=pk)
    seat = seat_in(group, request.user)
    require(rules.may_read(request.user, seat))
    return group, seat


@require_GET
def topics(request, pk):
    """What this group writes about: the theme of the week, what one follows, and all the rest."""
    group, seat = found(request, pk)
    known = Topic.objects.visible_to(request.user).filter(group=group).select_related("author")
    page = Paginator(known.shown().in_order(), ON_A_PAGE).get_page(request.GET.get("page"))
    marks = Following.objects.of(request.user, [topic.pk for topic in page])
    leads = rules.may_tend(request.user, seat, group)
    context = {
        "group": group,
        "seat": seat,
        "page": page,
        "topics": [row_of(topic, seat, marks.get(topic.pk)) for topic in page],
        "theme": theme_of(group),
        "waiting": own_waiting(group, seat),
        "may_start": rules.may_write(request.user, seat, group),
        "leads": leads,
        "is_waiting": bool(leads) and waits_in(group),
    }
    return render(request, "forum/topic/list.html", context)


def row_of(topic, seat, mark):
    """What the list says of one topic: no numbers of views or signs, only what is new for this person. No query."""
    read_to = mark.read_to if mark else 0
    is_older = mark is None and topic.latest_at < seat.joined_at
    is_muted = mark is not None and mark.is_muted
    return {
        "topic": topic,
        "title": title_of(topic),
        "note": ContentNote.words(topic.content_note) if topic.is_shown else "",
        "is_new": topic.length > read_to and not is_older and not is_muted,
        "is_followed": mark is not None and mark.is_followed,
        "is_muted": is_muted,
        "pages": page_of(topic.length),
    }


def title_of(topic, *, own=False):
    """The title while its opening words are shown, and for its author; else ""."""
    return topic.title if topic.is_shown or own else ""


def theme_of(group):
    """The newest theme of the week that is shown, or None. One query."""
    themes = Topic.objects.filter(group=group, kind=Topic.Kind.WEEK, state=Reply.State.SHOWN)
    return themes.order_by("-started_at").first()


def own_waiting(group, seat):
    """What this person wrote in the group that nobody else sees yet. One query."""
    own = Reply.objects.filter(topic__group=group).own_apart(seat)
    return list(own.select_related("topic"))


def waits_in(group):
    """Whether anything waits for staff: held words, or a topic without an answer. At most two queries."""
    held = Reply.objects.filter(topic__group=group).waiting()
    return held.exists() or Topic.objects.filter(group=group).unanswered().exists()


@sensitive_post_parameters("title", "body")
@require_http_methods(["GET", "POST"])
def start(request, pk):
    """Beginning a topic. What was typed stays in the boxes until it is accepted."""
    group, seat = found(request, pk)
    require(rules.may_write(request.user, seat, group))
    leads = bool(rules.may_tend(request.user, seat, group))
    kinds = {"kind": request.GET.get("kind", Topic.Kind.TALK)}
    form = TopicForm(request.POST or None, is_staff=leads, initial=kinds)
    refusal, status = "", 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            begun = act.start(group=group, author=seat, **form.cleaned_data)
        except PermissionDenied as no:
            refusal, status = str(no), 403
        else:
            return redirect("forum:topic", begun.pk)
    context = {
        "group": group,
        "form": form,
        "refusal": refusal,
        "reads_first": rules.needs_reading(seat, group),
    }
    return render(request, "forum/topic/start.html", context, status=status)
