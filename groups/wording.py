"""The house's own wording of an agreement, for groups and boards that bring none: four languages, two audiences."""

import json
from functools import cache
from pathlib import Path


@cache
def _house():
    return json.loads((Path(__file__).parent / "wording.json").read_text(encoding="utf-8"))


def agreement_texts(audience, kind="group"):
    """{language: {"body", "questions"}} for groups, or boards, of that audience; families use the adults' wording."""
    house = _house()[kind]
    return house.get(audience, house["adults"])
