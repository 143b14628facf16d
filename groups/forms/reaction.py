"""Which sign is given or taken back."""

from django import forms

from groups.models import Reaction


class ReactionForm(forms.Form):
    """One of the few signs there are."""

    kind = forms.ChoiceField(choices=Reaction.Kind.choices)
