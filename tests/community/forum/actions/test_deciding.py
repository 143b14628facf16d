"""A decision is kept, counted as a change, and recorded without words."""

import pytest

from community.audit.models import Entry
from community.forum.actions.deciding import FORUM
from community.forum.models import Reply
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("decide", "state", "facts"),
    [
        (FORUM.release, "held", {}),
        (FORUM.give_back, "held", {"reason": "It names your street."}),
        (FORUM.hold_again, "returned", {}),
        (FORUM.hide, "shown", {"reason": "It names your street."}),
        (FORUM.restore, "hidden", {}),
    ],
)
def test_each_decision_is_a_change_and_an_entry(topic, other_member, facilitator, decide, state, facts):
    reply = cast.reply(topic, other_member, state=state)
    before = reply.revision

    decide(words=reply, by=facilitator.user, **facts)

    assert Reply.objects.get(pk=reply.pk).revision == before + 1
    entry = Entry.objects.get()
    assert entry.subject_id == str(reply.pk)
    assert "write" not in entry.facts_json
