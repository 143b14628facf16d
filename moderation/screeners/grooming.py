"""Somebody working their way towards a child or a vulnerable person."""

from moderation.screeners.wording import findings

HOLDS_FROM = 3


def screen(text, *, author, place):
    """The rules of rules/grooming.*.json that speak in a text."""
    return findings("grooming", text, author=author, place=place, holds_from=HOLDS_FROM)
