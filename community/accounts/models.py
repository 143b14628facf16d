"""People: accounts, roles, credentials, ways back in. What a person says lives elsewhere, under an alias."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community import vault
from community.accounts import passphrases
from community.accounts.choices import Choices
from community.accounts.device import Device
from community.accounts.own_request import OwnDataRequest
from community.lean import Lean

__all__ = ["Credential", "Device", "OwnDataRequest", "Registration", "ReturnCode", "Role", "User"]


@dataclass(frozen=True)
class Registration:
    """Whether a register check is needed, and when the next is due (None: never checked, or taken back)."""

    is_needed: bool
    until: date | None

    @property
    def is_lapsed(self):
        return self.until is not None and self.until < timezone.localdate()

    @property
    def is_due(self):
        """Within thirty days: time to look it up again."""
        return self.until is not None and self.until < timezone.localdate() + timedelta(days=30)


class UserQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Staff, past and present, for those who look after them. Members are listed to nobody."""
        if not viewer.holds(Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR):
            return self.none()
        return self.filter(Exists(Role.objects.filter(user=OuterRef("pk"))))

    def with_duties(self):
        """Adds `duties` (all roles, current first, with proof) and `checks` (credentials, newest first)."""
        roles = Role.objects.with_proof().order_by(F("ended_at").desc(nulls_first=True), "kind")
        checks = Credential.objects.select_related("checked_by").order_by("-checked_on", "-next_check_on")
        return self.prefetch_related(
            Prefetch("roles", roles, to_attr="duties"), Prefetch("credentials", checks, to_attr="checks")
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)


class User(Choices, AbstractBaseUser):
    """One person's account. Members are known to others only by an alias that lives in `groups`."""

    class Standing(models.TextChoices):
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    display_name = models.CharField(_("name shown to others (staff only)"), max_length=60, blank=True)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    country = models.CharField(max_length=2, choices=settings.COUNTRIES, default=settings.COUNTRY)
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.ACTIVE)
    paused_until = models.DateTimeField(null=True, blank=True)  # a pause with an end ends by the clock
    has_long_passphrase = models.BooleanField(default=False)  # 15 characters: enough without a second step
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    # The colleague who opened it, and was shown its first return code; empty for members and the console.
    opened_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            # No such rule for `email`: refusing one that is taken would tell that it is. Allauth keeps a
            # *verified* address to one account, and only such an address signs in.
            models.UniqueConstraint(Lower("username"), name="username_whatever_the_case"),
        ]

    def __str__(self):
        return str(self.pk)

    def set_password(self, raw_password):
        """Set the passphrase, and remember whether it is long enough to stand alone."""
        if raw_password is not None:
            raw_password = passphrases.normalise(raw_password)
        super().set_password(raw_password)
        self.has_long_passphrase = len(raw_password or "") >= passphrases.ALONE

    def set_unusable_password(self):
        super().set_unusable_password()
        self.has_long_passphrase = False

    def check_password(self, raw_password):
        return super().check_password(passphrases.normalise(raw_password))

    @property
    def in_good_standing(self):
        return self.is_active and (self.standing == self.Standing.ACTIVE or self._pause_is_over)

    @property
    def is_paused(self):
        return self.standing == self.Standing.PAUSED and not self._pause_is_over

    @property
    def _pause_is_over(self):
        if self.standing != self.Standing.PAUSED or self.paused_until is None:
            return False
        return self.paused_until <= timezone.now()

    @property
    def audience(self):
        """The set of this person's own open pages."""
        return f"user.{self.pk}"

    @cached_property
    def roles_claimed(self):
        """Every role not ended, each with `has_credential` and `has_second_step` as of now. One query."""
        roles = []
        for *columns, has_credential, has_second_step in claimed.ask(
            user_id=self.pk, today=timezone.localdate()
        ):
            role = Role.from_db(self._state.db, ROLE, columns)
            role.user, role.has_credential, role.has_second_step = self, has_credential, has_second_step
            roles.append(role)
        return roles

    def holds(self, *kinds):
        """Whether one of these roles gives power now: granted, with its proof, and in good standing."""
        return self.in_good_standing and any(
            role.kind in kinds and role.has_power for role in self.roles_claimed
        )

    @property
    def duties_now(self):
        """Those not ended. Needs `with_duties()`."""
        return [role for role in self.duties if role.ended_at is None]

    @property
    def registration(self):
        """Where a colleague's register check stands. Needs `with_duties()`."""
        is_needed = any(role.kind in Role.PROFESSIONAL for role in self.duties_now)
        until = max((check.next_check_on for check in self.checks if check.revoked_at is None), default=None)
        return Registration(is_needed=is_needed, until=until)

    @property
    def works_with_second_step(self):
        """Whether some duty is current and a second step set up, credential or not: enough beside a professional."""
        return self.in_good_standing and any(role.has_second_step for role in self.roles_claimed)

    @property
    def proved_until(self):
        """When the registration that is valid now runs out, at the end of its last day; None without one. One query."""
        last_day = self.credentials.valid().aggregate(day=Max("next_check_on"))["day"]
        return last_day and timezone.make_aware(datetime.combine(last_day, time.max))

    @property
    def is_staff_somewhere(self):
        """Whether any role was given, with or without power; decides session limits, never access."""
        return bool(self.roles_claimed)


class RoleQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def with_proof(self, today=None):
        """Adds what a role needs to give power: a credential valid today and a second step."""
        valid = Credential.objects.valid(today).filter(user=OuterRef("user"))
        steps = Authenticator.objects.filter(user=OuterRef("user"), type__in=passphrases.SECOND_STEPS)
        return self.annotate(has_credential=Exists(valid), has_second_step=Exists(steps))


class Role(models.Model):
    """A duty given to a person by the service. It gives power only with the proof that `has_power` names."""

    class Kind(models.TextChoices):
        REFERRER = "referrer", _("referrer")
        FACILITATOR = "facilitator", _("facilitator")
        MODERATOR = "moderator", _("moderator")
        SAFEGUARDING = "safeguarding", _("safeguarding lead")
        COORDINATOR = "coordinator", _("coordinator")
        ADMINISTRATOR = "administrator", _("administrator")

    PROFESSIONAL = frozenset({Kind.REFERRER, Kind.FACILITATOR, Kind.MODERATOR, Kind.SAFEGUARDING})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=13, choices=Kind)
    granted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "user", "kind", condition=Q(ended_at=None), name="one_current_role_of_a_kind"
            )
        ]

    def __str__(self):
        return self.kind

    @property
    def has_power(self):
        """Needs `with_proof()`."""
        return self.has_second_step and (self.has_credential or self.kind not in self.PROFESSIONAL)


class CredentialQuerySet(models.QuerySet):
    def valid(self, today=None):
        """Checked by somebody, and the next check not yet due (today counts as valid)."""
        return self.filter(next_check_on__gte=today or timezone.localdate(), revoked_at=None)


class Credential(models.Model):
    """Proof that a professional is one: register and number, checked by whom, on what day, and when again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="credentials")
    profession = models.CharField(max_length=80)
    register = models.CharField(max_length=80)
    number = vault.SealedText(max_length=40)
    checked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_on = models.DateField()
    next_check_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CredentialQuerySet.as_manager()

    def __str__(self):
        return self.profession

    @property
    def vault_key_id(self):
        return vault.site_key()


ROLE = [field.attname for field in Role._meta.concrete_fields]


def _claimed(user_id, today):
    roles = Role.objects.filter(user=user_id).current().with_proof(today)
    return roles.values_list(*ROLE, "has_credential", "has_second_step")


claimed = Lean(_claimed, user_id=uuid.uuid4(), today=date.max)  # asked for every page of somebody signed in


class ReturnCodeQuerySet(models.QuerySet):
    def that_could_open(self):
        """Those with which their maker can, or could, have come in: not barred by a second step older than they are."""
        barred = Authenticator.objects.filter(
            user=OuterRef("user"), type__in=passphrases.SECOND_STEPS, created_at__lt=OuterRef("made_at")
        )
        lives = Q(used_at__isnull=False) | Q(revoked_at=None, expires_at__gt=timezone.now())
        return self.filter(lives, ~Exists(barred))


class ReturnCode(models.Model):
    """A single-use code that lets someone without e-mail back in, made by their facilitator or referrer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="return_codes")
    digest = models.BinaryField(
        max_length=32, unique=True
    )  # HMAC-SHA256 of the code; the code itself is never kept
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ReturnCodeQuerySet.as_manager()
