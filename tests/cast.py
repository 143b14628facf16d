"""The cast: plain functions that make people, groups and words for tests. Everything they make is real and saved."""

import datetime
import itertools
import uuid

from allauth.mfa.models import Authenticator
from django.utils import timezone

from community import vault
from community.accounts.models import Credential, Role, User
from community.forum.models import Reply, Topic
from groups.models import (
    Agreement,
    AgreementText,
    GroupText,
    Meeting,
    Membership,
    Message,
    OnDuty,
    PeerGroup,
    Room,
    Signature,
)
from moderation.models import Case, Decision

PASSPHRASE = "nine quiet seats by the lake"
ALIASES = ["Kuura", "Halla", "Tuuli", "Meri", "Saari", "Pihla", "Loimu", "Usva", "Ranta"]
numbers = itertools.count(1)


def make_user(username=None, **fields):
    """Somebody with an account and the cast's passphrase."""
    user = User(username=username or f"person-{next(numbers)}", has_long_passphrase=True, **fields)
    user.set_password(PASSPHRASE)
    user.save()
    return user


def make_staff(*kinds, username=None, step=True, credential=True, **fields):
    """Somebody with roles; by default with the proof that gives them power."""
    fields.setdefault("display_name", "Anna")
    user = make_user(username, **fields)
    Role.objects.bulk_create(Role(user=user, kind=kind) for kind in kinds)
    if step:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    if credential:
        give_credential(user)
    return user


def give_credential(user, *, days=180):
    """A credential checked today, to be checked again after that many days (negative: lapsed)."""
    today = timezone.localdate()
    return Credential.objects.create(
        user=user,
        profession="social worker",
        register="Suosikki",
        number="12345678901",
        checked_on=today,
        next_check_on=today + datetime.timedelta(days=days),
    )


def make_group(*, name="Thursday group", capacity=9, **fields):
    """A running group with its room, its text, an agreement with one question, and its own key."""
    fields.setdefault("first_on", timezone.localdate())
    fields.setdefault("meets_at", datetime.time(18, 0))
    group = PeerGroup.objects.create(capacity=capacity, data_key=vault.new_key(), **fields)
    GroupText.objects.create(
        group=group, language="en", name=name, for_whom="Parents", about="We meet and we talk."
    )
    agreement = Agreement.objects.create(group=group, version=1)
    AgreementText.objects.create(
        agreement=agreement,
        language="en",
        body="What is said here stays here.",
        questions=[
            {
                "question": "A friend asks who is in your group. What do you say?",
                "choices": ["I tell, if it is a good friend", "That I do not talk about it"],
                "right": 1,
                "why": "Who takes part is part of what we keep to ourselves.",
            }
        ],
    )
    Room.objects.create(group=group)
    return group


def seat(user, group, *, alias=None, part=Membership.Part.MEMBER, agreed=True, **fields):
    """A seat in the group, the lowest free one, with the agreement signed."""
    taken = set(group.memberships.current().values_list("seat_number", flat=True))
    number = next(number for number in itertools.count(1) if number not in taken)
    membership = Membership.objects.create(
        group=group,
        user=user,
        part=part,
        alias=alias or ALIASES[(number - 1) % len(ALIASES)] + ("" if number <= len(ALIASES) else str(number)),
        seat_number=number,
        agreed_at=timezone.now() if agreed else None,
        agreed_version=group.agreement_version if agreed else 0,
        **fields,
    )
    if agreed:
        text = AgreementText.objects.filter(agreement__group=group).first()
        Signature.objects.create(
            membership=membership, text=text, version=1, language=text.language, sha256=text.sha256
        )
    return membership


def lead(user, group, *, alias="Anna"):
    """A facilitator's seat."""
    return seat(user, group, alias=alias, part=Membership.Part.FACILITATOR)


def make_meeting(group, *, starts_in=-30, minutes=90, **fields):
    """A meeting that began (or begins) that many minutes from now."""
    start = timezone.now() + datetime.timedelta(minutes=starts_in)
    number = group.meetings.count() + 1
    return Meeting.objects.create(
        group=group,
        number=number,
        starts_at=start,
        ends_at=start + datetime.timedelta(minutes=minutes),
        **fields,
    )


def attend(user, group, *, seconds=600):
    """The facilitator's page is open."""
    until = timezone.now() + datetime.timedelta(seconds=seconds)
    return OnDuty.objects.create(room=group.room, user=user, until=until)


def words(author, body="What I have to say.", **fields):
    """Words already in the transcript, numbered as the room numbers them. Give `state` for others."""
    room = author.group.room
    fields.setdefault("meeting", author.group.meetings.last())
    if fields.get("state", Message.State.SHOWN) not in Message.WAITING:
        fields["position"] = fields["revision"] = room.advance()
    return Message.objects.create(room=room, author=author, body=body, client_id=uuid.uuid4(), **fields)


def topic(author, title="What helps at night?", body="What do you do?", *, kind=Topic.Kind.TALK, **fields):
    """A topic with its opening words, as if just begun. Give `state` for words that wait or are gone."""
    topic = Topic.objects.create(
        group=author.group, author=author, title=title, kind=kind, client_id=uuid.uuid4(), state="held"
    )
    opening = reply(topic, author, body, opens=True, **fields)
    topic.state, topic.latest_at = opening.state, opening.said_at
    topic.started_at = opening.said_at
    topic.save()
    return topic


def reply(topic, author, body="What I have to write.", **fields):
    """Words in a topic, placed as the forum places them. Give `state` for others."""
    if fields.get("state", Reply.State.SHOWN) not in Reply.WAITING:
        topic.length += 1
        topic.save()
        fields["position"], fields["revision"] = topic.length, 1
    return Reply.objects.create(topic=topic, author=author, body=body, client_id=uuid.uuid4(), **fields)


def decide(person, *, group=None, by, **fields):
    """Something was decided about that person, as it stands in the records; nothing was done to them."""
    now = timezone.now()
    kind = fields.pop("kind", Case.Kind.REPORT)
    case = Case.objects.create(
        kind=kind,
        priority=2,
        person=person,
        group=group,
        message=fields.pop("message", None),
        evidence=fields.pop("evidence", ""),
        due_at=now + datetime.timedelta(days=1),
        decided_at=now,
    )
    facts = {
        "measure": Decision.Measure.REMIND,
        "rule": "kind",
        "facts": "What you wrote on Thursday.",
        "reasons": "We remind you of a house rule.",
        "language": "en",
        "source": Decision.Source.NOTICE,
        "told_at": now,
    }
    return Decision.objects.create(case=case, made_by=by, **facts | fields)


def make_board(group, *, name="Open board", **fields):
    """A board for the members of that group and of others for the same audience; read first when minors write there."""
    is_read_first = group.audience != PeerGroup.Audience.ADULTS
    same = {part: getattr(group, part) for part in ("audience", "language", "country")}
    facts = {"is_read_first": is_read_first, "first_on": None, "meets_at": None, **same, **fields}
    return make_group(name=name, capacity=PeerGroup.BOARD_SEATS, kind=PeerGroup.Kind.BOARD, **facts)
