"""What somebody looks for. All of it may stay empty; what cannot be read is said, and the rest still counts."""

from django import forms
from django.conf import settings
from django.db.models import CharField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.directory import places
from community.directory.crisis import LANGUAGE_NAMES
from community.directory.finding import Wish
from community.directory.models import Taxonomy, TaxonomyTerm

WHOSE = (
    ("", _("Anybody’s")),
    ("person", _("My own")),
    ("parent", _("My own, as a parent")),
    ("child", _("A child’s")),
)
WAYS = (("", _("In any way")), ("online", _("Online")), ("place", _("At a place")))
LANGUAGES = tuple(dict.fromkeys(("fi", "sv", "en", "nb", *LANGUAGE_NAMES)))
MOST_PAGES = 500
BOX = {"class": "input"}
NUMBER = dict.fromkeys(
    ("invalid", "min_value", "max_value"),
    _("Write a number: up to 42 for weeks, up to 120 for years."),
)


class Years(forms.FloatField):
    """A number with a point or a comma, whatever the language."""

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if value else value)


class SearchForm(forms.Form):
    """Sent by GET, so that a search can be gone back to. Nothing in it says who asks."""

    place = forms.CharField(
        label=_("Where"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=BOX | {"autocomplete": "off", "aria-describedby": "place_hint"}),
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=BOX | {"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind of help"), required=False, widget=forms.Select(attrs=BOX))
    week = forms.IntegerField(
        label=_("Expecting a child: week of pregnancy"),
        min_value=1,
        max_value=42,
        required=False,
        error_messages=NUMBER,
        widget=forms.NumberInput(attrs=BOX | {"class": "input input--short"}),
    )
    age = Years(
        label=_("Age in years"),
        min_value=0,
        max_value=120,
        required=False,
        error_messages=NUMBER,
        widget=forms.TextInput(
            attrs={"class": "input input--short", "inputmode": "decimal", "autocomplete": "off"}
        ),
    )
    whose = forms.ChoiceField(
        label=_("Whose age"), choices=WHOSE, required=False, widget=forms.Select(attrs=BOX)
    )
    language = forms.MultipleChoiceField(
        label=_("Language"),
        choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    way = forms.ChoiceField(label=_("How"), choices=WAYS, required=False, widget=forms.Select(attrs=BOX))
    open_now = forms.BooleanField(label=_("Open now"), required=False)
    free = forms.BooleanField(label=_("Free of charge"), required=False)
    no_referral = forms.BooleanField(label=_("No referral needed"), required=False)
    accessible = forms.BooleanField(label=_("With a word on how to get in and around"), required=False)
    page = forms.IntegerField(min_value=1, max_value=MOST_PAGES, required=False, widget=forms.HiddenInput)

    ALWAYS_SEEN = ("place", "words", "kind", "page")
    ONLY = ("open_now", "free", "no_referral", "accessible")

    def __init__(self, asked, *, language):
        super().__init__(asked, auto_id="%s")
        ours = TaxonomyTerm.objects.filter(taxonomy_detail=Taxonomy.OURS).exclude(code="")
        told = KeyTextTransform("name", KeyTextTransform(language.partition("-")[0], "translations"))
        said = Coalesce(NullIf(told, Value("")), "name", output_field=CharField())
        self.terms = dict(ours.values_list("code", said))  # their pages are long: the names alone are read
        self.fields["kind"].choices = [("", _("Any")), *self.terms.items()]
        self.is_valid()

    @cached_property
    def place_meant(self):
        """The place the reader means, or None: none was asked for, or we do not know it."""
        asked = self.cleaned_data.get("place", "")
        return places.find(asked, country=settings.COUNTRY) if asked else None

    @cached_property
    def places_alike(self):
        """Places with a name much like the one we do not know."""
        asked = self.cleaned_data.get("place", "")
        return places.alike(asked, country=settings.COUNTRY) if asked and not self.place_meant else []

    @property
    def narrows(self):
        """Whether anything is asked for that stands folded away."""
        return any(value for name, value in self.cleaned_data.items() if name not in self.ALWAYS_SEEN) or any(
            name not in self.ALWAYS_SEEN for name in self.errors
        )

    @property
    def only(self):
        """The boxes of “only show”."""
        return [self[name] for name in self.ONLY]

    @cached_property
    def wish(self):
        """What was asked, as finding takes it."""
        asked = self.cleaned_data
        return Wish(
            words=asked.get("words", ""),
            place=self.place_meant,
            languages=tuple(asked.get("language", ())),
            terms=(asked["kind"],) if asked.get("kind") else (),
            whose=asked.get("whose", ""),
            age=asked.get("age"),
            pregnancy_week=asked.get("week"),
            free=asked.get("free", False),
            without_referral=asked.get("no_referral", False),
            online=asked.get("way") == "online",
            on_site=asked.get("way") == "place",
            accessible=asked.get("accessible", False),
            open_now=asked.get("open_now", False),
        )
