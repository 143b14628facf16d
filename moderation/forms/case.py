"""Deciding a case: what happens, by which rule, until when, and in which words its person is told."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from groups.actions.message import CHANGED
from moderation.house_rules import rules_in
from moderation.models import Decision
from moderation.reasons import ANY, FOUND_NOTHING, LAW, ready

DAYS = (1, 3, 7, 14, 30, 90)
A_WEEK = 7  # where a button says no days


class DecisionForm(forms.Form):
    """`measures`: those that fit the case as it stands now. `language`: the one its person is told in. `in_danger`:
    whether their words spoke of a danger to their own life. `mark`: of the words as they stand now.

    Each measure is a button that sends the form; one for a time says for how many days too: "mute:3". Words left empty
    are written by the house.
    """

    rule = forms.ChoiceField(label=_("Which rule"), required=False, widget=forms.RadioSelect)
    legal_ground = forms.CharField(
        label=_("Which law"), help_text=_("Only where it is about the law."), max_length=200, required=False
    )
    facts = forms.CharField(
        label=_("What happened"),
        help_text=_("In the language of the person. Left empty, the sentence under the rule stands there."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    takes_words = forms.BooleanField(
        label=_("Take the words out of the group as well"),
        help_text=_(
            "Hiding does that by itself. With all the other choices the words stay, unless you tick this."
        ),
        required=False,
    )
    letter = forms.BooleanField(label=_("Show me the letter before it is sent"), required=False)
    reasons = forms.CharField(
        label=_("The letter"),
        help_text=_("Exactly these words are sent. Left empty, it is written from what you chose."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    days = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        required=False,
        empty_value=None,
        initial=A_WEEK,
        widget=forms.HiddenInput,
    )
    measure = forms.ChoiceField(
        label=_("What happens"),
        error_messages={"required": _("Choose what happens.")},
        widget=forms.RadioSelect,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # the mark of what the page showed
    letter_for = forms.CharField(
        required=False, widget=forms.HiddenInput
    )  # what was chosen when it was written

    def __init__(self, data=None, *args, measures, language, in_danger=False, mark="", **kwargs):
        super().__init__(_parted(data), *args, **kwargs)
        self.measures, self.language, self.week = measures, language, str(A_WEEK)
        self.mark = mark
        self.fields["measure"].choices = [(measure.value, measure.label) for measure in measures]
        rules = [(rule.id, _told(rule, language, in_danger)) for rule in rules_in(get_language())]
        self.fields["rule"].choices = [*rules, (LAW, _("The law"))]
        self.times = [
            (str(days), ngettext("%(days)d day", "%(days)d days", days) % {"days": days}) for days in DAYS
        ]
        self.fields["days"].choices = self.times

    def clean(self):
        facts = super().clean()
        if facts.get("seen") and facts["seen"] != self.mark:
            self.add_error(None, ValidationError(CHANGED, "changed"))
        if facts.get("measure") in Decision.TIMED and not facts.get("days"):
            self.add_error("days", ValidationError(_("Say until when."), "no_end"))
        if facts.get("measure") in Decision.FINAL and not facts.get("facts"):
            needed = _("What lasts for ever needs your own words. Write what happened.")
            self.add_error("facts", ValidationError(needed, "no_facts"))
        if not facts.get("rule") and facts.get("measure") in FOUND_NOTHING:
            facts["rule"] = ANY
        elif not facts.get("rule") and "rule" not in self.errors:
            self.add_error("rule", ValidationError(_("Name one rule, or the law it is about."), "no_rule"))
        if facts.get("rule") == LAW and not facts.get("legal_ground"):
            self.add_error("legal_ground", ValidationError(_("Name the law."), "no_law"))
        is_stale = facts.get("letter_for") not in {"", self.chosen()} and not facts.get("letter")
        if is_stale and facts.get("reasons"):
            again = _("You chose something else since this letter was written. Show it again, or empty it.")
            self.add_error("reasons", ValidationError(again, "stale"))
        return facts

    @property
    def pressed_days(self):
        """For how many days the button was that was pressed, as it was sent; it is pressed again under a letter."""
        return self.data.get("days", "")

    def chosen(self):
        """What the letter depends on, as it was sent."""
        names = ("measure", "days", "takes_words", "rule", "legal_ground")
        return "|".join(str(self.data.get(name, "")) for name in names)

    def wish(self):
        """What `decide` takes."""
        facts = dict(self.cleaned_data)
        del facts["letter_for"], facts["letter"]
        days = facts.pop("days")
        is_timed = facts["measure"] in Decision.TIMED
        return facts | {"ends_at": timezone.now() + timedelta(days=days) if is_timed else None}


def _parted(data):
    """What was sent, with what the pressed button said of a measure and of its days in two."""
    measure, _colon, days = data.get("measure", "").partition(":") if data else ("", "", "")
    if not days:
        return data
    data = data.copy()
    data["measure"], data["days"] = measure, days
    return data


def _told(rule, language, in_danger):
    """A rule, and under it what its person reads when nobody writes more."""
    said = ready(rule.id, language, in_danger=in_danger)
    return format_html('{}<small lang="{}">{}</small>', rule.title, language, said)
