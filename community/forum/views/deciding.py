"""How those who lead a group decide about words in its forum."""

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
    reply, seat = found(request, pk)
    act.release(reply=reply, actor=seat)
    return _waiting(reply)


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
    decide(reply=reply, actor=seat, **form.cleaned_data)
    return on_to(reply)


def _waiting(reply):
    return reverse("forum:waiting", args=[reply.topic.group_id])
