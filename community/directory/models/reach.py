"""How it is reached: Contact, Phone, and in which Language.

One row may hang on several parents, as in the standard's own example files; it goes with the first that is deleted.
"""

from django.db import models

from community.directory.models.entry import Part, hangs_on


def _on(model, related_name):
    return models.ForeignKey(
        f"directory.{model}", null=True, blank=True, on_delete=models.CASCADE, related_name=related_name
    )


class Contact(Part):
    """A person or desk to turn to."""

    organization = _on("Organization", "contacts")
    service = _on("Service", "contacts")
    service_at_location = _on("ServiceAtLocation", "contacts")
    location = _on("Location", "contacts")
    name = models.CharField(blank=True)
    title = models.CharField(blank=True)
    department = models.CharField(blank=True)
    email = models.EmailField(blank=True)

    class Meta(Part.Meta):
        constraints = [
            hangs_on(
                "organization",
                "service",
                "service_at_location",
                "location",
                name="contact_hangs_on_something",
            )
        ]


class Phone(Part):
    """A number. `type` is a word of RFC 6350: text, voice, fax, cell, video, pager, textphone."""

    location = _on("Location", "phones")
    service = _on("Service", "phones")
    organization = _on("Organization", "phones")
    contact = _on("Contact", "phones")
    service_at_location = _on("ServiceAtLocation", "phones")
    number = models.CharField()
    extension = models.BigIntegerField(null=True, blank=True)
    type = models.CharField(blank=True)
    description = models.TextField(blank=True)

    class Meta(Part.Meta):
        constraints = [
            hangs_on(
                "location",
                "service",
                "organization",
                "contact",
                "service_at_location",
                name="phone_hangs_on_something",
            )
        ]

    @property
    def dial(self):
        """The number as a `tel:` address takes it."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")


class Language(Part):
    """A language that is spoken there; `code` is ISO 639-1 or 639-3, in small letters."""

    service = _on("Service", "languages")
    location = _on("Location", "languages")
    phone = _on("Phone", "languages")
    name = models.CharField(blank=True)
    code = models.CharField(blank=True)
    note = models.TextField(blank=True)

    class Meta(Part.Meta):
        constraints = [hangs_on("service", "location", "phone", name="language_hangs_on_something")]
        indexes = [models.Index("code", "service", name="language_code_service")]
