"""How those who lead a group decide about words in its forum."""

from django.core.exceptions import ValidationError
from django.urls import reverse

from community.forum import rules
from community.forum.actions import reply as act
from community.forum.views.reply import after, choices, found
from community.verdicts import require
from groups.forms.message import ReasonForm
from groups.views.carrying import carries


@carries
def release(request, pk):
    """Let through; on to what waits next."""
    return _decided(request, pk, act.release, _waiting)


@carries
def restore(request, pk):
    reply, seat = found(request, pk)
    act.restore(reply=reply, actor=seat)
    return after(reply)


@carries
def hide(request, pk):
    return _with_reason(request, pk, act.hide, after)


@carries
def give_back(request, pk):
    return _with_reason(request, pk, act.give_back, _waiting)


def _with_reason(request, pk, decide, on_to):
    reply, seat = found(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        require(rules.may_decide(request.user, seat, reply))
        return choices(request, reply, seat, form=form, status=422)
    return _decided(request, pk, decide, on_to, form)


def _decided(request, pk, decide, on_to, form=None):
    """Words that were changed since the page was opened stand on it as they are now, and nothing is decided."""
    reply, seat = found(request, pk)
    facts = form.cleaned_data if form else {}
    try:
        decide(reply=reply, actor=seat, seen=request.POST.get("seen", ""), **facts)
    except ValidationError:
        return choices(request, *found(request, pk), form=form, status=422)
    return on_to(reply)


def _waiting(reply):
    return reverse("forum:waiting", args=[reply.topic.group_id])
