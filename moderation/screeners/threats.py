"""Threats and violence, against somebody here or elsewhere."""

from moderation.screeners.wording import findings

HOLDS_FROM = 3


def screen(text, *, author, place):
    """The rules of rules/threats.*.json that speak in a text."""
    return findings("threats", text, author=author, place=place, holds_from=HOLDS_FROM)
