"""What actions told, for tests that ask."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from community.live import publishing
from groups.actions.round import begin_round
from groups.models import Meeting, OnDuty
from tests import cast


@pytest.fixture
def told(monkeypatch, django_capture_on_commit_callbacks):
    """Everything published and committed inside the block, as (audience, facts)."""
    frames = []
    monkeypatch.setattr(publishing, "_hand_over", lambda frame: frames.append(frame))

    class Told:
        def __enter__(self):
            self.capture = django_capture_on_commit_callbacks(execute=True)
            self.capture.__enter__()
            return self

        def __exit__(self, *error):
            return self.capture.__exit__(*error)

        def to(self, audience, news=None):
            heard = [json.loads(frame.text) for frame in frames if frame.audience == audience]
            return [facts for facts in heard if news in (None, facts["type"])]

    return Told()


@pytest.fixture
def lost(meeting):
    """The room of a meeting that goes on, a moment after its one facilitator has dropped."""
    Meeting.objects.update(opened_at=timezone.now() - timedelta(minutes=20))
    OnDuty.objects.update(until=timezone.now() - timedelta(seconds=1))
    return meeting.group.room


@pytest.fixture
def safeguarding(db):
    return cast.make_staff("safeguarding", display_name="Riitta")


@pytest.fixture
def colleague(group, facilitator):
    """Another who leads the group."""
    return cast.lead(cast.make_staff("facilitator", display_name="Mikko"), group, alias="Mikko")


@pytest.fixture
def three(meeting, facilitator, member, other_member):
    """Kuura, Halla and Tuuli, in the order of their seats."""
    return [member, other_member, cast.seat(cast.make_user(), member.group, alias="Tuuli")]


@pytest.fixture
def begun(three, facilitator):
    return begin_round(room=facilitator.group.room, actor=facilitator, prompt="One thing to take home?")
