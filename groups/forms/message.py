"""What people write in a room, and why staff decide as they do: shape and length only."""

import re
import uuid
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from groups.house import rules_in
from groups.models import Message

REASON_LENGTH = 500
# What does not belong: control characters but for tabs and line ends, and signs that turn the reading order of what
# follows, which can make words look like other words.
_STRAY = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HALF = re.compile(r"[\ud800-\udfff]")


class Words(forms.CharField):
    """Free text as a person typed it, with one kind of line end and no control characters.

    Half a sign (a lone surrogate, which JSON can spell) can be neither sealed nor sent, so it is refused here.
    """

    widget = forms.Textarea
    default_error_messages: ClassVar = {
        "half": _("One character in it is broken and cannot be kept. Take it out, then send it again."),
    }

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        if _HALF.search(text):
            raise ValidationError(self.error_messages["half"], code="half")
        return _STRAY.sub("", text).strip()


class SayForm(forms.Form):
    """Something said: from the page's own form, and from the socket."""

    body = Words(
        label=_("Say something to the group"),
        max_length=Message.LENGTH,
        widget=forms.Textarea(
            attrs={
                "rows": 1,
                "placeholder": " ",
                "autocomplete": "off",
                "enterkeyhint": "enter",
                "aria-describedby": "say-how",
            }
        ),
        error_messages={
            "required": _("Write something first. It can be short."),
            "max_length": _(
                "%(show_value)s signs are more than the %(limit_value)s that fit in one message. Send it in two parts."
            ),
        },
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    reply_to = forms.UUIDField(widget=forms.HiddenInput, required=False)  # what it answers

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", "say-%s")
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        # A browser cuts what is pasted at `maxlength` without a word; we keep all of it and say what is too long.
        del self.fields["body"].widget.attrs["maxlength"]

    @classmethod
    def read(cls, facts):
        """The same questions asked of a socket's facts, without building a form, which costs more than the message.

        Returns what a valid form has as `cleaned_data`; raises ValidationError with all that is wrong.
        """
        cleaned, wrong = {}, []
        for name, field in cls.base_fields.items():
            try:
                cleaned[name] = field.clean(facts.get(name))
            except ValidationError as refusal:
                wrong += refusal.error_list
        if wrong:
            raise ValidationError(wrong)
        return cleaned


class ReasonForm(forms.Form):
    """Why words were hidden or given back: read by the person who wrote them. Each rule is a button that sends it."""

    rule = forms.ChoiceField(
        label=_("Which rule is it about?"),
        error_messages={"required": _("Press the rule that it is about.")},
    )
    reason = Words(
        label=_("In your own words"),
        help_text=_("The person who wrote it reads this, with your name."),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [(rule.id, rule.title) for rule in rules_in(get_language())]
