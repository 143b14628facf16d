"""What the demo's groups wrote in their forums between the meetings."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from community.demo.people import cast
from community.forum.models import Reply, Topic
from groups.models import GroupText

BETWEEN = datetime.timedelta(hours=2)  # from one reply to the next, as far as there is time


@transaction.atomic
def write_forums():
    """A few topics with their replies, once; one question still waits for its answer."""
    if Topic.objects.exists():
        return
    names = {facts["key"]: facts["name"]["en"] for facts in cast()["groups"]}
    for key, topics in cast()["forum"].items():
        group = GroupText.objects.select_related("group").get(name=names[key], language="en").group
        seats = {seat.alias: seat for seat in group.memberships.select_related("group")}
        for facts in topics:
            _topic(group, seats, facts)


def _topic(group, seats, facts):
    moment = timezone.now() - datetime.timedelta(hours=facts["hours_ago"])
    topic = Topic.objects.create(
        group=group,
        author=seats[facts["author"]],
        kind=facts["kind"],
        title=facts["title"],
        client_id=uuid.uuid4(),
        started_at=moment,
        length=1 + len(facts["replies"]),
        pinned_at=moment if facts["kind"] == Topic.Kind.WEEK else None,
    )
    said = [(facts["author"], facts["body"]), *facts["replies"]]
    for position, (alias, body) in enumerate(said, 1):
        Reply.objects.create(
            topic=topic,
            author=seats[alias],
            opens=position == 1,
            body=body,
            position=position,
            revision=1,
            client_id=uuid.uuid4(),
            said_at=moment,
        )
        topic.latest_at, moment = moment, moment + BETWEEN
    topic.save()
