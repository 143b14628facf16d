"""On what terms: what it costs, whom it serves, which papers, who pays, how many places are left."""

from django.db import models

from community.directory.models.entry import Part, hangs_on


class CostOption(Part):
    """A price. `currency` has three letters (ISO 4217), as they came."""

    service = models.ForeignKey("directory.Service", on_delete=models.CASCADE, related_name="cost_options")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    option = models.CharField(blank=True)
    currency = models.CharField(blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    amount_description = models.TextField(blank=True)


class ServiceArea(Part):
    """Where the people live who are served. `extent_type`: geojson, topojson, kml or text."""

    service = models.ForeignKey(
        "directory.Service", null=True, blank=True, on_delete=models.CASCADE, related_name="service_areas"
    )
    service_at_location = models.ForeignKey(
        "directory.ServiceAtLocation",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="service_areas",
    )
    name = models.CharField(blank=True)
    description = models.TextField(blank=True)
    extent = models.TextField(blank=True)
    extent_type = models.CharField(blank=True)
    uri = models.CharField(blank=True)

    class Meta(Part.Meta):
        constraints = [hangs_on("service", "service_at_location", name="service_area_hangs_on_something")]


class RequiredDocument(Part):
    """A paper one needs to bring."""

    service = models.ForeignKey(
        "directory.Service", on_delete=models.CASCADE, related_name="required_documents"
    )
    document = models.TextField(blank=True)
    uri = models.URLField(max_length=2000, blank=True)


class Funding(Part):
    """Who pays for it."""

    organization = models.ForeignKey(
        "directory.Organization", null=True, blank=True, on_delete=models.CASCADE, related_name="funding"
    )
    service = models.ForeignKey(
        "directory.Service", null=True, blank=True, on_delete=models.CASCADE, related_name="funding"
    )
    source = models.TextField(blank=True)

    class Meta(Part.Meta):
        constraints = [hangs_on("organization", "service", name="funding_hangs_on_something")]


class Unit(Part):
    """What capacity is counted in (3.1), for example places in a group."""

    name = models.CharField()
    scheme = models.CharField(blank=True)
    identifier = models.CharField(blank=True)
    uri = models.URLField(max_length=2000, blank=True)


class ServiceCapacity(Part):
    """How much is left (3.1), in its unit, at the time `updated`."""

    service = models.ForeignKey("directory.Service", on_delete=models.CASCADE, related_name="capacities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="capacities")
    available = models.FloatField()
    maximum = models.FloatField(null=True, blank=True)
    description = models.TextField(blank=True)
    updated = models.DateTimeField()
