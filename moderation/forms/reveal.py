"""Asking who is behind an alias, answering that, and telling the person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.forms.concern import box


class IdentityForm(forms.Form):
    reason = box(
        _("Why must we know who this is?"),
        hint=_(
            "What happens to whom if we do not. The second person reads this, and nothing else of the record."
        ),
        longest=2000,
    )


class AnswerForm(forms.Form):
    is_agreed = forms.TypedChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes, it is needed")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    words = box(_("What do you say to it?"), rows=2, required=False, longest=1000)


class SettleForm(forms.Form):
    is_told = forms.TypedChoiceField(
        label=_("Is the person told that you looked up who they are?"),
        help_text=_("They are, unless it would endanger somebody."),
        choices=[("yes", _("Yes, with these words")), ("no", _("No, for this reason"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    words = box(
        _("The words to them, or the reason"),
        hint=_(
            "Words to them are read on their own page, maybe on a shared phone: "
            "say that you looked and whom to ask, not what happened."
        ),
        longest=2000,
    )

    @property
    def facts(self):
        """What the action takes."""
        box = "told" if self.cleaned_data["is_told"] else "why_not"
        return {box: self.cleaned_data["words"]}
