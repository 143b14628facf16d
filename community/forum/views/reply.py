"""One reply: what can be done about it, changing it, taking it back, giving it a sign."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from community.audit.actions import record
from community.forum import fragments, rules
from community.forum.actions import reaction as signs
from community.forum.actions import reply as act
from community.forum.actions.deciding import FORUM
from community.forum.actions.writing import edit as change
from community.forum.forms.writing import edit_form_for
from community.forum.models import ContentNote, Reaction, Reply
from community.forum.views.topic import address
from community.text import light_markup
from community.verdicts import require
from groups.actions.message import CHANGED
from groups.forms.message import ReasonForm
from groups.forms.reaction import ReactionForm
from groups.presses import counted
from groups.rules import may_fold
from groups.views.carrying import carries, seat_in


def found(request, pk):
    """The reply and this person's seat in its group, else 404. Held words are found by those who lead."""
    known = Reply.objects.filter(pk=pk).select_related(
        "author", "decided_by", "quotes__author", "topic__group"
    )
    reply = known.visible_to(request.user).first() or known.held_for(request.user).first()
    if reply is None:
        raise Http404
    seat = seat_in(reply.topic.group, request.user)
    if (
        reply.position is None
        and reply.author_id != seat.pk
        and not rules.may_tend(request.user, seat, seat.group)
    ):
        raise Http404
    return reply, seat


# --- Choices ---------------------------------------------------------------------------
@require_GET
def reply(request, pk):
    """What this person can do about something written. Seeing hidden words is a look, and looks are recorded."""
    reply, seat = found(request, pk)
    require(rules.may_read(request.user, seat))
    return choices(request, reply, seat)


def choices(request, reply, seat, *, form=None, status=200):
    user, is_own = request.user, reply.author_id == seat.pk
    may_decide = rules.may_decide(user, seat, reply)
    is_hidden = reply.state == Reply.State.HIDDEN
    looks = is_hidden and bool(may_decide) and not is_own and "look" in request.GET
    if looks:
        record(user, "reply.looked", reply)
    seen = FORUM.mark_of(reply)
    readable = reply.state in {Reply.State.SHOWN, *Reply.WAITING} or (is_hidden and (is_own or looks))
    context = {
        "reply": reply,
        "topic": reply.topic,
        "group": reply.topic.group,
        "title": reply.topic.title if reply.opens and readable else "",
        "is_own": is_own,
        "is_hidden": is_hidden,
        "is_looking": looks,
        "words": light_markup(reply.body) if readable else "",
        "note": ContentNote.words(reply.content_note) if readable else "",
        "quote": fragments.quote_of(reply.quotes) if readable and reply.quotes else None,
        "why_held": fragments.why_held(reply) if may_decide and reply.state == Reply.State.HELD else [],
        "reason": reply.reason if is_own or may_decide else "",
        "form": form or ReasonForm(),
        "seen": seen,
        "changed": "" if request.POST.get("seen", seen) in {"", seen} else CHANGED,
        "back": address(reply.topic, reply) if is_own else after(reply),
        "may_look": is_hidden and may_decide and not is_own,
        "leads": may_decide,
        **_verdicts(user, seat, reply),
        **_answering(user, seat, reply),
        **_folding(user, seat, reply),
    }
    return render(request, "forum/reply/page.html", context, status=status)


def _verdicts(user, seat, reply):
    return {
        "may_edit": rules.may_edit(user, seat, reply),
        "may_retract": rules.may_retract(user, seat, reply),
        "may_report": rules.may_report(user, seat, reply),
        "may_hide": rules.may_hide(user, seat, reply),
        "may_restore": rules.may_restore(user, seat, reply),
        "may_release": rules.may_release(user, seat, reply),
    }


def _answering(user, seat, reply):
    """How this person can answer it: quoting it, and with a sign. One query while it is shown."""
    if reply.state != Reply.State.SHOWN:
        return {}
    given = set(reply.reactions.filter(seat=seat).values_list("kind", flat=True))
    return {
        "may_quote": rules.may_quote(reply, reply.topic) and rules.may_reply(user, seat, reply.topic),
        "may_react": rules.may_react(user, seat, reply),
        "signs": [(kind.value, kind.label, kind.value in given) for kind in Reaction.Kind],
        "has_signs": bool(given),
    }


def _folding(user, seat, reply):
    """Whether this person can fold its author away, or has. One query."""
    if reply.author is None or reply.position is None:
        return {}
    return {
        "may_fold": may_fold(user, seat, reply.author),
        "is_folded": seat.mutings.filter(whom=reply.author).exists(),
    }


# --- One's own words -------------------------------------------------------------------
@sensitive_post_parameters("title", "body")
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """One's own words in a box. What was typed stays in it until it is accepted."""
    reply, seat = found(request, pk)
    verdict = rules.may_edit(request.user, seat, reply)
    if request.method != "POST" or reply.author_id != seat.pk:
        require(verdict)
    form = edit_form_for(reply, request.POST or None)
    refusal, status = str(verdict.reason), 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            require(counted(seat))
            changed = change(reply=reply, actor=seat, **form.cleaned_data)
        except PermissionDenied as no:
            refusal, status = str(no), 403
        else:
            return redirect(address(changed.topic, changed))
    context = {
        "reply": reply,
        "topic": reply.topic,
        "group": reply.topic.group,
        "form": form,
        "refusal": refusal,
        "back": address(reply.topic, reply),
        "reads_first": rules.needs_reading(seat, reply.topic.group),
    }
    return render(request, "forum/reply/edit.html", context, status=status)


@carries
def retract(request, pk):
    """Back to the topic, or to the list where nobody but its author knew of the topic."""
    reply, seat = found(request, pk)
    act.retract(reply=reply, actor=seat)
    return after(reply)


def after(reply):
    """Where to go when words are gone: their topic, or the group's list where there is no topic any more."""
    if reply.topic.length:
        return address(reply.topic, reply)
    return reverse("forum:topics", args=[reply.topic.group_id])


# --- Signs --------------------------------------------------------------------------------
@carries
def react(request, pk):
    return _signed(request, pk, signs.react)


@carries
def unreact(request, pk):
    return _signed(request, pk, signs.unreact)


def _signed(request, pk, give):
    reply, seat = found(request, pk)
    require(counted(seat))
    form = ReactionForm(request.POST)
    if form.is_valid():
        give(reply=reply, actor=seat, kind=form.cleaned_data["kind"])
    return address(reply.topic, reply)
