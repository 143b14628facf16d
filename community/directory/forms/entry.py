"""What editors change of a service: its words in one language, and its facts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.directory.actions.entry import change
from community.directory.models import Service

WORDS = (
    "name",
    "alternate_name",
    "description",
    "eligibility_description",
    "application_process",
    "fees_description",
    "wait_time",
    "interpretation_services",
    "alert",
)
FACTS = (
    "url",
    "email",
    "status",
    "referral_needed",
    "online",
    "age_subject",
    "minimum_age",
    "maximum_age",
    "ends_on_birthday",
    "from_pregnancy_week",
)
LONG = forms.Textarea(attrs={"rows": 4})
SHORT = forms.Textarea(attrs={"rows": 2})


def home_of(entry):
    """The language of its plain fields: what others are translated from."""
    return entry.written_in or "en"


def words_in(entry, language, fields):
    """Its words in that language alone, empty where there are none."""
    if language == home_of(entry):
        return {name: getattr(entry, name) for name in fields}
    said = entry.translations.get(language, {})
    return {name: said.get(name, "") for name in fields}


def with_words(entry, language, words):
    """The fields to change so that it says these words in that language."""
    if language == home_of(entry):
        return words
    translations = {code: dict(said) for code, said in entry.translations.items()}
    said = translations.get(language, {}) | words
    translations[language] = {name: text for name, text in said.items() if text}
    return {"translations": {code: said for code, said in translations.items() if said}}


class EntryForm(forms.ModelForm):
    """One service in one language. What is the same in all languages stands below the words."""

    url = forms.URLField(label=_("Its own site"), max_length=2000, required=False, assume_scheme="https")
    referral_needed = forms.NullBooleanField(label=_("A referral is needed"), required=False)

    class Meta:
        model = Service
        fields = (*WORDS, *FACTS)
        labels = {
            "name": _("Name"),
            "alternate_name": _("Another name"),
            "description": _("What it is"),
            "eligibility_description": _("For whom"),
            "application_process": _("How to apply"),
            "fees_description": _("Fee"),
            "wait_time": _("Waiting time"),
            "interpretation_services": _("Interpreting"),
            "alert": _("What is different right now"),
            "email": _("E-mail"),
            "status": _("Whether it can be had"),
            "online": _("It can be had online"),
            "age_subject": _("Whose age"),
            "minimum_age": _("Age from (years)"),
            "maximum_age": _("Age to (years)"),
            "ends_on_birthday": _("It ends on the birthday of that age"),
            "from_pregnancy_week": _("From which week of pregnancy"),
        }
        widgets = {
            "description": LONG,
            "eligibility_description": LONG,
            "application_process": LONG,
            "fees_description": SHORT,
            "wait_time": SHORT,
            "interpretation_services": SHORT,
            "alert": SHORT,
        }

    def __init__(self, asked, *, service, language):
        self.language = language
        super().__init__(asked, instance=service, initial=words_in(service, language, WORDS))
        self.fields["name"].required = language == home_of(service)

    def clean(self):
        facts = super().clean()
        first, last = facts.get("minimum_age"), facts.get("maximum_age")
        if first is not None and last is not None and first > last:
            self.add_error("maximum_age", _("This is below the age from which it is."))
        return facts

    def _post_clean(self):
        """The action gives the fields to the entry, and looks whether they fit."""

    def save(self, *, actor):
        """Change what differs; raises ValidationError as the action does."""
        asked = self.cleaned_data
        words = with_words(self.instance, self.language, {name: asked[name] for name in WORDS})
        change(thing=self.instance, actor=actor, **words, **{name: asked[name] for name in FACTS})
