"""A personal mute: only the one who muted knows."""

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from community.live import publishing
from groups.actions.muting import fold, unfold
from groups.models import Muting

pytestmark = pytest.mark.django_db


@pytest.fixture
def frames(monkeypatch, django_capture_on_commit_callbacks):
    """Every frame to anybody."""
    heard = []
    monkeypatch.setattr(publishing, "_hand_over", heard.append)

    def doing(action, **facts):
        heard.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action(**facts)
        return heard

    return doing


def test_folding_is_told_to_ones_own_pages_and_to_nobody_else(meeting, member, other_member, frames):
    (frame,) = frames(fold, actor=member, whom=other_member)

    assert frame.audience == member.user.audience
    assert "Halla" in frame.text
    assert str(other_member.pk) in frame.text
    assert Muting.objects.get().whom == other_member
    assert not Entry.objects.exists()


def test_folding_twice_and_unfolding_twice_tell_nothing_more(meeting, member, other_member, frames):
    frames(fold, actor=member, whom=other_member)

    assert not frames(fold, actor=member, whom=other_member)
    (frame,) = frames(unfold, actor=member, whom=other_member)
    assert frame.audience == member.user.audience
    assert '"mutings":""' in frame.text.replace(" ", "")
    assert not frames(unfold, actor=member, whom=other_member)


def test_staffs_words_stay(meeting, member, facilitator):
    with pytest.raises(PermissionDenied, match="always shown"):
        fold(actor=member, whom=facilitator)
