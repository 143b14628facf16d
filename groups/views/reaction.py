"""Signs given to something said, and taken back, from its choices."""

from community.verdicts import require
from groups.actions import reaction as act
from groups.forms.reaction import ReactionForm
from groups.presses import counted
from groups.views.carrying import carries
from groups.views.message import back, found


@carries
def react(request, pk):
    return _carried(request, pk, act.react)


@carries
def unreact(request, pk):
    return _carried(request, pk, act.unreact)


def _carried(request, pk, action):
    message, seat = found(request, pk)
    require(counted(seat))
    form = ReactionForm(request.POST)
    if form.is_valid():
        action(message=message, actor=seat, kind=form.cleaned_data["kind"])
    return back(message)
