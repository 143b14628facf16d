"""An evening for many moderators at one queue, and what has to be true afterwards. Used with threads and processes."""

import json
import random
from collections import Counter, defaultdict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from community.accounts.models import User
from community.audit.models import Entry
from groups.actions import message as words
from groups.models import Membership, Message
from groups.rules import may_lead
from moderation import queue
from moderation.actions.case import claim, open_case, release_claim
from moderation.actions.decision import decide
from moderation.models import Case, Decision, Sanction
from tests import cast

REFUSED = (PermissionDenied, ValidationError)
WAITING_LINE = 12  # somebody who does not take the first takes one of so many


@transaction.atomic
def evening(moderators, cases, groups=5):
    """So many moderators, and cases of two kinds in some groups: words that wait, and words that were reported."""
    staff = [cast.make_staff("moderator", display_name=f"Moderator {n}") for n in range(moderators)]
    seats = []
    for _number in range(groups):
        group = cast.make_group()
        cast.lead(cast.make_staff("facilitator"), group)
        seats.append(cast.seat(cast.make_user(), group))
    for number in range(cases):
        seat = seats[number % groups]
        held = number % 5 < 3
        message = cast.words(seat, f"Words {number}.", state="held" if held else "shown")
        kind = Case.Kind.HELD if held else Case.Kind.REPORT
        facts = {"person": seat.user, "group": seat.group}
        open_case(kind=kind, priority=random.choice((1, 2, 3)), message=message, **facts)
    return [user.pk for user in staff]


def work(user_id):
    """One moderator, until nothing waits. Says how often somebody else was quicker."""
    user = User.objects.get(pk=user_id)
    outrun = 0
    while case := _one_of(user):
        try:
            _work_on(case, user)
        except REFUSED:
            outrun += 1
    return outrun


def _one_of(user):
    """Mostly the most urgent one, as everybody sees it; else one a little further down."""
    if random.random() < 0.6:
        return queue.next_for(user)
    waiting = list(Case.objects.visible_to(user).open().urgent_first()[:WAITING_LINE])
    return random.choice(waiting) if waiting else None


def _work_on(case, user):
    how = random.random()
    if how < 0.5:  # decided from the queue
        _decide(case, user)
    elif how < 0.9:
        _decide(claim(case=case, actor=user), user)
    else:  # taken, and put back
        release_claim(case=claim(case=case, actor=user), actor=user)


def _decide(case, user):
    message = Message.objects.get(pk=case.message_id)
    choices = ("release", "return") if message.state == "held" else ("none", "remind", "hide")
    decide(case=case, actor=user, measure=random.choice(choices), rule="kind")


def lead(seat_id):
    """A facilitator decides about held words of the own group meanwhile, and leaves some to the moderators."""
    seat = Membership.objects.select_related("user", "group__room").get(pk=seat_id)
    assert may_lead(seat.user, seat)
    done = 0
    while waiting := list(Message.objects.filter(room=seat.group.room).waiting()[:5]):
        try:
            words.release(message=random.choice(waiting), actor=seat)
            done += 1
        except REFUSED:
            continue
        if done > 20:
            break
    return done


def found():
    """What was not as it must be: one sentence each. Nothing, when every case was decided once."""
    problems = [f"{case.pk} still waits" for case in Case.objects.open()]
    decided = Counter(Decision.objects.values_list("case", flat=True))
    problems += [f"{case} was decided {count} times" for case, count in decided.items() if count != 1]
    by_moderators = set(decided)
    for case in Case.objects.select_related("message"):
        has_one = case.pk in by_moderators
        if has_one != (case.decided_at is not None):
            problems.append(f"{case.pk}: decided, and not closed, or the other way round")
        if not has_one and case.message.decided_by is None:
            problems.append(f"{case.pk}: lost")
    return problems + _of_words() + _of_claims() + _of_sanctions()


def _of_words():
    acts = Entry.objects.filter(action__in=("message.released", "message.returned", "message.hidden"))
    times = Counter(acts.values_list("subject_id", flat=True))
    return [f"the words {pk} were decided about {count} times" for pk, count in times.items() if count > 1]


def _of_claims():
    """In the audit's own order: a case somebody has is taken, put back or decided by nobody else."""
    has, problems, ends = {}, [], defaultdict(int)
    for entry in Entry.objects.filter(subject_type="moderation.case").order_by("seq"):
        case, actor = entry.subject_id, entry.actor_id
        if has.get(case, actor) != actor:
            problems.append(f"{case}: {entry.action} by one while another had it")
        if entry.action == "case.claimed":
            has[case] = actor
        else:
            has.pop(case, None)
        ends[case] += entry.action == "case.decided"
    return problems + [f"{case}: decided {count} times" for case, count in ends.items() if count > 1]


def _of_sanctions():
    wanted = Decision.objects.filter(measure__in=Sanction.Kind.values).count()
    return [] if Sanction.objects.count() == wanted else ["A decision has no sanction, or two."]


def numbers():
    """For whoever reads the log of the night."""
    return json.dumps(
        {
            "cases": Case.objects.count(),
            "by moderators": Decision.objects.count(),
            "by the rooms": Case.objects.filter(decision=None).count(),
            "people who decided": Decision.objects.values("made_by").distinct().count(),
        }
    )
