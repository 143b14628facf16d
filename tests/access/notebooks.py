"""What stays with the person, in the world of the access table."""

from groups.actions.note import write_note, write_question
from groups.actions.wellbeing import begin_wellbeing


def things(world):
    """The member keeps a note, means to ask something, and follows how they are."""
    note = write_note(account=world.people["mem"], words="Words to myself.")
    asked = write_question(seat=world.seats["mem"], words="Words I mean to ask.")
    begin_wellbeing(account=world.people["mem"])
    return {"own note": (note.pk,), "to ask": (asked.pk,), "step": ("hands", 1)}


def forms(world):
    """What their forms are filled in with."""
    words = {"words": "Something I noticed."}
    return {
        "groups:notebook": {"sought": "noticed"},
        "groups:note_new": words,
        "groups:note": words,
        "groups:note_share": {"seat": str(world.seats["mem"].pk)},
        "groups:question": words,
        "groups:answer_over_time": {f"q{number}": "3" for number in range(5)},
        "groups:stop_over_time": {"how": "keep"},
    }
