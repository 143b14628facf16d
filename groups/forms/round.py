"""What staff say when they begin a round, and what somebody says when their turn ends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.actions.round import OWN_ENDINGS
from groups.forms.message import Words
from groups.models import Membership, Round


class BeginRoundForm(forms.Form):
    """A prompt if there is one, and with whom the round begins."""

    prompt = Words(
        label=_("What everybody is asked"),
        help_text=_("One short question or the beginning of a sentence. It stays in sight during the round."),
        max_length=Round.PROMPT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": _(
                "%(show_value)s signs are more than the %(limit_value)s that fit. Make it shorter."
            )
        },
    )
    first = forms.ModelChoiceField(
        label=_("Who begins"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("The next in the list"),
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        members = group.memberships.current().filter(part=Membership.Part.MEMBER).order_by("seat_number")
        self.fields["first"].queryset = members
        self.fields["first"].label_from_instance = lambda seat: seat.alias
        del self.fields["prompt"].widget.attrs["maxlength"]  # all of it is kept, and what is too long is said


class EndTurnForm(forms.Form):
    """How one ends one's own turn."""

    how = forms.ChoiceField(choices=[(state, state) for state in sorted(OWN_ENDINGS)])
