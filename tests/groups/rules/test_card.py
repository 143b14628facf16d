"""Who may share a service."""

import pytest

from community.directory.cards import card_of
from groups.models import Aside, Message
from groups.rules import may_keep, may_keep_shown, may_refer_member, may_share, may_share_privately
from tests import cast

pytestmark = pytest.mark.django_db


def test_those_who_lead_share_what_is_on_the_list(meeting, facilitator, member):
    room, card = meeting.group.room, card_of("crisis:fi-mieli-fi", "fi")

    assert may_share(facilitator.user, facilitator, room, card)
    assert "for those who lead" in may_share(member.user, member, room, card).reason
    words = "This service is not on our list any more. Choose another."
    assert may_share(facilitator.user, facilitator, room, None).reason == words


def test_whoever_reads_a_card_may_keep_it(meeting, facilitator, member, stranger):
    shared = cast.words(facilitator, card="crisis:fi-mieli-fi")

    assert may_keep(member.user, member, shared)
    assert may_keep(stranger.user, stranger, shared).reason == "There is no card here to keep."
    assert not may_keep(member.user, None, shared)
    shared.state = Message.State.HIDDEN
    assert may_keep(member.user, member, shared).reason == "There is no card here to keep."


def test_what_is_shown_on_a_line_is_kept_by_whose_line_it_is(group, member, other_member, stranger):
    shown = Aside(room=group.room, member=member, card="crisis:fi-mieli-fi")

    assert may_keep_shown(member.user, member, shown)
    for seat in (other_member, stranger):
        assert may_keep_shown(seat.user, seat, shown).reason == "There is no card here to keep."
    assert not may_keep_shown(member.user, None, shown)
    shown.card = ""
    assert may_keep_shown(member.user, member, shown).reason == "There is no card here to keep."


def test_one_member_is_told_by_those_who_lead(facilitator, member, other_member):
    card = card_of("crisis:fi-mieli-fi", "fi")

    assert may_share_privately(facilitator.user, facilitator, member, card)
    assert may_refer_member(facilitator.user, facilitator, member)
    assert "not on our list" in may_share_privately(facilitator.user, facilitator, member, None).reason
    assert not may_share_privately(member.user, member, other_member, card)
    assert not may_refer_member(member.user, member, other_member)
