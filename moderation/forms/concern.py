"""Writing a concern down, in the order that serves the worst night, and working on it."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.forms.moment import clock_of, zone_of
from moderation.models import Concern, Fact, Step

LEVELS = [(str(level.value), level.label) for level in Concern.Level]


def box(label, *, hint="", rows=4, required=True, longest=8000):
    """A box for words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class RaiseForm(forms.Form):
    """Danger first, then whom it is about, then the facts, each kind in its own box."""

    danger = forms.ChoiceField(
        label=_("Is somebody in danger right now?"), choices=Concern.Danger, widget=forms.RadioSelect
    )
    seat = forms.ChoiceField(label=_("Whose seat is it about?"))
    about = forms.ChoiceField(
        label=_("Who is at risk?"),
        choices=Concern.About,
        initial=Concern.About.SEAT,
        widget=forms.RadioSelect,
    )
    who = forms.CharField(
        label=_("If it is somebody else: how do we know of them?"),
        help_text=_("As little as needed: “her son”, “a friend from school”. No names."),
        required=False,
        max_length=300,
    )
    age = forms.ChoiceField(label=_("How old are they?"), choices=Concern.Age, required=False)
    words = box(
        _("What did they say, in their own words?"),
        hint=_("Quoted as it was said or written. Do not tidy it."),
        required=False,
    )
    seen = box(
        _("What did you see or notice yourself?"),
        hint=_("Only what anybody beside you would have seen too, with the time."),
        required=False,
        rows=3,
    )
    meant = box(
        _("What do you make of it?"),
        hint=_("Your own reading. It is kept apart from the facts."),
        required=False,
        rows=3,
    )
    done = box(
        _("What has been done already?"),
        hint=_("Who, what and when. Also what you told the person."),
        required=False,
        rows=3,
    )
    level = forms.ChoiceField(
        label=_("How serious is it?"),
        help_text=_("When in doubt, the higher one. Danger right now is always 5."),
        choices=LEVELS,
        initial="3",
        widget=forms.RadioSelect,
    )
    why = box(_("Why this level?"), rows=2, longest=2000)

    def __init__(self, *args, seats=(), must_choose=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        if seats:
            groups = {seat.group_id for seat in seats}
            named = [
                (key, f"{seat.alias}, {seat.group.name}" if len(groups) > 1 else seat.alias)
                for key, seat in self.seats.items()
            ]
            # Of several nobody stands there already: the wrong person is worse than one more press.
            is_one = len(named) == 1 and must_choose
            self.fields["seat"].choices = named if is_one else [("", _("Choose")), *named]
            self.fields["seat"].required = must_choose
        else:
            del self.fields["seat"]
            self.fields["about"].choices = [(Concern.About.OTHER, Concern.About.OTHER.label)]
            self.fields["about"].initial = Concern.About.OTHER
            self.fields["about"].widget = forms.HiddenInput()
            who = self.fields["who"]
            who.label, who.required = _("Who is at risk, and how do we know of them?"), True
            who.help_text = _(
                "Is it a member? Then begin at their words, their case or their seat, so that we know who it is. "
                "Otherwise as little as needed, and no names."
            )

    def clean(self):
        said = super().clean()
        if not any(said.get(box) for box in ("words", "seen", "meant")):
            self.add_error("words", _("Write what was said, what you saw, or what you make of it."))
        if said.get("seat") == "" and said.get("about") in {Concern.About.SEAT, Concern.About.CHILD}:
            self.add_error("seat", _("Choose the seat, or say below that it is somebody else."))
        if said.get("about") not in {None, Concern.About.SEAT} and not said.get("who"):
            self.errors.pop("who", None)
            self.add_error("who", _("Write in a few words who it is, as far as you know."))
        return said

    @property
    def facts(self):
        """What the action takes."""
        said = self.cleaned_data
        entries = {box: said[box] for box in ("seen", "meant", "done")} | {"level": said["why"]}
        facts = {name: said[name] for name in ("words", "danger", "about", "who", "age")}
        return facts | {
            "entries": entries,
            "level": int(said["level"]),
            "seat": self.seats.get(said.get("seat", "")),
        }


class FactForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind, kind.label) for kind in Fact.BY_HAND],
        widget=forms.RadioSelect,
    )
    words = box(_("The words"))
    corrects = forms.ModelChoiceField(
        label=_("Does it correct an earlier entry?"),
        help_text=_("The earlier entry stays as it was written."),
        queryset=Fact.objects.none(),
        required=False,
        empty_label=_("No"),
    )

    def __init__(self, *args, concern, facts, **kwargs):
        super().__init__(*args, **kwargs)
        earlier = self.fields["corrects"]
        earlier.queryset = facts
        earlier.help_text = f"{earlier.help_text} {clock_of(zone_of(concern))}"
        earlier.label_from_instance = lambda fact: _entry_named(fact, zone_of(concern))


class LevelForm(forms.Form):
    level = forms.ChoiceField(label=_("How serious is it now?"), choices=LEVELS, widget=forms.RadioSelect)
    why = box(_("Why this level?"), rows=3, longest=2000)

    def clean_level(self):
        return int(self.cleaned_data["level"])


class FamilyForm(forms.Form):
    family = forms.ChoiceField(
        label=_("Does the person, or the family, know what we do?"),
        help_text=_("Telling them is the rule. Not telling is for when it would put somebody in danger."),
        choices=Fact.Family,
        widget=forms.RadioSelect,
    )
    why = box(_("Who was told what, by whom and when; or why not"), longest=4000)


class ConsultForm(forms.Form):
    whom = forms.CharField(
        label=_("Whom did you ask?"), help_text=_("Name and duty, or the service."), max_length=200
    )
    advice = box(_("What did they advise?"), longest=4000)
    was_named = forms.BooleanField(label=_("They learned who the person is"), required=False)


TIMES = (
    (15, _("within 15 minutes")),
    (60, _("within an hour")),
    (4 * 60, _("within 4 hours")),
    (24 * 60, _("by this time tomorrow")),
    (3 * 24 * 60, _("in 3 days")),
    (7 * 24 * 60, _("in a week")),
    (14 * 24 * 60, _("in two weeks")),
    (28 * 24 * 60, _("in four weeks")),
)


class StepForm(forms.Form):
    what = forms.CharField(label=_("What is to be done?"), max_length=500)
    who = forms.CharField(label=_("Who does it?"), max_length=120)
    minutes = forms.TypedChoiceField(label=_("Until when?"), choices=TIMES, coerce=int, initial=60)
    kind = forms.ChoiceField(
        label=_("What kind of step is it?"),
        choices=Step.Kind,
        initial=Step.Kind.ACT,
        widget=forms.RadioSelect,
    )

    @property
    def facts(self):
        """What the action takes."""
        said = dict(self.cleaned_data)
        return said | {"due_at": timezone.now() + timedelta(minutes=said.pop("minutes"))}


class DoneForm(forms.Form):
    came = box(
        _("What came of it?"),
        hint=_("If it is not needed any more, write why."),
        rows=3,
        longest=2000,
    )


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("How did it end?"), choices=Concern.Outcome, widget=forms.RadioSelect)
    closing = box(
        _("What was done, and why nothing more is needed"),
        hint=_("Stays in this record. Who raised it reads only that it is closed."),
        longest=4000,
    )


def _entry_named(fact, zone):
    """By the clock of the concern, and which one that is: in a list of choices the browser changes no time."""
    moment = timezone.localtime(fact.at, zone)
    return f"{fact.get_kind_display()}, {moment:%d.%m. %H.%M} ({moment:%Z})"
