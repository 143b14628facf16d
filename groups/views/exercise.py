"""Exercises: in the room, where everything shown is a part of its page, and by oneself, one step after the other."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from groups.actions import exercise as act
from groups.exercises import CATALOGUE
from groups.forms.exercise import ExerciseForm
from groups.models import Meeting
from groups.views.carrying import carries, is_live
from groups.views.room import found


@carries
def exercise_show(request, pk):
    room, seat = found(request, pk)
    form = ExerciseForm(request.POST)
    if form.is_valid():
        act.show_exercise(room=room, actor=seat, key=form.cleaned_data["key"])
    else:
        act.hide_exercise(room=room, actor=seat)
    return reverse("groups:room", args=[room.pk])


@carries
def exercise_hide(request, pk):
    room, seat = found(request, pk)
    act.hide_exercise(room=room, actor=seat)
    return reverse("groups:room", args=[room.pk])


@carries
def exercise_done(request, pk):
    """A live page hears it from its own form."""
    room, seat = found(request, pk)
    act.be_done(room=room, seat=seat)
    if not is_live(request):
        messages.success(request, _("Staff see that you are done. Rest a little; nobody is in a hurry."))
    return reverse("groups:room", args=[room.pk])


# --- By oneself -------------------------------------------------------------------------
@require_GET
def exercises(request):
    """All of them, first those of the last meeting one was there for. One query."""
    meeting = _last_with_exercises(request.user)
    lately = [CATALOGUE[key] for key in meeting.exercises if key in CATALOGUE] if meeting else []
    others = [exercise for exercise in CATALOGUE.values() if exercise not in lately]
    context = {"meeting": meeting, "lately": lately, "others": others}
    return render(request, "groups/exercise/list.html", context)


def _last_with_exercises(user):
    """The seat is the same in all three conditions: what was before it is no meeting of theirs."""
    there = Meeting.objects.filter(
        group__memberships__user=user,
        group__memberships__left_at=None,
        group__memberships__joined_at__lt=F("ends_at"),
    )
    return there.exclude(exercises=[]).select_related("group").order_by("-starts_at").first()


@require_GET
def exercise_step(request, key, number):
    """One step on one page; after the last one comes the end. Nothing of it is kept."""
    exercise = CATALOGUE.get(key)
    if exercise is None or not 1 <= number <= len(exercise.steps) + 1:
        raise Http404
    context = {"exercise": exercise, "number": number, "count": len(exercise.steps)}
    if number > len(exercise.steps):
        return render(request, "groups/exercise/end.html", context)
    context |= {"step": exercise.steps[number - 1], "before": number - 1, "next": number + 1}
    return render(request, "groups/exercise/step.html", context)
