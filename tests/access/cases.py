"""What the addresses of the queue need: a case about the member, one that waits for a second person, and one that a
moderator has just decided."""

from moderation.actions.case import open_case
from moderation.actions.decision import decide
from moderation.actions.notice import notify
from moderation.models import Case
from tests import cast


def things(world):
    case = Case.objects.get(message=world.things["shown"][0])
    asked = open_case(kind="report", priority=2, person=world.people["pau"], group=world.group)
    by = cast.make_staff("moderator", display_name="Eeva")
    decide(case=asked, actor=by, measure="close_account", rule="kind")
    pressed = open_case(kind="report", priority=2, person=world.people["pau"], group=world.group)
    decide(case=pressed, actor=world.people["mod"], measure="none", rule="kind")
    told = {"explanation": "Somebody is threatened there.", "good_faith": True}
    notice = notify(kind="threat", place="A group on Thursdays.", language="en", **told).report.case
    return {"case": (case.pk,), "proposed": (asked.pk,), "notice": (notice.pk,), "pressed": (pressed.pk,)}


def forms(world):
    seat = world.other.memberships.current().first()
    return {
        "moderation:decide_case": {"measure": "remind", "rule": "kind"},
        "moderation:tie_case": {"seat": str(seat.pk)},
    }
