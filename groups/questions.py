"""What a check-in and a check-out ask: each on a scale of 0 to 10, each to be left out as easily as answered."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCALE = range(11)
LOW = 3  # at or under it, whoever answered reads where there is help


@dataclass(frozen=True)
class Question:
    """One question: its key, its words, and what the two ends of the scale mean. `minds`: a low answer brings help."""

    key: str
    words: Promise
    least: Promise
    most: Promise
    minds: bool = False


MOOD = Question("mood", _("How are you just now?"), _("very low"), _("very good"), minds=True)
HEARD = Question("heard", _("Did you feel heard today?"), _("not at all"), _("fully"))
SAFE = Question("safe", _("Did you feel safe here today?"), _("not at all"), _("fully"), minds=True)
ASKED = {"in": (MOOD,), "out": (MOOD, HEARD, SAFE)}
ALL = {question.key: question for question in (MOOD, HEARD, SAFE)}


def is_low(answers):
    """Whether these answers say that somebody may need help: a low mood, or not feeling safe."""
    return any(answers.get(key, LOW + 1) <= LOW for key, question in ALL.items() if question.minds)
