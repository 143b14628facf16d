"""The directory in the words of the field's standard, Open Referral HSDS 3.1: its objects, its field names, its enums.

What the standard does not know is marked `own` where it stands. Nothing here has a length the standard does not have.
"""

from community.directory.models.contact import ContactRequest
from community.directory.models.keeping import Doubt, Link
from community.directory.models.kept import CardCopy, Kept
from community.directory.models.listing import ListedCard, ListedPlace, ListedWord, Listing
from community.directory.models.location import Accessibility, Address, Location
from community.directory.models.metadata import Metadata
from community.directory.models.offer import (
    CostOption,
    Funding,
    RequiredDocument,
    ServiceArea,
    ServiceCapacity,
    Unit,
)
from community.directory.models.organization import Organization, OrganizationIdentifier, Program, Url
from community.directory.models.reach import Contact, Language, Phone
from community.directory.models.referral import Referral
from community.directory.models.schedule import Schedule
from community.directory.models.service import Service, ServiceAtLocation
from community.directory.models.taxonomy import Attribute, Taxonomy, TaxonomyTerm

__all__ = [
    "Accessibility",
    "Address",
    "Attribute",
    "CardCopy",
    "Contact",
    "ContactRequest",
    "CostOption",
    "Doubt",
    "Funding",
    "Kept",
    "Language",
    "Link",
    "ListedCard",
    "ListedPlace",
    "ListedWord",
    "Listing",
    "Location",
    "Metadata",
    "Organization",
    "OrganizationIdentifier",
    "Phone",
    "Program",
    "Referral",
    "RequiredDocument",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "Taxonomy",
    "TaxonomyTerm",
    "Unit",
    "Url",
]
