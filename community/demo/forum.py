"""What the demo's groups wrote in their forums between the meetings, and what members of two wrote on a board."""

import datetime
import json
import uuid
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.demo.people import cast
from community.forum.models import Reply, Topic
from groups.actions.group import create_group
from groups.actions.seat import join_board, seat_staff
from groups.models import AgreementText, GroupText, PeerGroup

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
    _board(json.loads((Path(__file__).parent / "board.json").read_text(encoding="utf-8")))


def _board(facts):
    """A board that the coordinator made, with its staff; some members of two groups have joined it."""
    sari, people = User.objects.get(username="sari"), facts["people"]
    fields = {"kind": PeerGroup.Kind.BOARD, "capacity": PeerGroup.BOARD_SEATS, **facts["facts"]}
    board = create_group(actor=sari, texts=facts["texts"], **fields)
    seat_staff(group=board, user=User.objects.get(username=facts["staff"]), actor=sari)
    promise = AgreementText.objects.select_related("agreement").get(agreement__group=board, language="en")
    for user in User.objects.filter(username__in=people):
        join_board(board=board, user=user, alias=people[user.username], text=promise)
    seats = {seat.alias: seat for seat in board.memberships.select_related("group")}
    for each in facts["topics"]:
        _topic(board, seats, each)


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
