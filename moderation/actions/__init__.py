"""What moderators and reporters do."""

from moderation.actions import call, report

__all__ = ["call", "report"]
