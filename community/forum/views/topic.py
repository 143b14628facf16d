"""One topic: reading it page by page, replying in it, following it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from community.forum import fragments, rules
from community.forum.actions import following
from community.forum.actions import writing as act
from community.forum.caring import help_of
from community.forum.forms.writing import ReplyForm
from community.forum.models import Reply
from community.forum.reading import opened, page_of, replies_on, waiting_in
from community.forum.views.topics import title_of
from community.verdicts import require
from groups.models import Muting
from groups.views.carrying import carries

LONGEST_NUMBER = 7  # digits; what is longer is no page of ours


def found(request, pk):
    """The topic as this person comes to it, else 404; whoever may not read is told why."""
    it = opened(pk, request.user)
    if it is None:
        raise Http404
    require(rules.may_read(request.user, it.seat))
    return it


def address(topic, reply=None):
    """Where a topic is, or a reply in it; words that wait stand on the last page."""
    to = reverse("forum:topic", args=[topic.pk])
    if reply is None:
        return to
    return f"{to}?page={page_of(reply.position or topic.length)}#reply-{reply.pk}"


# --- Reading ------------------------------------------------------------------------
@require_GET
def topic(request, pk):
    """Twenty replies of it. How far the person has read is written down only when it moves."""
    it = found(request, pk)
    number = _page(request.GET.get("page", ""), it)
    quoting = _quoted(request.GET.get("quote"), it.topic)
    return page(request, it, number=it.pages if quoting else number, quoting=quoting)


def _page(wanted, it):
    """The page that was asked for, or the nearest there is."""
    if not wanted.isdecimal() or len(wanted) > LONGEST_NUMBER:
        return 1
    return min(max(int(wanted), 1), it.pages)


def _quoted(wanted, topic):
    """What the words in the box quote, while it is there; else None. One query when something is named."""
    try:
        pk = UUID(str(wanted or ""))
    except ValueError:
        return None
    quoted = topic.replies.select_related("author").filter(pk=pk).first()
    return quoted if rules.may_quote(quoted, topic) else None


def page(request, it, *, number, form=None, refusal="", quoting=None, status=200):
    """The whole page, with a form that was refused: its words are still in the box."""
    topic, seat, user = it.topic, it.seat, request.user
    replies = replies_on(topic, number)
    is_last = number == it.pages
    leads = rules.may_tend(user, seat, topic.group)
    own = topic.author_id == seat.pk
    form = form or ReplyForm(initial={"quotes": quoting.pk} if quoting else None)
    context = {
        "pk": topic.pk,
        "topic": topic,
        "group": topic.group,
        "group_name": it.group_name,
        "seat": seat,
        "title": title_of(topic, own=own and topic.state in Reply.WAITING),
        "replies": _pieces(replies, it),
        "apart": [fragments.reply_html(r, own=True) for r in _waiting(it)] if is_last else [],
        "help": help_of(topic, seat) if is_last and it.has_found else "",
        "number": number,
        "pages": range(1, it.pages + 1) if it.pages > 1 else (),
        "is_last": is_last,
        "may_reply": rules.may_reply(user, seat, topic),
        "form": form,
        "client_id": form["client_id"].value() or "",
        "fields": fragments.fields_html(form) if is_last else "",
        "quoting": fragments.quote_of(quoting) if quoting else None,
        "refusal": refusal,
        "reads_first": rules.needs_reading(seat, topic.group),
        "mode": it.mode,
        "leads": leads,
    }
    if replies and replies[-1].position > it.read_to:
        following.read(topic=topic, actor=seat, to=replies[-1].position)
    return render(request, "forum/topic/page.html", context, status=status)


def _pieces(replies, it):
    """(piece, whether what is new for this person begins there) for each reply. One query where somebody is folded."""
    seat = it.seat
    pieces = [fragments.reply_html(reply, own=reply.author_id == seat.pk) for reply in replies]
    if it.folds and not seat.is_staff:
        whom = {muting.whom_id for muting in Muting.objects.folded_by(seat)}
        pieces = fragments.folded(replies, pieces, whom, seat=seat)
    first = it.read_to + 1 if it.read_to else 0  # in a topic never opened all is new, and no line says so
    return [(piece, reply.position == first) for piece, reply in zip(pieces, replies, strict=True)]


def _waiting(it):
    return waiting_in(it.topic, it.seat) if it.has_waiting else []


@require_GET
def unread(request, pk):
    """On to the first words this person has not had before them."""
    it = found(request, pk)
    where = f"?page={page_of(it.first_unread)}" + ("#new" if 0 < it.read_to < it.topic.length else "")
    return redirect(address(it.topic) + where)


# --- Writing --------------------------------------------------------------------------
@sensitive_post_parameters("body")
@require_http_methods(["POST"])
def write(request, pk):
    """The reply form. What was typed stays in the box until it is accepted."""
    it = found(request, pk)
    form = ReplyForm(request.POST)
    quoting = _quoted(request.POST.get("quotes"), it.topic)
    if not form.is_valid():
        return page(request, it, number=it.pages, form=form, quoting=quoting, status=422)
    try:
        reply = act.write(topic=it.topic, author=it.seat, **form.cleaned_data)
    except PermissionDenied as no:
        return page(request, it, number=it.pages, form=form, refusal=str(no), quoting=quoting, status=403)
    return redirect(address(reply.topic, reply))


# --- Following -------------------------------------------------------------------------
@carries
def follow(request, pk):
    return _marked(request, pk, following.follow)


@carries
def mute(request, pk):
    return _marked(request, pk, following.mute)


@carries
def unmark(request, pk):
    return _marked(request, pk, following.unmark)


def _marked(request, pk, act):
    it = found(request, pk)
    act(topic=it.topic, actor=it.seat)
    return f"{address(it.topic)}?page={it.pages}#following"
