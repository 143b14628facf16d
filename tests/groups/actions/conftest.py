"""What actions told, for tests that ask."""

import json

import pytest

from community.live import publishing
from groups.actions.round import begin_round
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
def three(meeting, facilitator, member, other_member):
    """Kuura, Halla and Tuuli, in the order of their seats."""
    return [member, other_member, cast.seat(cast.make_user(), member.group, alias="Tuuli")]


@pytest.fixture
def begun(three, facilitator):
    return begin_round(room=facilitator.group.room, actor=facilitator, prompt="One thing to take home?")
