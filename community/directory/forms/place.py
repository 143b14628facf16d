"""What editors change of the places where a service is: what they are called, their addresses, how to get there."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.directory import places
from community.directory.actions import entry
from community.directory.forms.entry import home_of, with_words, words_in
from community.directory.models import Address, Location, ServiceAtLocation
from community.directory.models.location import Place

WORDS = ("name", "transportation")
ADDRESS = ("address_1", "postal_code", "city", "country")


class PlaceForm(forms.Form):
    """One place of a service; without a name and an address the service is taken out of it.

    A new address gives the place the point of its postal code or town, for finding what is near.
    """

    name = forms.CharField(label=_("What the place is called"), max_length=200, required=False)
    address_1 = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    city = forms.CharField(label=_("Town"), max_length=100, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=settings.COUNTRIES, required=False)
    transportation = forms.CharField(
        label=_("How to get there"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, asked, *, at, language, **facts):
        self.at, self.location, self.language = at, at.location, language
        there = [] if self.is_new else self.location.addresses.all()
        self.address = next(iter(there), Address())
        told = {name: getattr(self.address, name) for name in ADDRESS}
        told["country"] = told["country"] or settings.COUNTRY
        super().__init__(asked, initial=words_in(self.location, language, WORDS) | told, **facts)
        if told["country"] not in dict(settings.COUNTRIES):
            self.fields["country"].choices = [*settings.COUNTRIES, (told["country"], told["country"])]

    @property
    def is_new(self):
        return self.at._state.adding

    @property
    def is_shared(self):
        """Whether other services are in this place too, and change with it."""
        return not self.is_new and len(self.location.service_at_locations.all()) > 1

    @property
    def is_empty(self):
        asked = self.cleaned_data
        told = [asked[name] for name in ("name", "address_1", "postal_code", "city")]
        return not any(told) and not self.location.translations

    def clean(self):
        asked = super().clean()
        if not asked.get("name") and self.language == home_of(self.location):
            asked["name"] = asked.get("address_1") or asked.get("city") or ""
        return asked

    def save(self, *, actor):
        """Add, change or leave the place; raises ValidationError as those actions do."""
        if not self.has_changed() or (self.is_new and self.is_empty):
            return
        if self.is_empty:
            entry.remove(part=self.at, actor=actor)
            return
        asked = self.cleaned_data
        address = {name: asked[name] for name in ADDRESS}
        words = with_words(self.location, self.language, {name: asked[name] for name in WORDS})
        moved = {*self.changed_data} & {*ADDRESS}
        point = self._point() if moved else {}
        if self.is_new:
            entry.add_place(at=self.at, actor=actor, address=address, **words, **point)
            return
        entry.change(thing=self.location, actor=actor, **words, **point)
        if not moved:
            return
        if self.address._state.adding:
            entry.add(part=Address(location=self.location, **address), actor=actor)
        else:
            entry.change(thing=self.address, actor=actor, **address)

    def _point(self):
        asked = self.cleaned_data
        found = places.find(f"{asked['postal_code']}, {asked['city']}", country=asked["country"])
        return {
            "latitude": found.latitude if found else None,
            "longitude": found.longitude if found else None,
        }


def place_forms(asked, *, service, language):
    """A form for each place to visit, and an empty one."""
    there = [at for at in service.service_at_locations.all() if at.location.location_type == Place.PHYSICAL]
    new = ServiceAtLocation(service=service, location=Location(written_in=language))
    return [
        PlaceForm(asked, at=at, language=language, prefix=f"place-{'new' if at is new else at.pk}")
        for at in (*there, new)
    ]
