"""What people write in a forum: shape and length only."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forum.models import ContentNote, Reply, Topic
from groups.forms.message import Words

TOO_LONG = _("%(show_value)s signs are more than the %(limit_value)s that fit. Make it shorter.")
NOTHING = _("Write something first. It can be short.")
KINDS = {
    False: [(Topic.Kind.TALK, _("Something to talk about")), (Topic.Kind.QUESTION, _("A question to staff"))],
    True: [(Topic.Kind.TALK, _("Something to talk about")), (Topic.Kind.WEEK, _("The theme of the week"))],
}


class _Written(forms.Form):
    """The words themselves, and what they are about where somebody might rather not read them unprepared."""

    body = Words(
        label=_("What you want to write"),
        help_text=_(
            "An empty line begins a new paragraph. **Strong words**, *leaning ones*, and - begins a list."
        ),
        max_length=Reply.LENGTH,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={"required": NOTHING, "max_length": TOO_LONG},
    )
    content_note = forms.ChoiceField(
        label=_("Is it about something that may be hard to read?"),
        help_text=_("Then it is folded, and says what it is about. Whoever wants to read it opens it."),
        choices=[("", _("No")), *ContentNote.choices],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", "write-%s")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # all of it is kept, and what is too long is said


class ReplyForm(_Written):
    """A reply in a topic."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    quotes = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Your reply")


class _Titled(_Written):
    title = Words(
        label=_("Title"),
        max_length=Topic.TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give it a title. A few words are enough."), "max_length": TOO_LONG},
    )
    field_order = ("kind", "title", "body", "content_note")

    def clean_title(self):
        """One line: a title stands in a list."""
        return " ".join(self.cleaned_data["title"].split())


class TopicForm(_Titled):
    """A new topic with its opening words. `is_staff`: whoever begins it leads the group."""

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect, initial=Topic.Kind.TALK)
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, is_staff=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = KINDS[is_staff]


class EditForm(_Written):
    """One's own words, to be changed."""


class EditOpeningForm(_Titled):
    """The same for the words that open a topic: with its title."""


def edit_form_for(reply, data=None):
    """The form in which these words are changed, with the words in it."""
    facts = {"body": reply.body, "content_note": reply.content_note}
    if not reply.opens:
        return EditForm(data, initial=facts)
    return EditOpeningForm(data, initial=facts | {"title": reply.topic.title})
