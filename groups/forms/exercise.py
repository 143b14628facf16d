"""Which exercise is shown."""

from django import forms

from groups.exercises import CATALOGUE


class ExerciseForm(forms.Form):
    key = forms.ChoiceField(choices=[(exercise.key, exercise.title) for exercise in CATALOGUE.values()])
