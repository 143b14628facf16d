"""What keeping people safe is made of."""

from moderation.models.alarm import Alarm, Asked
from moderation.models.appeal import Appeal
from moderation.models.authority import AuthorityNotice
from moderation.models.case import Case
from moderation.models.concern import Concern
from moderation.models.decision import Decision
from moderation.models.fact import Fact, Look
from moderation.models.handover import HandOver, Promise
from moderation.models.report import Report
from moderation.models.reveal import Reveal
from moderation.models.sanction import Sanction
from moderation.models.shift import Shift
from moderation.models.step import Consultation, Step

__all__ = [
    "Alarm",
    "Appeal",
    "Asked",
    "AuthorityNotice",
    "Case",
    "Concern",
    "Consultation",
    "Decision",
    "Fact",
    "HandOver",
    "Look",
    "Promise",
    "Report",
    "Reveal",
    "Sanction",
    "Shift",
    "Step",
]
