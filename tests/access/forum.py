"""The forum in the world of the access table: the member has written there in every way one can."""

from community.forum.models import Reply
from tests import cast

NAMES = {"returned": "back", "retracted": "taken"}
ADULTS = {"language": "en", "audience": "adults"}
WRITTEN = {"body": "Good evening.", "client_id": "6b0d3a4e-64c7-4d7c-8f0c-0c4f2f4f4f51", "content_note": ""}


def things(world):
    """A topic of the facilitator's with words of the member in every state, and one of the member's that waits."""
    topic = cast.topic(world.seats["fac"], "Words of a title", "Words that open a topic.")
    written = {
        f"reply {NAMES.get(state, state)}": (
            cast.reply(topic, world.seats["mem"], f"Words that are {state}.", state=state).pk,
        )
        for state in Reply.State.values
    }
    board, joined = (cast.make_board(world.group, name=name) for name in ("Open board", "Joined board"))
    for one in (board, joined):
        cast.lead(cast.make_staff("facilitator"), one)
    cast.seat(world.people["mem"], joined, alias="Lumi")
    boards = {"board": (board.pk,), "board joined": (joined.pk,), "board room": (joined.room.pk,)}
    waiting = cast.topic(world.seats["mem"], "Words that wait", "Words that wait.", state=Reply.State.HELD)
    return written | boards | {"topic": (topic.pk,), "topic held": (waiting.pk,)}


def forms(world):
    """What their forms are filled in with."""
    return {
        "forum:board": {"alias": "Pouta", "q0": "1"},
        "forum:plan_board": {"name": "Board", "for_whom": "Parents", "about": "We write.", **ADULTS},
        "forum:start": WRITTEN | {"kind": "talk", "title": "Evenings"},
        "forum:write": WRITTEN,
        "forum:search": {"words": "Words"},
        "moderation:report_reply": {"kind": "other", "note": "Words of a note."},
        "forum:edit": {"body": "Good morning.", "content_note": ""},
        "forum:react": {"kind": "with_you"},
        "forum:unreact": {"kind": "with_you"},
        "forum:hide": {"rule": "kind", "reason": "Agreement, point 2"},
        "forum:give_back": {"rule": "kind", "reason": "Agreement, point 2"},
    }
