"""Note: what a person writes for themselves between the meetings. It belongs to the person, not to a group."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from groups.models.group import Membership

MOST = 1000  # notes in one notebook: so many are searched in memory


class Notebook(models.Model):
    """One person's own notes, under a data key of their own: it ends with the person, and with no group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    data_key = models.OneToOneField("community.DataKey", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return str(self.pk)


class NoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and nobody else's, whoever they are."""
        return self.filter(notebook__account=user)

    def newest_first(self):
        return self.order_by("-written_at", "-pk")

    def open_questions(self):
        """What somebody means to ask at the next meeting, oldest first."""
        return self.filter(kind=Note.Kind.QUESTION, done_at=None).order_by("written_at")

    def shared_in(self, group):
        """What its members let the group's staff read, while they have their seat; newest first."""
        current = self.filter(seat__group=group, seat__left_at=None, seat__user=F("notebook__account"))
        return current.exclude(shared_at=None).order_by("-shared_at")


class Note(models.Model):
    """A few words of one person to themselves, or a question they mean to ask at the next meeting.

    `seat`: in which group the question is meant, or whose staff may read it. They may from `shared_at` on, until the
    person takes it back or leaves.
    """

    LENGTH = 6000

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        QUESTION = "question", _("question for the next meeting")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notebook = models.ForeignKey(Notebook, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NOTE)
    words = vault.SealedText(max_length=LENGTH)
    seat = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)  # of a question: asked, or not needed any more

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["notebook", "-written_at"]),
            models.Index(
                fields=["seat"], condition=Q(kind="question", done_at=None), name="questions_for_a_meeting"
            ),
            models.Index(fields=["seat"], condition=Q(shared_at__isnull=False), name="notes_shared"),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return self.notebook.data_key_id

    @property
    def is_question(self):
        return self.kind == self.Kind.QUESTION

    @property
    def is_shared(self):
        """Whether the group's staff may read it now. Needs `seat`."""
        return self.shared_at is not None and self.seat is not None and self.seat.is_current

    @property
    def first_line(self):
        """What a list shows of it."""
        return next((line.strip() for line in self.words.splitlines() if line.strip()), "")
