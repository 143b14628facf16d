"""Invitation: one state at a time, worked out from what happened and the clock."""

import datetime

import pytest
from django.utils import timezone

from groups.actions.seat import accept, leave
from groups.models import Invitation
from tests import cast

pytestmark = pytest.mark.django_db
State = Invitation.State


def state_after(invitation, **changes):
    Invitation.objects.filter(pk=invitation.pk).update(**changes)
    return Invitation.objects.select_related("membership").get(pk=invitation.pk).state


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.SENT),
        ({"opened_at": timezone.now()}, State.OPENED),
        ({"declined_at": timezone.now()}, State.DECLINED),
        ({"revoked_at": timezone.now()}, State.REVOKED),
        ({"expires_at": timezone.now() - datetime.timedelta(seconds=1)}, State.EXPIRED),
        ({"accepted_at": timezone.now()}, State.ENDED),  # accepted, and the seat is gone with its group
    ],
)
def test_each_state_and_whether_it_can_be_used(made, changes, state):
    assert state_after(made.invitation, **changes) == state

    invitation = Invitation.objects.get()
    assert invitation.is_usable == (state in {State.SENT, State.OPENED})
    assert Invitation.objects.usable().exists() == invitation.is_usable


def test_a_seat_and_its_end_show(made, text):
    seat = accept(invitation=made.invitation, user=cast.make_user(), alias="Vaahtera", text=text)
    assert state_after(made.invitation) == State.SEATED

    leave(membership=seat, actor=seat.user)

    assert state_after(made.invitation) == State.ENDED


def test_a_referrer_sees_their_own_and_no_others(made, referrer):
    assert list(Invitation.objects.visible_to(referrer)) == [made.invitation]
    assert not Invitation.objects.visible_to(cast.make_staff("referrer"))


def test_an_invitation_is_named_by_its_id_alone(made):
    assert str(made.invitation) == str(made.invitation.pk)
