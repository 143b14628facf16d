"""The audit log: one Entry per staff act or look, chained, never changed and never removed."""

import json
import uuid

from django.db import models
from django.db.models import Q

from community import vault


class AppendOnly(Exception):  # noqa: N818 - it says what holds
    """Somebody tried to change or remove what was recorded."""


class EntryQuerySet(models.QuerySet):
    """Reads only. Entries are written one at a time by `actions.record`, which alone can chain them."""

    def _refuse(self, *args, **kwargs):
        raise AppendOnly("Audit entries are written by record() and stay as they are.")

    _refuse.alters_data = True  # so that no template can call it
    update = delete = bulk_update = bulk_create = _refuse


class Entry(models.Model):
    """Who did what to what, when and why. Ids and states only; the reason is sealed, other words stay out.

    People and things are named by id and not by foreign key: erasing a person must not break the chain.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seq = models.PositiveBigIntegerField(unique=True)  # 1, 2, 3, …: no gaps
    at = models.DateTimeField(db_index=True)
    actor_id = models.UUIDField(null=True, db_index=True)  # empty: the system itself
    role = models.CharField(max_length=40, blank=True)  # the role the act was done in
    action = models.CharField(
        max_length=80, db_index=True
    )  # a noun and what happened to it: "message.hidden"
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    facts_json = models.TextField(default="{}")  # text, so that the database keeps it to the byte
    reason = vault.SealedText(blank=True)
    prev = models.CharField(max_length=64)  # the hash of the entry before; zeros for the first
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ["seq"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_entry_subject")]
        constraints = [models.CheckConstraint(name="audit_entry_counts_from_one", condition=Q(seq__gte=1))]

    def save(self, **kwargs):
        if not self._state.adding:
            raise AppendOnly("An audit entry is not changed; record what corrects it.")
        super().save(**{**kwargs, "force_insert": True})

    def delete(self, **kwargs):
        raise AppendOnly("An audit entry is not removed.")

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def facts(self):
        """Short ids and states that belong to the act, by name."""
        return json.loads(self.facts_json)


class AuditHead(models.Model):
    """Where the log ends: one row, moved with every entry, so that a cut-off tail shows.

    Locking it is what puts entries in line. The `mark` is made with the key: who has only the database
    cannot set the head back. Once the mark is wrong it stays wrong, however many entries follow.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(name="audit_one_head", condition=Q(id=1))]
