"""Invitation: one client, one group, one secret that works once."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault

LIFETIME = timedelta(days=30)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A referrer follows their own invitations, and nobody else's."""
        return self.filter(referrer=user)

    def usable(self):
        return self.filter(
            revoked_at=None,
            accepted_at=None,
            declined_at=None,
            expires_at__gt=timezone.now(),
            group__ended_at=None,
        )


class Invitation(models.Model):
    """A referrer's invitation of one client. Holds as little as possible: secrets as keyed hashes only, the contact
    only until it has been sent to, and a label that only the referrer understands."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("we send an e-mail")
        TEXT = "text", _("I send a text message myself")
        LETTER = "letter", _("I give or post a printed letter")

    class State(models.TextChoices):
        SENT = "sent", _("sent")
        OPENED = "opened", _("opened")
        SEATED = "seated", _("has a seat")
        DECLINED = "declined", _("said no")
        ENDED = "ended", _("seat ended")
        REVOKED = "revoked", _("taken back")
        EXPIRED = "expired", _("expired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey("groups.PeerGroup", on_delete=models.CASCADE, related_name="invitations")
    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    label = vault.SealedText(max_length=40, blank=True)
    contact = vault.SealedText(max_length=254, blank=True)
    channel = models.CharField(max_length=6, choices=Channel)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    token_digest = models.BinaryField(max_length=32, unique=True)  # of the 256-bit secret in the link
    code_digest = models.BinaryField(max_length=32, unique=True, null=True)  # of the short code on paper
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    membership = models.OneToOneField(
        "groups.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def state(self):
        """What the referrer may know. Needs `membership` for a seat that ended."""
        if self.accepted_at:
            over = self.membership is None or self.membership.left_at is not None
            return self.State.ENDED if over else self.State.SEATED
        if self.declined_at:
            return self.State.DECLINED
        if self.revoked_at:
            return self.State.REVOKED
        if self.expires_at <= timezone.now():
            return self.State.EXPIRED
        return self.State.OPENED if self.opened_at else self.State.SENT

    @property
    def is_usable(self):
        return self.state in {self.State.SENT, self.State.OPENED}
