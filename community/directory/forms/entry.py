"""What editors change of a service: its words in one language, and its facts."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.directory.models import Phone, Schedule, Service
from community.directory.opening import TIME_ZONES

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
CLOCKS = [(zone.key, zone.key.rpartition("/")[2]) for zone in TIME_ZONES.values()]
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

    def changes(self, service):
        """The fields as the action `change` takes them."""
        asked = self.cleaned_data
        words = with_words(service, self.language, {name: asked[name] for name in WORDS})
        return words | {name: asked[name] for name in FACTS}


class PhoneForm(forms.Form):
    """One number; an empty one is taken away."""

    number = forms.CharField(label=_("Number"), max_length=40, required=False)
    description = forms.CharField(label=_("Whose number it is"), max_length=300, required=False)

    WORDS = ("description",)

    def __init__(self, asked, *, part, language, **facts):
        self.part, self.language = part, language
        said = words_in(part, language, self.WORDS)
        super().__init__(asked, initial=self.told() | said, **facts)

    def told(self):
        return {"number": self.part.number}

    @property
    def is_empty(self):
        return not self.cleaned_data["number"]

    def changes(self):
        words = with_words(self.part, self.language, {name: self.cleaned_data[name] for name in self.WORDS})
        return words | self.facts()

    def facts(self):
        return {"number": self.cleaned_data["number"]}


class HoursForm(PhoneForm):
    """Hours that come again each week; without days they are taken away."""

    number = None
    days = forms.MultipleChoiceField(
        label=_("Days"), choices=Schedule.Day.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    opens_at = forms.TimeField(
        label=_("Opens at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes_at = forms.TimeField(
        label=_("Closes at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    open_on_holidays = forms.NullBooleanField(label=_("Also on public holidays"), required=False)
    zone = forms.ChoiceField(label=_("By the clock of"), choices=CLOCKS, required=False)
    description = forms.CharField(
        label=_("In words, if something is to be said"), max_length=300, required=False
    )

    def __init__(self, asked, *, part, **facts):
        super().__init__(asked, part=part, **facts)
        if part.zone and part.zone not in dict(CLOCKS):
            self.fields["zone"].choices = [*CLOCKS, (part.zone, part.zone)]

    def told(self):
        days = [day for day in self.part.byday.split(",") if day in Schedule.Day.values]
        hours = {"opens_at": self.part.opens_at, "closes_at": self.part.closes_at}
        zone = self.part.zone or settings.TIME_ZONE
        return {"days": days, **hours, "open_on_holidays": self.part.open_on_holidays, "zone": zone}

    def clean(self):
        asked = super().clean()
        if asked.get("days") and not (asked.get("opens_at") and asked.get("closes_at")):
            self.add_error("opens_at", _("Say from when to when."))
        return asked

    @property
    def is_empty(self):
        return not self.cleaned_data["days"]

    def facts(self):
        asked = self.cleaned_data
        names = ("opens_at", "closes_at", "open_on_holidays")
        hours = {name: asked[name] for name in names}
        zone = asked["zone"] or settings.TIME_ZONE
        return {"byday": ",".join(asked["days"]), "freq": "WEEKLY", "zone": zone, **hours}


def part_forms(asked, *, service, language):
    """A form for each number and for its weekly hours, and an empty one of each."""
    phones = [*service.phones.all(), Phone(service=service, written_in=language)]
    weekly = [one for one in service.schedules.all() if _is_plain(one)]
    weekly.append(Schedule(service=service, written_in=language))
    facts = {"language": language}
    return {
        "phones": [PhoneForm(asked, part=part, prefix=_prefix(part), **facts) for part in phones],
        "hours": [HoursForm(asked, part=part, prefix=_prefix(part), **facts) for part in weekly],
    }


def _prefix(part):
    return f"{part.entity}-{'new' if part._state.adding else part.pk}"


def _is_plain(schedule):
    """Whether this form can say all that these hours say."""
    rules = (
        schedule.bymonthday,
        schedule.byyearday,
        schedule.byweekno,
        schedule.count,
        schedule.is_exception,
    )
    is_weekly = schedule.freq != "MONTHLY" and (schedule.interval or 1) == 1
    return is_weekly and not any(rules) and not any(sign.isdigit() for sign in schedule.byday)
