"""Danger to the writer’s own life, in five levels after the Columbia scale (C-SSRS)."""

from moderation.screeners.wording import findings

HOLDS_FROM = 4


def screen(text, *, author, place):
    """The rules of rules/risk.*.json that speak in a text."""
    return findings("risk", text, author=author, place=place, holds_from=HOLDS_FROM)
