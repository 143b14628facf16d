"""Promising: one signature under one version, by the person who has the seat."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.audit.models import Entry
from groups.actions.agreement import sign_agreement
from groups.models import Agreement, AgreementText, Signature
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer(group):
    """A second version, in force."""
    agreement = Agreement.objects.create(group=group, version=2)
    group.agreement_version = 2
    group.save()
    return AgreementText.objects.create(
        agreement=agreement, language="en", body="Said here, kept here.", questions=[]
    )


def test_signing_keeps_version_language_digest_and_time(member, newer):
    member.group.refresh_from_db()

    signature = sign_agreement(membership=member, actor=member.user, text=newer)

    assert (signature.version, signature.language, signature.sha256) == (2, "en", newer.sha256)
    member.refresh_from_db()
    assert member.agreed_version == 2
    assert member.agreed_at == signature.signed_at
    assert Signature.objects.filter(membership=member).count() == 2  # what was promised before is kept


def test_signing_is_recorded(member, text):
    sign_agreement(membership=member, actor=member.user, text=text)

    entry = Entry.objects.order_by("-seq").first()
    assert (entry.action, entry.actor_id, entry.facts["version"]) == ("agreement.signed", member.user.pk, 1)


def test_nobody_promises_for_somebody_else(member, other_member, text):
    with pytest.raises(PermissionDenied, match="no seat"):
        sign_agreement(membership=member, actor=other_member.user, text=text)


def test_an_older_version_cannot_be_signed(member, newer):
    member.group.refresh_from_db()
    old = AgreementText.objects.select_related("agreement").get(agreement__version=1)

    with pytest.raises(ValidationError, match="has changed"):
        sign_agreement(membership=member, actor=member.user, text=old)


def test_another_groups_wording_cannot_be_signed(member):
    theirs = AgreementText.objects.get(agreement__group=cast.make_group())

    with pytest.raises(ValidationError, match="has changed"):
        sign_agreement(membership=member, actor=member.user, text=theirs)
