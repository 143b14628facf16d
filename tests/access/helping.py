"""What signposting and referral need in the world of the access table."""

from community.directory.actions.card import keep_card
from community.directory.actions.contact import ask_contact
from community.directory.cards import service_key
from groups.actions.card import offer_referral
from groups.models import Aside
from tests import cast
from tests.community.directory import referring
from tests.community.directory.entries import make_service


def things(world):
    """The member keeps a card and is offered a referral; one is on its way; somebody asks to be contacted."""
    service, other = make_service("Infant family work"), make_service("Family centre")
    kept = keep_card(account=world.people["mem"], key=service_key(service), shown_by=world.people["fac"])
    offered = offer_referral(member=world.seats["mem"], actor=world.seats["fac"], key=service_key(other))
    _referral, code = referring.sent(account=world.people["nos"], service=service)
    asked = ask_contact(name="Words of a name", reach="Words of a number", language="en")
    line = {"room": world.group.room, "member": world.seats["mem"], "author": world.seats["fac"]}
    shown = Aside.objects.create(body="This may be of help.", card="crisis:fi-mieli-fi", **line)
    shared = cast.words(world.seats["fac"], "Words with a card.", card="crisis:fi-mieli-fi")
    return {
        "kept": (kept.pk,),
        "crisis card": ("crisis:fi-mieli-fi",),
        "offered": (offered.pk,),
        "pass": (code,),
        "contact": (asked.pk,),
        "shared": (shared.pk,),
        "shown_card": (shown.pk,),
    }


def forms(world):
    """What their forms are filled in with."""
    return {
        "helping:note": {"note": "Ask about visits."},
        "helping:referral": {"act": "refuse"},
        "helping:pass": {"code": "ABCD-EFGH-JKLM"},
        "helping:open_code": {"code": "ABCD-EFGH-JKLM"},
        "helping:need_help": {"name": "Aila", "reach": "040 123 4567", "language": "en", "message": "no"},
        "helping:contact": {"act": "claim"},
        "groups:member_card": {
            "key": "crisis:fi-mieli-fi",
            "client_id": "6b0d3a4e-64c7-4d7c-8f0c-0c4f2f4f4f51",
        },
    }
