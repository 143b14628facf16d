"""What a group is made of. Models hold data, constraints and querysets; they never send, log or check permission."""

from groups.models.agreement import Agreement, AgreementText, Signature
from groups.models.aside import Aside
from groups.models.call import HelpCall
from groups.models.checkin import CheckIn
from groups.models.group import GroupText, Membership, PeerGroup
from groups.models.invitation import Invitation
from groups.models.meeting import Meeting
from groups.models.message import Message
from groups.models.muting import Muting
from groups.models.note import Note, Notebook
from groups.models.paging import Paged, Paging
from groups.models.reaction import Reaction
from groups.models.room import OnDuty, Room
from groups.models.round import Round, Turn
from groups.models.sign import Sign
from groups.models.visit import Visit
from groups.models.wellbeing import Wellbeing, WellbeingAnswer

__all__ = [
    "Agreement",
    "AgreementText",
    "Aside",
    "CheckIn",
    "GroupText",
    "HelpCall",
    "Invitation",
    "Meeting",
    "Membership",
    "Message",
    "Muting",
    "Note",
    "Notebook",
    "OnDuty",
    "Paged",
    "Paging",
    "PeerGroup",
    "Reaction",
    "Room",
    "Round",
    "Sign",
    "Signature",
    "Turn",
    "Visit",
    "Wellbeing",
    "WellbeingAnswer",
]
