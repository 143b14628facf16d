"""What one person follows, and how far they have read."""

import pytest
from django.db import IntegrityError, transaction

from community.forum.models import Following
from tests import cast

pytestmark = pytest.mark.django_db
Mode = Following.Mode


def test_a_persons_own_marks_by_topic(topic, member, other_member):
    own = Following.objects.create(topic=topic, person=member.user, mode=Mode.FOLLOW)
    Following.objects.create(topic=topic, person=other_member.user, mode=Mode.MUTE)

    assert Following.objects.of(member.user, [topic.pk]) == {topic.pk: own}
    assert own.is_followed
    assert not own.is_muted
    assert Following.objects.of(other_member.user, [topic.pk])[topic.pk].is_muted
    assert Following.objects.of(member.user, []) == {}
    assert str(own) == str(own.pk)


def test_news_is_what_came_after_what_was_read(topic, member, other_member):
    own = Following.objects.create(topic=topic, person=member.user, read_to=1)

    assert not Following.objects.with_news().exists()
    cast.reply(topic, other_member)
    assert list(Following.objects.with_news()) == [own]


def test_one_mark_per_person_and_topic(topic, member):
    Following.objects.create(topic=topic, person=member.user)

    with pytest.raises(IntegrityError), transaction.atomic():
        Following.objects.create(topic=topic, person=member.user)
