"""What editors change of the parts of a service: numbers, hours, exceptions, prices and languages.

Each form is one part, and the last of each kind a new one: so it needs no script. A part that is emptied goes.
"""

from decimal import Decimal

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.directory.actions import entry
from community.directory.crisis import LANGUAGE_NAMES
from community.directory.forms.entry import with_words, words_in
from community.directory.models import CostOption, Language, Phone, Schedule
from community.directory.opening import TIME_ZONES

CLOCKS = [(zone.key, zone.key.rpartition("/")[2]) for zone in TIME_ZONES.values()]
RULES = ("bymonthday", "byyearday", "byweekno", "count")


class PartForm(forms.Form):
    """One part of a service, in one language; `WORDS` are its fields with words, `FACTS` the others."""

    WORDS = ("description",)
    FACTS = ()

    def __init__(self, asked, *, part, language, **facts):
        self.part, self.language = part, language
        super().__init__(asked, initial=self.told() | words_in(part, language, self.WORDS), **facts)

    def told(self):
        return {name: getattr(self.part, name) for name in self.FACTS}

    @property
    def is_empty(self):
        return not self.cleaned_data[self.FACTS[0]]

    @property
    def is_new(self):
        return self.part._state.adding

    def facts(self):
        return {name: self.cleaned_data[name] for name in self.FACTS}

    def changes(self):
        words = {name: self.cleaned_data[name] for name in self.WORDS}
        return with_words(self.part, self.language, words) | self.facts()

    def save(self, *, actor):
        """Add, change or take away the part; raises ValidationError as those actions do."""
        if not self.has_changed() or (self.is_new and self.is_empty):
            return
        if self.is_empty:
            entry.remove(part=self.part, actor=actor)
        elif self.is_new:
            for name, value in self.changes().items():
                setattr(self.part, name, value)
            entry.add(part=self.part, actor=actor)
        else:
            entry.change(thing=self.part, actor=actor, **self.changes())


class PhoneForm(PartForm):
    """One number; an empty one is taken away."""

    FACTS = ("number",)

    number = forms.CharField(label=_("Number"), max_length=40, required=False)
    description = forms.CharField(label=_("Whose number it is"), max_length=300, required=False)


class PriceForm(PartForm):
    """One price; without words and amount it is taken away."""

    WORDS, FACTS = ("option",), ("amount", "currency")

    option = forms.CharField(label=_("For what, or for whom"), max_length=300, required=False)
    amount = forms.DecimalField(
        label=_("Price"),
        min_value=0,
        max_digits=14,
        decimal_places=4,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    currency = forms.RegexField("^[A-Za-z]{3}$", label=_("Currency"), initial="EUR", required=False)

    def told(self):
        amount = self.part.amount
        plain = amount if amount is None else Decimal(f"{amount.normalize():f}")  # 0.0000 as 0
        return {"amount": plain, "currency": self.part.currency or "EUR"}

    @property
    def is_empty(self):
        words = self.cleaned_data["option"] or self.part.translations
        return self.cleaned_data["amount"] is None and not words

    def facts(self):
        asked = self.cleaned_data
        amount = self.part.amount if asked["amount"] == self.part.amount else asked["amount"]
        return {"amount": amount, "currency": asked["currency"].upper()}


class ClockForm(PartForm):
    """From when to when, by which clock."""

    opens_at = forms.TimeField(
        label=_("Opens at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes_at = forms.TimeField(
        label=_("Closes at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    zone = forms.ChoiceField(label=_("By the clock of"), choices=CLOCKS, required=False)
    description = forms.CharField(
        label=_("In words, if something is to be said"), max_length=300, required=False
    )

    def __init__(self, asked, *, part, **facts):
        super().__init__(asked, part=part, **facts)
        if part.zone and part.zone not in dict(CLOCKS):
            self.fields["zone"].choices = [*CLOCKS, (part.zone, part.zone)]

    def told(self):
        return super().told() | {"zone": self.part.zone or settings.TIME_ZONE}

    def facts(self):
        return super().facts() | {"zone": self.cleaned_data["zone"] or settings.TIME_ZONE}


class HoursForm(ClockForm):
    """Hours that come again each week; without days they are taken away."""

    FACTS = ("opens_at", "closes_at", "open_on_holidays")

    days = forms.MultipleChoiceField(
        label=_("Days"), choices=Schedule.Day.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    open_on_holidays = forms.NullBooleanField(label=_("Also on public holidays"), required=False)

    def told(self):
        days = [day for day in self.part.byday.split(",") if day in Schedule.Day.values]
        return super().told() | {"days": days}

    def clean(self):
        asked = super().clean()
        if asked.get("days") and not (asked.get("opens_at") and asked.get("closes_at")):
            self.add_error("opens_at", _("Say from when to when."))
        return asked

    @property
    def is_empty(self):
        return not self.cleaned_data["days"]

    def facts(self):
        return super().facts() | {"byday": ",".join(self.cleaned_data["days"]), "freq": "WEEKLY"}


class ExceptionForm(ClockForm):
    """Days that are different; without hours it is closed, without a first day it is taken away."""

    FACTS = ("valid_from", "valid_to", "opens_at", "closes_at")

    valid_from = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    valid_to = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self):
        asked = super().clean()
        first, last = asked.get("valid_from"), asked.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("This is before the first day."))
        if (asked.get("opens_at") is None) != (asked.get("closes_at") is None):
            self.add_error("opens_at", _("Say from when to when, or leave both empty: then it is closed."))
        return asked

    def facts(self):
        days = {"valid_to": self.cleaned_data["valid_to"] or self.cleaned_data["valid_from"]}
        return super().facts() | days | {"is_exception": True}


class SpokenForm(forms.Form):
    """What is spoken there: a box for each language, and room for one that has none."""

    spoken = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    another = forms.CharField(label=_("Another language"), max_length=60, required=False)

    def __init__(self, asked, *, service, language, **facts):
        self.service, self.language = service, language
        self.there = {str(one.pk): one for one in service.languages.all()}
        super().__init__(asked, initial={"spoken": list(self.there)}, **facts)
        known = {one.code for one in self.there.values()}
        own = [
            (pk, LANGUAGE_NAMES.get(one.code) or one.said("name", language) or one.code)
            for pk, one in self.there.items()
        ]
        others = [(code, name) for code, name in LANGUAGE_NAMES.items() if code not in known]
        self.fields["spoken"].choices = own + others

    def save(self, *, actor):
        """Take away what is no longer ticked, add what is new."""
        asked = self.cleaned_data
        for pk, one in self.there.items():
            if pk not in asked["spoken"]:
                entry.remove(part=one, actor=actor)
        facts = {"service": self.service, "written_in": self.language}
        for code in asked["spoken"]:
            if code not in self.there:
                entry.add(part=Language(code=code, **facts), actor=actor)
        if asked["another"]:
            entry.add(part=Language(name=asked["another"], **facts), actor=actor)


def part_forms(asked, *, service, language):
    """For each kind of part its forms, with an empty one for a new part."""
    facts = {"service": service, "written_in": language}
    weekly = [one for one in service.schedules.all() if _is_weekly(one)]
    different = [one for one in service.schedules.all() if _is_days(one)]
    kinds = {
        "phones": (PhoneForm, [*service.phones.all(), Phone(**facts)], "phone"),
        "hours": (HoursForm, [*weekly, Schedule(**facts)], "schedule"),
        "exceptions": (ExceptionForm, [*different, Schedule(**facts)], "exception"),
        "prices": (PriceForm, [*service.cost_options.all(), CostOption(**facts)], "price"),
    }
    forms_of = {
        kind: [form(asked, part=part, language=language, prefix=_prefix(name, part)) for part in parts]
        for kind, (form, parts, name) in kinds.items()
    }
    return forms_of | {"spoken": [SpokenForm(asked, service=service, language=language, prefix="language")]}


def _prefix(name, part):
    return f"{name}-{'new' if part._state.adding else part.pk}"


def _is_weekly(schedule):
    """Whether the form of weekly hours can say all that these hours say."""
    is_each_week = schedule.freq != "MONTHLY" and (schedule.interval or 1) == 1
    is_ruled = schedule.is_exception or any(getattr(schedule, rule) for rule in RULES)
    return is_each_week and not is_ruled and not any(sign.isdigit() for sign in schedule.byday)


def _is_days(schedule):
    """Whether the form of different days can say all that these hours say."""
    rules = (*RULES, "byday", "freq", "dtstart", "until")
    return (
        schedule.is_exception and schedule.valid_from and not any(getattr(schedule, rule) for rule in rules)
    )
