"""Who provides: Organization, its identifiers and programs, and further addresses on the web."""

from django.db import models
from django.db.models import Exists, OuterRef

from community.directory.models.entry import Entry, Part, hangs_on
from community.directory.models.service import Service
from community.directory.rules import may_edit


class OrganizationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those with a service this person may see; editors all."""
        if may_edit(user):
            return self
        return self.filter(Exists(Service.objects.visible_to(user).filter(organization=OuterRef("pk"))))


class Organization(Entry):
    """A public body, association or company that provides services.

    `parent_organization` may name one that is not in the directory: the standard does not make it a foreign key.
    """

    name = models.CharField()
    alternate_name = models.CharField(blank=True)
    description = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=2000, blank=True)
    tax_status = models.CharField(blank=True)  # deprecated by the standard
    tax_id = models.CharField(blank=True)  # deprecated by the standard
    year_incorporated = models.PositiveSmallIntegerField(null=True, blank=True)
    legal_status = models.CharField(blank=True)
    logo = models.CharField(blank=True)
    uri = models.URLField(max_length=2000, blank=True)
    parent_organization = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        db_constraint=False,
        related_name="child_organizations",
    )

    objects = OrganizationQuerySet.as_manager()


class OrganizationIdentifier(Part):
    """A number or address by which others know the organisation."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="organization_identifiers"
    )
    identifier_scheme = models.CharField(blank=True)
    identifier_type = models.CharField()
    identifier = models.CharField()


class Program(Part):
    """Services of an organisation that belong together."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="programs")
    name = models.CharField()
    alternate_name = models.CharField(blank=True)
    description = models.TextField(blank=True)


class Url(Part):
    """A further address on the web (3.1): `organization.additional_websites`, `service.additional_urls`."""

    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="additional_websites"
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="additional_urls"
    )
    label = models.CharField(blank=True)
    url = models.URLField(max_length=2000)

    class Meta(Part.Meta):
        constraints = [hangs_on("organization", "service", name="url_hangs_on_something")]
