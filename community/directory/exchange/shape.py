"""The shape of HSDS 3.1: which objects there are, what hangs on what, and what the standard cannot do without.

Everything else follows from the models, which bear the standard's names.
"""

import uuid
from dataclasses import dataclass, field
from functools import cached_property

from community.directory import models
from community.directory.exchange import cells
from community.directory.models import Taxonomy

OURS = uuid.UUID(Taxonomy.OURS)
NEVER_FROM_FILES = {"id", "position", "extra", "assured_by", "written_at"}
# What the standard has no name for; kept under names of our own, after the standard's.
OWN = {
    "translations",
    "written_in",
    "age_subject",
    "ends_on_birthday",
    "from_pregnancy_week",
    "referral_needed",
    "online",
    "check_by",
    "assurer_name",
    "source",
    "zone",
    "is_exception",
    "open_on_holidays",
    "when_people_seek_it",
    "what_to_expect",
    "what_is_known",
    "references",
}


@dataclass(frozen=True)
class Kind:
    """One object of the standard. `lists` and `ones`: {name in JSON: (kind, column that ties them)}."""

    name: str
    model: type
    file: str
    needs: tuple = ()  # without these a row cannot be taken in
    tells: tuple = ()  # told even when empty, as the schemas ask
    lists: dict = field(default_factory=dict)
    ones: dict = field(default_factory=dict)

    @cached_property
    def fields(self):
        """{name in the standard: its cell}, ids of other objects included, in the order of the model."""
        found = {}
        for column in self.model._meta.concrete_fields:
            if column.name not in NEVER_FROM_FILES:
                name = "taxonomy_id" if column.name == "taxonomy_detail" else column.attname
                found[name] = cells.cell_for(column)
        return found

    @cached_property
    def columns(self):
        """The columns of the table."""
        return [column.attname for column in self.model._meta.concrete_fields]

    @cached_property
    def keys(self):
        """{column: kind it points to} of the ids that must lead somewhere."""
        return {column.attname: BY_MODEL[column.related_model] for column in self._pointing()}

    @cached_property
    def must(self):
        """The columns among `keys` without which it cannot be."""
        return [column.attname for column in self._pointing() if not column.null]

    @cached_property
    def parents(self):
        """Columns of which one at least says what it hangs on; none where it stands by itself."""
        return () if self.name in ALONE else tuple(self.keys)

    def _pointing(self):
        return [
            column
            for column in self.model._meta.concrete_fields
            if column.is_relation and column.related_model in BY_MODEL and column.db_constraint
        ]


ALONE = {"organization", "service", "location", "taxonomy", "taxonomy_term", "unit", "attribute", "metadata"}
_ADDRESS = ("address_1", "city", "state_province", "postal_code", "country", "address_type")


def _on(column, **kinds):
    return {name: (kind, column) for name, kind in kinds.items()}


KINDS = {
    kind.name: kind
    for kind in (
        Kind("taxonomy", models.Taxonomy, "taxonomies.csv", ("name",), ("name", "description")),
        Kind(
            "taxonomy_term",
            models.TaxonomyTerm,
            "taxonomy_terms.csv",
            ("name",),
            ("name", "description"),
            ones={"taxonomy_detail": ("taxonomy", "taxonomy_detail_id")},
        ),
        Kind("unit", models.Unit, "units.csv", ("name",), ("name",)),
        Kind(
            "organization",
            models.Organization,
            "organizations.csv",
            ("name",),
            ("name", "description"),
            lists=_on(
                "organization_id",
                additional_websites="url",
                funding="funding",
                contacts="contact",
                phones="phone",
                locations="location",
                programs="program",
                organization_identifiers="organization_identifier",
            ),
        ),
        Kind("program", models.Program, "programs.csv", ("name",), ("name", "description")),
        Kind(
            "location",
            models.Location,
            "locations.csv",
            ("location_type",),
            ("location_type",),
            lists=_on(
                "location_id",
                languages="language",
                addresses="address",
                contacts="contact",
                accessibility="accessibility",
                phones="phone",
                schedules="schedule",
            ),
        ),
        Kind(
            "service",
            models.Service,
            "services.csv",
            ("name", "status"),
            ("name", "status"),
            lists=_on(
                "service_id",
                additional_urls="url",
                phones="phone",
                schedules="schedule",
                service_areas="service_area",
                service_at_locations="service_at_location",
                languages="language",
                funding="funding",
                cost_options="cost_option",
                required_documents="required_document",
                contacts="contact",
                capacities="service_capacity",
            ),
            ones={"organization": ("organization", "organization_id"), "program": ("program", "program_id")},
        ),
        Kind(
            "service_at_location",
            models.ServiceAtLocation,
            "service_at_location.csv",
            lists=_on(
                "service_at_location_id",
                service_areas="service_area",
                contacts="contact",
                phones="phone",
                schedules="schedule",
            ),
            ones={"location": ("location", "location_id"), "service": ("service", "service_id")},
        ),
        Kind("contact", models.Contact, "contacts.csv", lists=_on("contact_id", phones="phone")),
        Kind(
            "phone",
            models.Phone,
            "phones.csv",
            ("number",),
            ("number",),
            lists=_on("phone_id", languages="language"),
        ),
        Kind("address", models.Address, "addresses.csv", (), _ADDRESS),
        Kind("schedule", models.Schedule, "schedules.csv"),
        Kind("funding", models.Funding, "funding.csv"),
        Kind("service_area", models.ServiceArea, "service_areas.csv"),
        Kind("required_document", models.RequiredDocument, "required_documents.csv"),
        Kind("language", models.Language, "languages.csv"),
        Kind("accessibility", models.Accessibility, "accessibility.csv"),
        Kind("cost_option", models.CostOption, "cost_options.csv"),
        Kind(
            "organization_identifier",
            models.OrganizationIdentifier,
            "organization_identifiers.csv",
            ("identifier",),
            ("identifier_type", "identifier"),
        ),
        Kind("url", models.Url, "url.csv", ("url",), ("url",)),
        Kind(
            "service_capacity",
            models.ServiceCapacity,
            "service_capacity.csv",
            ("available", "updated"),
            ("available", "updated"),
            ones={"unit": ("unit", "unit_id")},
        ),
        Kind(
            "attribute",
            models.Attribute,
            "attributes.csv",
            ones={"taxonomy_term": ("taxonomy_term", "taxonomy_term_id")},
        ),
        Kind(
            "metadata",
            models.Metadata,
            "metadata.csv",
            ("last_action_date", "last_action_type", "field_name", "updated_by"),
            (
                "last_action_date",
                "last_action_type",
                "field_name",
                "previous_value",
                "replacement_value",
                "updated_by",
            ),
        ),
    )
}
SHARED = {"organization", "location", "program", "taxonomy_term", "taxonomy", "unit"}  # told again and again
BY_MODEL = {kind.model: kind.name for kind in KINDS.values()}
ORDER = {name: number for number, name in enumerate(KINDS)}  # what is pointed to comes first
# Lists that any object may have: tied by id and name of the object instead of by a column for each kind.
ON_ANYTHING = {"attributes": "attribute", "metadata": "metadata"}
TIES = {"attribute": ("link_id", "link_entity"), "metadata": ("resource_id", "resource_type")}
