"""Promising: a person's signature under one version of their group's agreement."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.models import AgreementText, Membership, Signature


@transaction.atomic
def sign_agreement(*, membership: Membership, actor, text: AgreementText):
    """Promise what this wording says. Kept: version, language, SHA-256 of the text, time, and how.

    Raises ValidationError when another version has come into force since the person read it.
    """
    require(rules.may_promise(actor, membership))
    check_in_force(text=text, group=membership.group)
    now = timezone.now()
    signature = Signature.objects.create(
        membership=membership,
        text=text,
        version=text.agreement.version,
        language=text.language,
        sha256=text.sha256,
        signed_at=now,
    )
    membership.agreed_at, membership.agreed_version = now, signature.version
    membership.save(update_fields=["agreed_at", "agreed_version"])
    record(actor, "agreement.signed", signature, version=signature.version, language=signature.language)
    return signature


def check_in_force(*, text, group):
    """Refuse a wording that is another group's or of a version no longer in force."""
    if text.agreement.group_id != group.pk or text.agreement.version != group.agreement_version:
        raise ValidationError(
            _("The agreement has changed while you were reading. Read the new one first."), "changed"
        )
