"""Who may note a question, share a note, and read what is shared."""

import pytest
from django.utils import timezone

from community import vault
from groups import rules
from groups.models import Membership, Note, Notebook
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(member):
    notebook = Notebook.objects.create(account=member.user, data_key=vault.personal_key())
    return Note.objects.create(notebook=notebook, words="Mine.")


def test_a_member_may_note_a_question_and_share_their_own_note(member, note):
    assert rules.may_note_question(member.user, member)
    assert rules.may_share_note(member.user, note, member)


def test_a_member_whose_account_is_paused_may_as_well(member, note):
    member.user.standing = "paused"

    assert rules.may_share_note(member.user, note, member)


def test_nobody_without_a_seat_may(member, stranger, note):
    member.left_at = timezone.now()

    for seat in (None, stranger, member):
        assert "for members of the group" in rules.may_note_question(member.user, seat).reason


def test_not_in_a_group_that_has_ended(member, note):
    member.group.ended_at = timezone.now()

    assert "stays in your notebook" in rules.may_share_note(member.user, note, member).reason


def test_those_who_lead_may_not(facilitator):
    assert "You lead here" in rules.may_note_question(facilitator.user, facilitator).reason


def test_a_trained_peer_who_does_not_lead_may(group):
    user = cast.make_staff("facilitator", credential=False)
    peer = cast.seat(user, group, part=Membership.Part.PEER)

    assert rules.may_note_question(user, peer)


def test_nobody_may_share_what_somebody_else_wrote(other_member, note):
    assert "Only whoever wrote" in rules.may_share_note(other_member.user, note, other_member).reason


def test_only_those_who_lead_may_read_it(facilitator, member):
    assert rules.may_read_shared(facilitator.user, facilitator)
    assert "for those who lead the group" in rules.may_read_shared(member.user, member).reason
