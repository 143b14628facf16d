"""Looking up who is behind an alias: the request, the second person's answer, the timed look, and telling."""

from operator import attrgetter

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.verdicts import require
from moderation import actions
from moderation.forms.reveal import AnswerForm, SettleForm
from moderation.models import Reveal
from moderation.queue import Clock
from moderation.rules import may_agree, may_be_second, may_look_behind, may_settle


@require_GET
def reveals(request):
    require(may_be_second(request.user))
    waiting = Reveal.objects.visible_to(request.user).waiting().select_related("asked_by", "concern")
    waiting = sorted(waiting, key=attrgetter("due_at"))
    for asked in waiting:
        asked.clock = Clock.of(asked)
    actions.reveal.look_through(actor=request.user, count=len(waiting))
    return render(request, "moderation/reveal/list.html", {"reveals": waiting})


@require_http_methods(["GET", "POST"])
def reveal(request, pk):
    require(may_be_second(request.user))
    reveal = _seen(request, pk)
    may_answer = may_agree(request.user, reveal)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        require(may_answer)
        if form.is_valid():
            actions.reveal.answer(reveal=reveal, actor=request.user, **form.cleaned_data)
            return redirect("moderation:reveal", pk=pk)
    actions.reveal.look_at_request(reveal=reveal, actor=request.user)
    context = {
        "reveal": reveal,
        "form": form,
        "may_agree": may_answer,
        "may_look": may_look_behind(request.user, reveal),
        "may_settle": may_settle(request.user, reveal),
    }
    return render(request, "moderation/reveal/detail.html", context)


@require_POST
def identity(request, pk):
    """The look itself: a press each time, so that each one is meant and recorded."""
    require(may_be_second(request.user))
    reveal = _seen(request, pk)
    known = actions.reveal.look_behind(reveal=reveal, actor=request.user)
    return render(request, "moderation/reveal/identity.html", {"reveal": reveal, **known})


@require_http_methods(["GET", "POST"])
def reveal_told(request, pk):
    require(may_be_second(request.user))
    reveal = _seen(request, pk)
    require(may_settle(request.user, reveal))
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.reveal.settle(reveal=reveal, actor=request.user, **form.facts)
        return redirect("moderation:concern", pk=reveal.concern_id)
    return render(request, "moderation/reveal/told.html", {"reveal": reveal, "form": form})


@require_GET
def looked_up(request):
    """A person's own page: when staff looked up who they are, and what they say about it."""
    told = Reveal.objects.told_to(request.user)
    return render(request, "moderation/reveal/own.html", {"told": told})


def _seen(request, pk):
    known = Reveal.objects.visible_to(request.user)
    known = known.select_related("concern", "asked_by", "second", "seat__group")
    return get_object_or_404(known.prefetch_related("seat__group__texts"), pk=pk)
