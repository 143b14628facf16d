"""Concerns for tests: made by the actions themselves."""

from moderation import actions
from moderation.models import Concern
from tests import cast

DETAILS = {
    "words": "I do not want to wake up.",
    "entries": {
        "seen": "Wrote at 23.40.",
        "meant": "May be alone.",
        "done": "Wrote back.",
        "level": "Said it.",
    },
    "age": "teen",
    "danger": "unsure",
}


def make_concern(seat, by, **facts):
    """A concern about a seat, level 3 unless told otherwise."""
    return actions.concern.raise_concern(actor=by, seat=seat, **{**DETAILS, "level": 3, **facts})


def close_to_the_end(concern, lead):
    """Taken in hand, the family thought of, and somebody asked where it is severe: it could be closed now."""
    actions.concern.take(concern=concern, actor=lead)
    if concern.is_severe:
        actions.concern.consult(concern=concern, actor=lead, whom="Dr. A", advice="Call.")
    actions.concern.note_family(concern=concern, actor=lead, family="told", why="Called at 10.")
    return Concern.objects.get(pk=concern.pk)


def agreed(concern, lead, second=None):
    """A request to look up who it is, agreed to by another."""
    second = second or cast.make_staff("coordinator", credential=False, display_name="Sari")
    asked = actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask where they live.")
    actions.reveal.answer(reveal=asked, actor=second, is_agreed=True, words="Needed.")
    asked.refresh_from_db()
    return asked
