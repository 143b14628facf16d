"""What somebody notes for themselves, and what they look for in it: shape and length only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.message import Words
from groups.models import Note

LONGEST_SEARCH = 100


class NoteForm(forms.Form):
    """A note; of a question the label differs."""

    words = Words(
        label=_("Your words"),
        help_text=_("Only you read it."),
        max_length=Note.LENGTH,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off"}),
        error_messages={
            "required": _("Write something first. It can be short."),
            "max_length": _(
                "%(show_value)s signs are more than the %(limit_value)s that fit here. Make two notes of it."
            ),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["words"].widget.attrs["maxlength"]  # too much is said, not cut off without a word


class QuestionForm(NoteForm):
    """A question for the next meeting."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What do you want to ask?")
        self.fields["words"].widget.attrs["rows"] = 4


class FindForm(forms.Form):
    """Words to look for in one's own notes."""

    sought = forms.CharField(
        label=_("Find in your notes"),
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
        error_messages={"required": _("Write a word to look for.")},
    )


class ShareForm(forms.Form):
    """Which group’s staff may read a note: one of `seats`."""

    seat = forms.ModelChoiceField(
        queryset=None,
        label=_("Whose staff may read it?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a group."),
            "invalid_choice": _("You have no seat in this group."),
        },
    )

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats
        self.fields["seat"].label_from_instance = lambda seat: seat.group.name
        if len(seats) == 1:
            self.fields["seat"].initial = seats[0].pk
