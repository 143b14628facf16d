"""What kind it is: Taxonomy, its terms, and Attribute, which ties a term to anything in the directory."""

from django.db import models
from django.db.models import Q

from community.directory.models.entry import Entry, Part


class TaxonomyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All: what kinds of help there are is nobody's secret."""
        return self.all()


class Taxonomy(Entry):
    """A list of kinds. `OURS` is the directory's own, of the therapy field."""

    OURS = "5d0ff9d2-7e0c-5b1a-9c38-6a0f3f5c1d11"

    name = models.CharField()
    description = models.TextField(blank=True)
    uri = models.URLField(max_length=2000, blank=True)
    version = models.CharField(blank=True)

    objects = TaxonomyQuerySet.as_manager()


class TaxonomyTerm(Part):
    """One kind of help, need or audience.

    The standard has a text `taxonomy` beside the id: so the relation is named `taxonomy_detail`, as its JSON names
    the object; the column is `taxonomy_id`. `parent` may name a term that is not in the directory.
    Own: the words of its plain page, and `references` [{"text", "year", "uri"}] behind `what_is_known`.
    """

    code = models.CharField(blank=True)
    name = models.CharField()
    description = models.TextField(blank=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        db_constraint=False,
        related_name="children",
    )
    taxonomy = models.CharField(blank=True)
    taxonomy_detail = models.ForeignKey(
        Taxonomy,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="terms",
        db_column="taxonomy_id",
    )
    language = models.CharField(blank=True)
    term_uri = models.URLField(max_length=2000, blank=True)
    when_people_seek_it = models.TextField(blank=True)
    what_to_expect = models.TextField(blank=True)
    what_is_known = models.TextField(blank=True)
    references = models.JSONField(default=list, blank=True)

    objects = TaxonomyQuerySet.as_manager()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                "taxonomy_detail", "code", condition=~Q(code=""), name="term_code_once_in_a_taxonomy"
            )
        ]


class AttributeQuerySet(models.QuerySet):
    def about(self, *things):
        """Those of these objects, which are all of one kind. No objects, no attributes."""
        if not things:
            return self.none()
        return self.filter(link_entity=things[0].entity, link_id__in=[thing.pk for thing in things])


class Attribute(Part):
    """Says that a term applies to an object: `link_entity` is the object's `entity`, `link_id` its id.

    `link_type` says what the term tells about it, for example "eligibility" or "service type".
    """

    link_id = models.UUIDField()
    link_entity = models.CharField()
    taxonomy_term = models.ForeignKey(
        TaxonomyTerm, null=True, blank=True, on_delete=models.CASCADE, related_name="attributes"
    )
    link_type = models.CharField(blank=True)
    value = models.TextField(blank=True)
    label = models.CharField(blank=True)

    objects = AttributeQuerySet.as_manager()

    class Meta(Part.Meta):
        indexes = [
            models.Index("link_id", "link_entity", name="attribute_link"),
            models.Index("taxonomy_term", "link_entity", "link_id", name="attribute_term_link"),
        ]
