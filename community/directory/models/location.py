"""Where it is provided: Location, its addresses and how one gets in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.directory.models.entry import Part, one_of


class Place(models.TextChoices):
    """What a location or an address is."""

    PHYSICAL = "physical", _("a place to visit")
    POSTAL = "postal", _("a postal address")
    VIRTUAL = "virtual", _("on the web")


class Location(Part):
    """A place. Coordinates are in degrees (WGS 84); the standard sets them no limits, so neither do we."""

    location_type = models.CharField(max_length=8, choices=Place, default=Place.PHYSICAL)
    url = models.URLField(max_length=2000, blank=True)
    organization = models.ForeignKey(
        "directory.Organization", null=True, blank=True, on_delete=models.CASCADE, related_name="locations"
    )
    name = models.CharField(blank=True)
    alternate_name = models.CharField(blank=True)
    description = models.TextField(blank=True)
    transportation = models.TextField(blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    external_identifier = models.CharField(blank=True)
    external_identifier_type = models.CharField(blank=True)

    class Meta(Part.Meta):
        constraints = [one_of("location_type", Place, "location_type_is_known")]


class Address(Part):
    """An address of a location. `state_province` is required by the standard: elsewhere it holds the region's name."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="addresses")
    attention = models.CharField(blank=True)
    address_1 = models.CharField(blank=True)
    address_2 = models.CharField(blank=True)
    city = models.CharField(blank=True)
    region = models.CharField(blank=True)
    state_province = models.CharField(blank=True)
    postal_code = models.CharField(blank=True)
    country = models.CharField(blank=True)  # ISO 3166-1, two letters
    address_type = models.CharField(max_length=8, choices=Place, default=Place.PHYSICAL)

    class Meta(Part.Meta):
        constraints = [one_of("address_type", Place, "address_type_is_known")]


class Accessibility(Part):
    """How a location can be reached and used by people who see, hear, move or understand differently."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="accessibility")
    description = models.TextField(blank=True)
    details = models.TextField(blank=True)
    url = models.URLField(max_length=2000, blank=True)
