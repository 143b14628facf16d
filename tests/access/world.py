"""The world of the access table: one person in every role, and one of every thing that has an address."""

import datetime
import hashlib
from importlib import import_module

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from community.accounts import limits
from community.accounts.actions.device import add_device
from community.accounts.models import Credential, OwnDataRequest
from groups import steps
from groups.actions.invitation import invite
from groups.models import (
    Agreement,
    AgreementText,
    HelpCall,
    Membership,
    Message,
    Paged,
    Paging,
    Room,
    Round,
    Sign,
    Turn,
)
from groups.views import once
from moderation.actions.report import report
from moderation.models import Appeal, Report
from tests import cast
from tests.access import cases, concerns, directory, forum, helping, notebooks, watch
from tests.push_service import Browser

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore
ROLES = {
    "vis": "visitor, signed out",
    "mem": "member of the group",
    "oth": "member of another group",
    "nos": "person without a seat",
    "fac": "facilitator of the group",
    "ofa": "facilitator of another group",
    "no2": "facilitator of the group without a second step",
    "lap": "facilitator of the group with a lapsed credential",
    "pee": "trained peer in the group, beside its facilitator",
    "ref": "referrer who invited the member",
    "ore": "another referrer",
    "mod": "moderator",
    "saf": "safeguarding lead",
    "coo": "coordinator",
    "adm": "administrator",
    "pau": "member of the group whose account is paused",
    "lef": "member who left the group",
}


class World:
    """People by role, things by name (each a tuple of arguments for its address), and a session for everybody."""

    def __init__(self):
        self.group = cast.make_group(capacity=12)
        self.other = cast.make_group(name="Tuesday group")
        self.people = {"vis": None, **self._staff(), **self._members()}
        self.seats = self._seats()
        self.sessions = {role: session_of(user) for role, user in self.people.items() if user}
        self.things = {**self._words(), **self._round(), **self._invitations(), **self._accounts()}
        self.things |= self._decisions()
        self.things |= cases.things(self)
        self.things |= watch.things(self)
        self.things |= concerns.things(self)
        self.things |= helping.things(self)
        self.things |= directory.things(self)
        self.things |= notebooks.things(self)
        self.things |= forum.things(self)

    def _staff(self):
        staff = {
            "fac": cast.make_staff("facilitator", display_name="Anna"),
            "ofa": cast.make_staff("facilitator", display_name="Mikko"),
            "no2": cast.make_staff("facilitator", step=False, display_name="Jari"),
            "lap": cast.make_staff("facilitator", credential=False, display_name="Tarja"),
            "pee": cast.make_staff("facilitator", credential=False, display_name="Aino"),
            "ref": cast.make_staff("referrer", display_name="Leena"),
            "ore": cast.make_staff("referrer", display_name="Outi"),
            "mod": cast.make_staff("moderator", display_name="Oskari"),
            "saf": cast.make_staff("safeguarding", display_name="Riitta"),
            "coo": cast.make_staff("coordinator", credential=False, display_name="Sari"),
            "adm": cast.make_staff("administrator", credential=False, display_name="Ilkka"),
        }
        cast.give_credential(staff["lap"], days=-1)
        return staff

    def _members(self):
        paused = cast.make_user(standing="paused")
        return {role: cast.make_user() for role in ("mem", "oth", "nos", "lef")} | {"pau": paused}

    def _seats(self):
        people, group = self.people, self.group
        seats = {role: cast.lead(people[role], group, alias=f"Lead{role}") for role in ("fac", "no2", "lap")}
        seats["ofa"] = cast.lead(people["ofa"], self.other)
        seats["oth"] = cast.seat(people["oth"], self.other, alias="Kivi")
        seats["pee"] = cast.seat(people["pee"], group, alias="Paju", part=Membership.Part.PEER)
        seats["mem"] = cast.seat(people["mem"], group, alias="Kuura")
        seats["pau"] = cast.seat(people["pau"], group, alias="Halla")
        seats["lef"] = cast.seat(people["lef"], group, alias="Usva")
        long_ago = timezone.now() - datetime.timedelta(days=30)
        Membership.objects.update(joined_at=long_ago)
        Membership.objects.filter(pk=seats["lef"].pk).update(left_at=timezone.now(), end=Membership.End.LEFT)
        return seats

    def _words(self):
        """Two meetings of the group, the second going on; the member has spoken in every way one can."""
        past = cast.make_meeting(self.group, starts_in=-7 * 24 * 60)
        now = cast.make_meeting(self.group, opened_at=timezone.now())
        coming = cast.make_meeting(self.group, starts_in=7 * 24 * 60)
        for group in (self.group, self.other):
            cast.attend(group.memberships.leading().first().user, group, seconds=24 * 3600)
        member = self.seats["mem"]
        said = {
            state: cast.words(member, f"Words that are {state}.", meeting=now, state=state)
            for state in Message.State.values
        }
        cast.words(member, "Words of last week.", meeting=past)
        made = report(message=said["shown"], reporter=self.seats["pee"], kind="worry", note="I worry.")
        call = HelpCall.objects.create(room=self.group.room, caller=member)
        Room.objects.filter(group=self.group).update(asks="in", exercise="feet")
        paging = Paging.objects.create(room=self.group.room, call=call, kind=Paging.Kind.HELP)
        Paged.objects.bulk_create(Paged(paging=paging, user=self.people[role]) for role in ("fac", "mod"))
        messages = {state: (message.pk,) for state, message in said.items()}
        return messages | {
            "group": (self.group.pk,),
            "new promise": (self.group.pk,),
            "room": (self.group.room.pk,),
            "past": (past.pk,),
            "coming": (coming.pk,),
            "call": (call.pk,),
            "paging": (paging.pk,),
            "report": (made.pk,),
            "seat": (member.pk,),
            "staffed": (self.seats["pee"].pk,),
        }

    def _decisions(self):
        """The member was reminded, and so was the one whose account is paused, who objects; both by somebody else."""
        decider = cast.make_staff("moderator", display_name="Petra")
        told, disputed = (
            cast.decide(self.people[role], group=self.group, by=decider) for role in ("mem", "pau")
        )
        objection = Appeal.objects.create(
            decision=disputed, by=self.people["pau"], words="It was a joke.", first_by=decider
        )
        answered = Report.objects.create(
            kind="other",
            copy="[]",
            reporter=self.people["pee"],
            case=told.case,
            told_at=timezone.now(),
            seen_at=timezone.now(),
        )
        return {"decision": (told.pk,), "appeal": (objection.pk,), "answered": (answered.pk,)}

    def _round(self):
        """A round in which the member has the turn, and another one waits; and the member’s hand is up."""
        room = self.group.room
        begun = Round.objects.create(room=room, meeting=room.meeting())
        turn = Turn.objects.create(round=begun, seat=self.seats["mem"], place=1, state=Turn.State.NOW)
        Turn.objects.create(round=begun, seat=self.seats["pau"], place=2)
        hand = Sign.objects.create(room=room, seat=self.seats["mem"], kind=Sign.Kind.HAND)
        return {"round": (begun.pk,), "turn": (turn.pk,), "sign": (hand.pk,)}

    def _invitations(self):
        """One that waits, and the one by which the member came."""
        facts = {"actor": self.people["ref"], "group": self.group, "channel": "letter", "language": "en"}
        self.open, seated = invite(**facts), invite(**facts).invitation
        seated.membership, seated.accepted_at = self.seats["mem"], timezone.now()
        seated.save()
        type(self.people["mem"]).objects.filter(pk=self.people["mem"].pk).update(date_joined=timezone.now())
        waits = (self.open.invitation.pk,)
        return {"waits": waits, "just made": waits, "seated": (seated.pk,), "token": (self.open.token,)}

    def _accounts(self):
        staff, member = self.people["fac"], self.people["mem"]
        key = SessionStore()
        key.create()
        other = UserSession.objects.create(
            user=member, session_key=key.session_key, ip="127.0.0.1", user_agent=""
        )
        receipt = OwnDataRequest.objects.create(account=member, kind="copy", done_at=timezone.now())
        passkey = Authenticator.objects.create(
            user=staff, type=Authenticator.Type.WEBAUTHN, data={"name": "Passkey", "credential": credential()}
        )
        device = add_device(person=member, way=Browser().way("https://push.example.net/another"))
        return {
            "session": (other.pk,),
            "device": (device.pk,),
            "own receipt": (receipt.pk,),
            "passkey": (passkey.pk,),
            "colleague": (staff.pk,),
            "client": (member.pk,),
            "duty": (staff.roles.get().pk,),
            "check": (Credential.objects.get(user=staff).pk,),
            "link": ("c", "t3k2-0"),
            "key": ("1-set-password",),
            "provider": ("oidc",),
        }


def session_of(user):
    """A session as signing in just now would have made it."""
    request = HttpRequest()
    request.session = store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    record_authentication(request, user, "password")
    limits.begin(store, user)
    store.create()
    return store.session_key


def credential():
    """A passkey as a browser would have handed it over."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(bytes(16), b"access-table-key", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(hashlib.sha256(b"127.0.0.1").digest(), flags, 0, attested)
    said = CollectedClientData.create("webauthn.create", bytes(32), "http://127.0.0.1")
    name = websafe_encode(b"access-table-key")
    response = {
        "clientDataJSON": websafe_encode(said),
        "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
    }
    return {"id": name, "rawId": name, "type": "public-key", "response": response}


# --- What has gone before ------------------------------------------------------------
def _invited(world, session, **done):
    steps.save(session, steps.Way(str(world.open.invitation.pk), **done))


def _promised(world, session):
    _invited(world, session, text=AgreementText.objects.filter(agreement__group=world.group).first().pk)


def _named(world, session):
    text = AgreementText.objects.filter(agreement__group=world.group).first().pk
    _invited(world, session, text=text, alias="Meri")


def _seated(world, session):
    session[steps.SEATED] = {"seat": str(world.seats["mem"].pk), "is_new": True}


def _just_made(world, session):
    request = HttpRequest()
    request.session = session
    once.keep(request, world.open.invitation.pk, {"token": world.open.token, "code": world.open.code})


def _new_promise(world, session):
    """The agreement has a newer version, which nobody has signed."""
    agreement = Agreement.objects.create(group=world.group, version=2)
    old = AgreementText.objects.filter(agreement__group=world.group).first()
    AgreementText.objects.create(agreement=agreement, language="en", body="Newer.", questions=old.questions)
    world.group.__class__.objects.filter(pk=world.group.pk).update(agreement_version=2)


BEFORE = {
    "invited": _invited,
    "promised": _promised,
    "named": _named,
    "welcomed": _seated,
    "just made": _just_made,
    "new promise": _new_promise,
}
