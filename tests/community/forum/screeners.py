"""Screeners for tests: one that holds words with a sign in them, and one that only notices another."""

from community.screening import Finding


def screen(text, *, author, place):
    """Holds what names the lake; notices what names the boat."""
    held = [Finding(rule="links.lake", level=2, holds=True)] if "lake" in text else []
    noticed = [Finding(rule="risk.boat", level=3, holds=False)] if "boat" in text else []
    return held + noticed


NAME = f"{__name__}.screen"
