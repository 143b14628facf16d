"""The house's own wording of an agreement, for groups that bring none: four languages, adults and young people."""

import json
from functools import cache
from pathlib import Path


@cache
def _house():
    return json.loads((Path(__file__).parent / "wording.json").read_text(encoding="utf-8"))


def agreement_texts(audience):
    """{language: {"body", "questions"}} for that audience; families use the adults' wording."""
    house = _house()
    return house.get(audience, house["adults"])
