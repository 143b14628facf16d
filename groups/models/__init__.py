"""What a group is made of. Models hold data, constraints and querysets; they never send, log or check permission."""

from groups.models.agreement import Agreement, AgreementText, Signature
from groups.models.call import HelpCall
from groups.models.group import GroupText, Membership, PeerGroup
from groups.models.invitation import Invitation
from groups.models.meeting import Meeting
from groups.models.message import Message
from groups.models.room import OnDuty, Room

__all__ = [
    "Agreement",
    "AgreementText",
    "GroupText",
    "HelpCall",
    "Invitation",
    "Meeting",
    "Membership",
    "Message",
    "OnDuty",
    "PeerGroup",
    "Room",
    "Signature",
]
