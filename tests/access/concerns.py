"""Concerns of the access table: one with a step and a request to know who it is, one agreed to, one ready to close."""

from django.utils import timezone

from moderation import actions
from tests.moderation.concerns import agreed, close_to_the_end, make_concern

RAISED = {"danger": "unsure", "about": "seat", "words": "I cannot go on.", "level": "4", "why": "Said it."}
ACTED = {  # what any of the forms of a concern asks for
    "kind": "seen",
    "words": "Wrote at 23.40.",
    "whom": "Dr. A",
    "advice": "Call.",
    "level": "4",
    "why": "Has a plan.",
    "family": "told",
    "to": "child",
    "authority": "Helsinki",
    "channel": "phone",
    "given_at": "2026-01-07T18:30",
    "was_told": "yes",
    "reason": "Police ask.",
    "outcome": "safe",
    "closing": "Home.",
}


def things(world):
    lead, seat = world.people["saf"], world.seats["mem"]
    concern, known, ready = (make_concern(seat, world.people["mod"]) for _number in range(3))
    facts = {"concern": concern, "actor": lead}
    step = actions.step.plan_step(what="Call", who="Riitta", due_at=timezone.now(), **facts)
    asked = actions.reveal.ask_identity(reason="Police ask.", **facts)
    close_to_the_end(ready, lead)
    acts = {
        "add": "fact",
        "plan": "step",
        "advice": "consult",
        "level": "level",
        "family": "family",
        "told": "given",
    }
    return {f"risk {name}": (concern.pk, act) for name, act in acts.items()} | {
        "risk": (concern.pk,),
        "risk draft": (concern.pk, "FI"),
        "risk who": (ready.pk, "identity"),
        "risk close": (ready.pk, "close"),
        "risk step": (step.pk,),
        "who asked": (asked.pk,),
        "who agreed": (agreed(known, lead, world.people["coo"]).pk,),
        "from report": ("report", *world.things["report"]),
        "from call": ("call", *world.things["call"]),
        "from room": ("room", *world.things["room"]),
    }


def forms(world):
    return {
        "moderation:concern_act": ACTED,
        "moderation:new_concern": RAISED | {"about": "other", "who": "her son"},
        "moderation:new_concern_about": RAISED | {"seat": str(world.seats["mem"].pk)},
        "moderation:step_done": {"came": "They answered."},
        "moderation:reveal": {"is_agreed": "yes"},
        "moderation:reveal_told": {"is_told": "yes", "words": "We looked up who you are."},
    }
