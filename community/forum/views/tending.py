"""How those who lead a group look after its forum: what waits for them, what stays on top, what is closed."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from community.forum import fragments, rules
from community.forum.actions import topic as act
from community.forum.actions.deciding import FORUM
from community.forum.answering import due_at
from community.forum.models import ContentNote, Reply, Topic
from community.forum.views.topic import address
from community.forum.views.topic import found as found_topic
from community.forum.views.topics import found
from community.text import light_markup
from community.verdicts import require
from groups.views.carrying import carries

AT_MOST = 50  # of each kind on the page; the longest waiting come first


@require_GET
def waiting(request, pk):
    """Held words, then topics without an answer: each longest first, with the time by which an answer is due."""
    group, seat = found(request, pk)
    require(rules.may_tend(request.user, seat, group))
    held = Reply.objects.filter(topic__group=group).waiting().select_related("author", "topic")
    unanswered = Topic.objects.filter(group=group).unanswered().select_related("author")
    context = {
        "group": group,
        "held": [_held(reply, group) for reply in held[:AT_MOST]],
        "unanswered": [_unanswered(topic) for topic in unanswered[:AT_MOST]],
    }
    return render(request, "forum/topic/waiting.html", context)


def _held(reply, group):
    reply.topic.group = group
    return {
        "reply": reply,
        "seen": FORUM.mark_of(reply),
        "title": reply.topic.title if reply.opens or reply.topic.is_shown else "",
        "words": light_markup(reply.body),
        "note": ContentNote.words(reply.content_note),
        "why": fragments.why_held(reply),
        "is_about_life": reply.is_about_life,
    }


def _unanswered(topic):
    due = due_at(topic.started_at)
    return {"topic": topic, "due_at": due, "is_late": due < timezone.now()}


@carries
def pin(request, pk):
    return _tended(request, pk, act.pin)


@carries
def unpin(request, pk):
    return _tended(request, pk, act.unpin)


@carries
def close(request, pk):
    return _tended(request, pk, act.close)


@carries
def reopen(request, pk):
    return _tended(request, pk, act.reopen)


def _tended(request, pk, do):
    it = found_topic(request, pk)
    do(topic=it.topic, actor=it.seat)
    return address(it.topic)
