"""Who invites, and who may take the seat of an invitation."""

import datetime

import pytest
from django.utils import timezone

from groups import rules
from groups.models import Invitation
from tests import cast
from tests.groups.rules import refused

pytestmark = pytest.mark.django_db


def test_inviting_needs_the_role_and_a_running_group(referrer, member, group):
    assert rules.may_invite(referrer, group)
    assert refused(rules.may_invite(member.user, group), "Inviting needs")
    assert refused(rules.may_invite(referrer, cast.make_board(group)), "Nobody is invited to a board")
    group.ended_at = timezone.now()
    assert refused(rules.may_invite(referrer, group), "ended")


def open_invitation(referrer, group, **fields):
    return Invitation.objects.create(
        group=group,
        referrer=referrer,
        channel="letter",
        token_digest=bytes(32),
        **{"expires_at": timezone.now() + datetime.timedelta(days=30), **fields},
    )


def test_an_invitation_is_taken_back_by_who_made_it_while_it_works(referrer, group):
    invitation = open_invitation(referrer, group)

    assert rules.may_revoke(referrer, invitation)
    assert refused(rules.may_revoke(cast.make_staff("referrer"), invitation), "not yours")
    invitation.declined_at = timezone.now()
    assert refused(rules.may_revoke(referrer, invitation), "can no longer")


@pytest.mark.parametrize("end", ["expires_at", "accepted_at", "declined_at", "revoked_at", "group"])
def test_every_way_an_invitation_ends_has_the_same_words(referrer, group, end):
    invitation = open_invitation(referrer, group)
    assert rules.may_accept(invitation)

    if end == "group":
        group.ended_at = timezone.now()
    else:
        setattr(invitation, end, timezone.now())

    assert refused(rules.may_accept(invitation), "This invitation no longer works")
