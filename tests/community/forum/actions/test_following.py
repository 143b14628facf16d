"""What a person follows, mutes and has read."""

import pytest
from django.core.exceptions import PermissionDenied

from community.forum.actions.following import follow, mute, read, unmark
from community.forum.models import Following

pytestmark = pytest.mark.django_db


def own(seat):
    return Following.objects.get(person=seat.user)


def test_a_topic_is_followed_muted_and_neither(topic, member):
    follow(topic=topic, actor=member)
    follow(topic=topic, actor=member)
    assert own(member).is_followed
    mute(topic=topic, actor=member)
    assert own(member).is_muted
    follow(topic=topic, actor=member, is_asked=False)
    assert own(member).is_muted
    unmark(topic=topic, actor=member)
    assert own(member).mode == ""
    follow(topic=topic, actor=member, is_asked=False)
    assert own(member).is_followed


def test_reading_goes_on_and_never_back(topic, member):
    for to, is_read_to in ((3, 3), (5, 5), (2, 5)):
        read(topic=topic, actor=member, to=to)
        assert own(member).read_to == is_read_to


def test_marks_are_for_those_who_may_read(topic, member, stranger):
    member.left_at = topic.started_at
    for act, facts in ((follow, {}), (mute, {}), (unmark, {}), (read, {"to": 1})):
        with pytest.raises(PermissionDenied):
            act(topic=topic, actor=member, **facts)
    assert not Following.objects.exists()
