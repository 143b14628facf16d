"""What keeping people safe is made of."""

from moderation.models.appeal import Appeal
from moderation.models.case import Case
from moderation.models.decision import Decision
from moderation.models.report import Report
from moderation.models.sanction import Sanction

__all__ = ["Appeal", "Case", "Decision", "Report", "Sanction"]
