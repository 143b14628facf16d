"""The group's own confidentiality agreement, its wording per language, and who promised it."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Agreement(models.Model):
    """One version of a group's promise. A new version asks everyone to affirm before they next speak."""

    group = models.ForeignKey("groups.PeerGroup", on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint("group", "version", name="one_agreement_per_version")]

    def __str__(self):
        return f"{self.group_id} v{self.version}"

    def text(self, language):
        """Its wording in that language, else in the group's own. Prefetch `texts` and `group`."""
        texts = {text.language: text for text in self.texts.all()}
        return texts.get(language) or texts.get(self.group.language) or next(iter(texts.values()))


class AgreementText(models.Model):
    """The wording in one language: light markup, and questions asked instead of a bare tick.

    `questions` is a list of {"question", "choices": [...], "right": index, "why"}; two or three of them.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=7, choices=settings.LANGUAGES)
    body = models.TextField(max_length=8000)
    questions = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint("agreement", "language", name="one_wording_per_language")]

    def __str__(self):
        return f"{self.agreement_id} {self.language}"

    @property
    def sha256(self):
        return hashlib.sha256(self.body.encode()).hexdigest()


class SignatureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person promised, also in groups they have left."""
        return self.filter(membership__user=user)


class Signature(models.Model):
    """Proof of one promise: which version, in which language, the SHA-256 of its text, when and how.

    A confidentiality promise is kept apart from consent to data processing (GDPR art. 7).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey("groups.Membership", on_delete=models.CASCADE, related_name="signatures")
    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=7)
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=40, default="questions answered, button pressed")

    objects = SignatureQuerySet.as_manager()
