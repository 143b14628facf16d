"""What was changed when, by whom: the directory's history."""

import uuid

from django.db import models
from django.utils import timezone


class MetadataQuerySet(models.QuerySet):
    def about(self, *things):
        """What was written about these objects, which are all of one kind; the newest first."""
        if not things:
            return self.none()
        here = self.filter(resource_type=things[0].entity, resource_id__in=[thing.pk for thing in things])
        return here.order_by("-last_action_date", "-written_at", "id")

    def of_any(self, *things):
        """What was written here about these objects, of whatever kinds; the newest first."""
        return self.filter(resource_id__in=[thing.pk for thing in things]).order_by("-written_at", "id")


class Metadata(models.Model):
    """One change of one field of one object. `updated_by` of our own changes is a duty, never a person.

    Own: `written_at`, which keeps changes of one day in order, and `extra`, as on every object.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    resource_id = models.UUIDField()
    resource_type = models.CharField()
    last_action_date = models.DateField(default=timezone.localdate)
    last_action_type = models.CharField()
    field_name = models.CharField()
    previous_value = models.TextField(blank=True)
    replacement_value = models.TextField(blank=True)
    updated_by = models.CharField()
    written_at = models.DateTimeField(default=timezone.now)
    extra = models.JSONField(default=dict, blank=True)

    objects = MetadataQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("resource_id", "resource_type", name="metadata_resource")]
