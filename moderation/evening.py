"""What stands at the end of a duty, composed from the records: what is open, and what was done."""

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.audit.models import Entry
from groups.models import Aside, HelpCall
from moderation.models import Appeal, Case, Concern, Promise, Shift

# What counts as done, in words; the rest of the log stays in the log.
DONE = {
    "case.decided": _("Cases decided"),
    "case.confirmed": _("Decisions confirmed for a colleague"),
    "report.seen": _("Reports seen to"),
    "alarm.taken": _("Alarms taken"),
    "help.taken": _("Calls for help taken"),
    "concern.raised": _("Concerns raised"),
    "appeal.decided": _("Objections decided"),
    "visit.began": _("Rooms entered"),
    "promise.kept": _("Promises kept"),
}
LISTED = 50  # cases by name; of more only the number


def open_cases(user):
    """What still waits, most urgent first, at most fifty. One query, and one for the names of groups."""
    waiting = Case.objects.visible_to(user).open().urgent_first()
    return list(waiting.select_related("group", "claimed_by").prefetch_related("group__texts")[:LISTED])


def counts_of(shift):
    """Numbers of what is open now and of what was done in this shift. Nothing in them names anybody."""
    waiting = Case.objects.open()
    return {
        "held": waiting.filter(kind=Case.Kind.HELD).count(),
        "cases": waiting.exclude(kind=Case.Kind.HELD).count(),
        "overdue": waiting.overdue().count(),
        "unanswered": Aside.objects.waiting().values("member").distinct().count(),
        "calls": HelpCall.objects.open().count(),
        "concerns": Concern.objects.open().count(),
        "promises": Promise.objects.open().count(),
        "objections": Appeal.objects.open().count(),
        "done": done_in(shift),
    }


def before_leaving(shift):
    """What whoever ends this shift must know first: whether a danger to life is past its time (`is_late`), and whether
    nobody is on duty with them or within half an hour after them (`is_alone`). At most three queries."""
    now = timezone.now()
    late = Case.objects.visible_to(shift.person).open().overdue().filter(priority=Case.Priority.LIFE)
    unheard = Concern.objects.calling().filter(due_at__lte=now)
    others = Shift.objects.on_duty().filter(ended_at=None).exclude(person=shift.person)
    follows = others.touching(now, max(now, shift.ends_at) + Shift.EARLY)
    return {"is_late": late.exists() or unheard.exists(), "is_alone": not follows.exists()}


def done_in(shift):
    """How often whoever had this shift did what: {"case.decided": 4}. One query."""
    entries = Entry.objects.filter(
        actor_id=shift.person_id, at__gte=shift.was_from, at__lte=shift.was_until
    ).order_by()
    return dict(entries.values_list("action").annotate(count=Count("pk")).order_by("action"))


def done_words(counts):
    """What was done, in words: [(words, number)]."""
    done = counts.get("done", {})
    return [(words, done[action]) for action, words in DONE.items() if done.get(action)]
