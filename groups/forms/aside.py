"""What is written on a private line: shape and length only."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.message import Words
from groups.models import Aside


class AsideForm(forms.Form):
    """A few words to staff, to one member, or among staff."""

    body = Words(
        label=_("What you want to say"),
        max_length=Aside.LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={
            "required": _("Write something first. It can be short."),
            "max_length": _(
                "%(show_value)s signs are more than the %(limit_value)s that fit here. Send it in two parts."
            ),
        },
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", "aside-%s")
        super().__init__(*args, **kwargs)
        del self.fields["body"].widget.attrs["maxlength"]  # too much is said, not cut off without a word
