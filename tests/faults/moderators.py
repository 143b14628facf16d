"""Moderators of one process at one queue, in the servers' own database.

Run as `python -m tests.faults.moderators prepare 20 500`, then `… work ID ID …` in several processes at once, then
`… judge`; each answers with one line of JSON.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from groups.models import Membership  # noqa: E402
from tests.moderation import at_once  # noqa: E402


def prepare(moderators, cases):
    """An evening's people and cases, and the seats of those who lead the groups."""
    call_command("migrate", verbosity=0)
    people = at_once.evening(int(moderators), int(cases))
    leaders = Membership.objects.leading().values_list("pk", flat=True)
    return {"people": [str(pk) for pk in people], "leaders": [str(pk) for pk in leaders]}


def work(*people):
    """Each of these in a thread of their own, until nothing waits; `lead:ID` leads a room meanwhile."""
    with ThreadPoolExecutor(len(people)) as pool:
        return {"outrun": sum(pool.map(_one, people))}


def _one(name):
    try:
        if name.startswith("lead:"):
            at_once.lead(name.removeprefix("lead:"))
            return 0
        return at_once.work(name)
    finally:
        connections.close_all()


def judge():
    return {"found": at_once.found(), "numbers": json.loads(at_once.numbers())}


if __name__ == "__main__":
    order, *facts = sys.argv[1:]
    answer = {"prepare": prepare, "work": work, "judge": judge}[order](*facts)
    sys.stdout.write(json.dumps(answer) + "\n")
