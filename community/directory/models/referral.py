"""Referral: a person is handed over to a service, with their consent to each thing that is told."""

import json
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from community.directory.models.service import Service

# What a person may hand over, each thing only if they tick it.
THINGS = {
    "name": _("Name to use"),
    "reach": _("Way to reach"),
    "times": _("Times that are safe"),
    "message": _("Leaving a message"),
    "language": _("Language"),
    "words": _("Own words"),
}
ENDS = ("refused_at", "declined_at", "completed_at", "withdrawn_at")


def going_on():
    """The condition that nothing has ended it; its link may still run out."""
    return Q(**dict.fromkeys(ENDS))


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person’s own, for them."""
        return self.filter(account=user)

    def followed_by(self, user):
        """What that colleague offered, and what the person lets them follow; newest first, without the words."""
        known = Q(offered_at__isnull=False) | Q(sent_at__isnull=False)
        return self.filter(known, referrer=user).order_by("-begun_at").defer("handed", "answer")

    def going_on(self):
        """Nobody has ended it, and what was sent was opened or can be."""
        unopened = Q(sent_at__isnull=False, opened_at=None, expires_at__lte=timezone.now())
        return self.filter(going_on()).exclude(unopened)

    def late(self):
        """A day that was promised has passed, and nobody was told of it yet."""
        return self.going_on().filter(due_at__lte=timezone.now(), reminded_at=None)


class Referral(models.Model):
    """One person, one service. States follow from the times; the words are sealed, and erased when it is over.

    `handed`: JSON of exactly what the person ticked; NULL before and after. `answer`: the service's words to the
    person. `referrer`: who may follow where it stands; `alias`, the name they know the person by. `secret` and
    `code`: keyed digests of what opens it once, and of what its service comes back with.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("not sent: the person decides")
        SENT = "sent", _("on its way to the service")
        OPENED = "opened", _("the service has read it")
        ACCEPTED = "accepted", _("the service has said yes")
        COMPLETED = "completed", _("done")
        DECLINED = "declined", _("the service has said no")
        REFUSED = "refused", _("the person said no to it")
        WITHDRAWN = "withdrawn", _("taken back")
        EXPIRED = "expired", _("nobody at the service opened it in time")

    class Reason(models.TextChoices):
        FULL = "full", _("There is no room at present.")
        NOT_FOR = "not_for", _("It is meant for others, by age, place or need.")
        OTHER_WAY = "other_way", _("It is applied for in another way.")
        UNREACHED = "unreached", _("We could not reach the person.")
        OTHER = "other", _("Another reason.")

    ANSWER = 1000

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, null=True, on_delete=models.SET_NULL, related_name="+")
    service_name = models.CharField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    alias = vault.SealedText(max_length=60, blank=True)
    handed = vault.SealedText(null=True)
    answer = vault.SealedText(null=True)
    reason = models.CharField(max_length=9, choices=Reason, blank=True)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    secret = models.BinaryField(max_length=32, unique=True, null=True)
    code = models.BinaryField(max_length=32, unique=True, null=True)
    begun_at = models.DateTimeField(default=timezone.now)
    offered_at = models.DateTimeField(null=True)  # empty where the person asked for it
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # the next day promised: an answer, then a first contact
    reminded_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "account",
                "service",
                condition=going_on() & Q(erased_at=None, sent_at__isnull=False),
                name="one_sent_referral_at_a_time",
            ),
            models.CheckConstraint(
                name="only_what_was_sent_is_opened",
                condition=Q(opened_at=None) | Q(sent_at__isnull=False, code__isnull=False),
            ),
            models.CheckConstraint(
                name="only_what_was_opened_is_answered",
                condition=Q(accepted_at=None, declined_at=None) | Q(opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_what_was_accepted_is_completed",
                condition=Q(completed_at=None) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_referral_ends_once",
                condition=going_on()
                | Q(
                    *[
                        Q(**{f"{one}__isnull": False}, **{other: None for other in ENDS if other != one})
                        for one in ENDS
                    ],
                    _connector=Q.OR,
                ),
            ),
            models.CheckConstraint(
                name="erased_referrals_hold_no_words",
                condition=Q(erased_at=None) | Q(handed__isnull=True, answer__isnull=True),
            ),
            models.CheckConstraint(
                name="what_is_taken_back_is_erased",
                condition=Q(withdrawn_at=None) | Q(erased_at__isnull=False),
            ),
        ]
        indexes = [models.Index("referrer", "sent_at", name="referral_referrer_sent")]

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def state(self):
        """Where it stands now."""
        for state in ("refused", "withdrawn", "declined", "completed", "accepted", "opened"):
            if getattr(self, f"{state}_at"):
                return self.State(state)
        if not self.sent_at:
            return self.State.OFFERED
        return self.State.EXPIRED if self.expires_at <= timezone.now() else self.State.SENT

    @property
    def is_going_on(self):
        return self.state in {self.State.OFFERED, self.State.SENT, self.State.OPENED, self.State.ACCEPTED}

    @property
    def is_late(self):
        """Whether the day that was promised has passed."""
        return self.is_going_on and self.due_at is not None and self.due_at <= timezone.now()

    @property
    def told(self):
        """What is handed over: (label, words) of each thing; empty before and after."""
        handed = json.loads(self.handed) if self.handed else {}
        return [(label, handed[name]) for name, label in THINGS.items() if name in handed]
