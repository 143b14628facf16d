"""Exercises, carried to their actions. Everything shown is a part of the room's page."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.actions import exercise as act
from groups.forms.exercise import ExerciseForm
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
