"""What keeping people safe is made of."""

from moderation.models.report import Report

__all__ = ["Report"]
