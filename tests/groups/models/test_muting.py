"""Personal mutes: one per pair, nobody themselves, and never staff's words."""

import pytest
from django.db import IntegrityError, transaction

from groups.models import Muting

pytestmark = pytest.mark.django_db


def test_the_folded_are_named_in_their_order_and_staff_are_not_among_them(member, other_member, facilitator):
    Muting.objects.create(by=member, whom=facilitator)
    Muting.objects.create(by=member, whom=other_member)
    Muting.objects.create(by=other_member, whom=member)

    assert [muting.whom for muting in Muting.objects.folded_by(member)] == [other_member]
    assert set(Muting.objects.of(member)) == {facilitator.pk, other_member.pk}


def test_nobody_folds_twice_or_themselves(member, other_member):
    Muting.objects.create(by=member, whom=other_member)

    for whom in (other_member, member):
        with pytest.raises(IntegrityError), transaction.atomic():
            Muting.objects.create(by=member, whom=whom)
