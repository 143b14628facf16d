"""Danger to the writer’s own life, in five levels after the Columbia scale (C-SSRS)."""

from moderation.screeners import signs
from moderation.screeners.wording import findings

HOLDS_FROM = 4


def screen(text, *, author, place):
    """The rules of rules/risk.*.json that speak in a text, and the signs of rules/signs.*.json that stand together."""
    return findings("risk", text, author=author, place=place, holds_from=HOLDS_FROM, more=signs.levels_in)
