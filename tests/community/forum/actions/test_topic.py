"""Topics pinned and closed by those who lead."""

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from community.forum.actions.topic import close, pin, reopen, unpin

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("do", "undo", "field", "noted"),
    [
        (pin, unpin, "pinned_at", ["topic.pinned", "topic.unpinned"]),
        (close, reopen, "closed_at", ["topic.closed", "topic.reopened"]),
    ],
)
def test_each_is_done_once_and_undone(topic, facilitator, member, do, undo, field, noted):
    for act, is_set in ((do, True), (do, True), (undo, False), (undo, False)):
        act(topic=topic, actor=facilitator)
        topic.refresh_from_db()
        assert bool(getattr(topic, field)) is is_set

    assert list(Entry.objects.order_by("seq").values_list("action", flat=True)) == noted
    with pytest.raises(PermissionDenied, match="those who lead"):
        do(topic=topic, actor=member)
