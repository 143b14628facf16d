"""Fills an empty database with the demo's service, and moves its live meeting to now."""

import datetime
import uuid
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from community.accounts.models import Credential, Role, User
from community.audit.actions import record
from community.demo.people import PASSPHRASE, cast, give_second_step
from community.directory.actions import referral
from community.directory.actions.answer import accept, open_referral
from community.directory.actions.card import keep_card
from community.directory.actions.entry import assure
from community.directory.actions.listing import relist
from community.directory.cards import service_key
from community.directory.models import Referral, Service
from groups.actions.group import create_group
from groups.models import AgreementText, GroupText, Meeting, Membership, Message, PeerGroup, Signature

BEGAN = datetime.timedelta(minutes=20)  # how long ago the live meeting began


@transaction.atomic
def seed():
    """Make the whole service once. Safe to repeat."""
    if User.objects.filter(username=cast()["staff"][0]["username"]).exists():
        return
    people = {facts["username"]: _staff(facts) for facts in cast()["staff"]}
    groups = {facts["key"]: _group(facts, people["sari"]) for facts in cast()["groups"]}
    for facts in cast()["staff"]:
        for key, part in facts.get("seats", []):
            _seat(people[facts["username"]], groups[key], facts["name"], part)
    for facts in cast()["members"]:
        seat = _seat(_account(facts["username"]), groups[facts["group"]], facts["alias"])
        if facts.get("read_first"):
            seat.is_read_first = True
            seat.save()
    for key, meetings in cast()["past"].items():
        for facts in meetings:
            _talk(groups[key], _past_meeting(groups[key], facts), facts["said"])
    recentre()
    live = groups["harbour"]
    tonight = live_meeting(live)
    tonight.theme, tonight.agenda = cast()["tonight"]["theme"], "\n".join(cast()["tonight"]["agenda"])
    tonight.save()
    _talk(live, tonight, cast()["live"])
    record(None, "demo.seeded")


@transaction.atomic
def check_services():
    """The coordinator has looked at some of the services, once: at most of them lately, at one long ago."""
    if Service.objects.exclude(assured_date=None).exists():
        return
    sari, today = User.objects.get(username="sari"), timezone.localdate()
    for service in Service.objects.filter(name__in=cast()["checked"]):
        assure(service=service, actor=sari, check_by=today + datetime.timedelta(days=120))
    long_ago = Service.objects.filter(name=cast()["checked_long_ago"])
    for service in long_ago:
        assure(service=service, actor=sari)
    long_ago.update(assured_date=today - datetime.timedelta(days=203))
    relist(services=long_ago)


@transaction.atomic
def hand_over():
    """A member keeps a card, and is handed over to its service, which has said yes; another is offered. Once."""
    if Referral.objects.exists():
        return
    facts, anna = cast()["handed_over"], User.objects.get(username="anna")
    kuura = User.objects.get(username=facts["username"])
    who = {"account": kuura, "service": Service.objects.get(name=facts["service"]), "alias": facts["alias"]}
    keep_card(account=kuura, key=service_key(who["service"]), shown_by=anna, alias=facts["alias"])
    begun = referral.ask(**who, referrer=anna)
    sent = referral.send(referral=begun, actor=kuura, handed=facts["handed"], language="en", by_letter=True)
    opened, _code = open_referral(secret=sent.code)
    in_three_days = timezone.localdate() + datetime.timedelta(days=3)
    accept(referral=opened, answer=facts["answer"], first_contact=in_three_days)
    offered = Service.objects.get(name=facts["offered"])
    referral.offer(actor=anna, account=kuura, service=offered, alias=facts["alias"])


@transaction.atomic
def recentre(*, reopens=True):
    """Let the live meeting have begun a little while ago; one that somebody has ended only when asked to."""
    group = PeerGroup.objects.filter(texts__name=_live_name()).first()
    meeting = live_meeting(group)
    now = timezone.now().replace(second=0, microsecond=0)
    if meeting.starts_at <= now < meeting.ends_at - BEGAN and (meeting.closed_at is None or not reopens):
        return
    meeting.starts_at = now - BEGAN
    meeting.ends_at = meeting.starts_at + datetime.timedelta(minutes=group.minutes)
    meeting.opened_at = meeting.closed_at = None
    meeting.save()


def live_meeting(group):
    """The meeting that is on: the one after the past ones that were written down."""
    number = next(facts for facts in cast()["groups"] if facts.get("live"))["weeks_ago"] + 1
    return group.meetings.get(number=number)


def _live_name():
    return next(facts for facts in cast()["groups"] if facts.get("live"))["name"]["en"]


def _account(username, **fields):
    return User.objects.create(username=username, password=_hashed(), has_long_passphrase=True, **fields)


@cache
def _hashed():
    """One hash for all: everybody here has the same passphrase, and each hash takes a while on purpose."""
    return make_password(PASSPHRASE)


def _staff(facts):
    user = _account(facts["username"], display_name=facts["name"])
    Role.objects.bulk_create(Role(user=user, kind=kind) for kind in facts["roles"])
    give_second_step(user)
    if "profession" in facts:
        today = timezone.localdate()
        since, until = (-200, -3) if facts.get("lapsed") else (-40, 200)
        Credential.objects.create(
            user=user,
            profession=facts["profession"],
            register="Suosikki",
            number="00000000000",
            checked_on=today + datetime.timedelta(days=since),
            next_check_on=today + datetime.timedelta(days=until),
        )
    return user


def _group(facts, actor):
    today = timezone.localdate()
    first = (
        today
        - datetime.timedelta(weeks=facts["weeks_ago"])
        + datetime.timedelta(days=facts.get("in_days", 0))
    )
    texts = {
        code: {part: facts[part][code] for part in ("name", "for_whom", "about")}
        for code, _name in settings.LANGUAGES
    }
    return create_group(
        actor=actor,
        texts=texts,
        shape=facts["shape"],
        audience=facts["audience"],
        language="en",
        capacity=facts["capacity"],
        is_read_first=facts["read_first"],
        staff_needed=facts["staff_needed"],
        first_on=first,
        meets_at=datetime.time.fromisoformat(facts.get("at", "18:00")),
        minutes=facts["minutes"],
        meetings_planned=facts["meetings"],
        skips_holidays=False,
    )


def _seat(user, group, alias, part=Membership.Part.MEMBER, **fields):
    seat = Membership.objects.create(
        group=group,
        user=user,
        part=part,
        alias=alias,
        seat_number=group.memberships.count() + 1,
        joined_at=timezone.now() - datetime.timedelta(weeks=13),
        agreed_at=timezone.now(),
        agreed_version=group.agreement_version,
        **fields,
    )
    text = AgreementText.objects.get(agreement__group=group, language="en")
    Signature.objects.create(membership=seat, text=text, version=1, language="en", sha256=text.sha256)
    return seat


def _past_meeting(group, facts):
    """The meeting held that many meetings ago, closed, with its theme."""
    over = group.meetings.filter(ends_at__lt=timezone.now() - BEGAN).order_by("-starts_at")
    meeting = over.exclude(number__gte=_live_number(group))[facts["back"] - 1]
    meeting.theme, meeting.opened_at, meeting.closed_at = facts["theme"], meeting.starts_at, meeting.ends_at
    meeting.save()
    return meeting


def _live_number(group):
    is_live = GroupText.objects.filter(group=group, name=_live_name()).exists()
    return live_meeting(group).number if is_live else 10_000


def _talk(group, meeting: Meeting, said):
    """Put lines into the transcript of a meeting, a minute or two apart."""
    seats = {seat.alias: seat for seat in group.memberships.select_related("group")}
    moment = meeting.starts_at + datetime.timedelta(minutes=2)
    for alias, body in said:
        number = group.room.advance()
        Message.objects.create(
            room=group.room,
            meeting=meeting,
            author=seats[alias],
            body=body,
            position=number,
            revision=number,
            client_id=uuid.uuid4(),
            said_at=moment,
        )
        moment += datetime.timedelta(seconds=95)
