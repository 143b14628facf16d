"""Checking professionals in their register."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import rules
from community.accounts.models import Credential
from community.audit.actions import record
from community.live import publish
from community.verdicts import require

LONGEST = timedelta(days=366)  # registers are looked up again at least once a year


@transaction.atomic
def check_credential(*, person, profession, register, number, checked_on, next_check_on, actor):
    """Record that a professional was found in their register on a day, and when to look again."""
    require(rules.may_check_credential(actor, person))
    if checked_on > timezone.localdate():
        raise ValidationError(
            _("The day of the check is still to come. Enter the day the register was looked at.")
        )
    if not checked_on < next_check_on <= checked_on + LONGEST:
        raise ValidationError(_("The next check is after this one, and within a year of it."))
    credential = Credential.objects.create(
        user=person,
        profession=profession,
        register=register,
        number=number,
        checked_by=actor,
        checked_on=checked_on,
        next_check_on=next_check_on,
    )
    record(
        actor, "credential.checked", person, credential=str(credential.pk), next_check_on=str(next_check_on)
    )
    return credential


@transaction.atomic
def revoke_credential(*, credential, actor, reason):
    """Take back a credential at once: the register no longer bears it out. The person's open pages close."""
    require(rules.may_revoke_credential(actor, credential.user))
    if not reason:
        raise ValidationError(_("Write down what the register says now."), "no_reason")
    credential.revoked_at = credential.revoked_at or timezone.now()
    credential.save(update_fields=["revoked_at"])
    record(actor, "credential.revoked", credential.user, reason, credential=str(credential.pk))
    publish(credential.user.audience, "leave", reason="role")
