"""What those on watch have in the world of the access table: shifts, a hand-over, a promise, an alarm, a visit."""

import datetime

from django.utils import timezone

from groups.models import Visit
from moderation.models import Alarm, HandOver, Promise, Shift
from tests import cast
from tests.moderation.concerns import make_concern
from tests.moderation.watching import on, waiting


def things(world):
    """The moderator has a shift now and reads along in another group's room; a colleague has left a hand-over."""
    own = on(world.people["mod"])
    later = timezone.now() + datetime.timedelta(days=2)
    coming = Shift.objects.create(
        person=world.people["saf"], starts_at=later, ends_at=later + datetime.timedelta(hours=4)
    )
    colleague = cast.make_staff("moderator", display_name="Pekka")
    over = on(colleague, ended_at=timezone.now())
    left = HandOver.objects.create(shift=over, words="Words for whoever comes next.", counts={})
    promise = Promise.objects.create(words="Words that were promised.", made_by=colleague)
    case = waiting(group=world.group)
    alarm = Alarm.objects.create(case=case, kind=Alarm.Kind.URGENT)
    concern = make_concern(cast.seat(cast.make_user(), cast.make_group()), colleague, level=5)
    until = timezone.now() + datetime.timedelta(minutes=30)
    visit = Visit.objects.create(room=world.other.room, person=world.people["mod"], until=until)
    return {
        "own shift": (own.pk,),
        "coming shift": (coming.pk,),
        "hand-over": (left.pk,),
        "promise": (promise.pk,),
        "alarm": (alarm.pk,),
        "a life": (concern.alarms.get().pk,),
        "dire case": (case.pk,),
        "visit": (visit.pk,),
    }


def forms(world):
    """What their forms are filled in with."""
    start = timezone.localtime() + datetime.timedelta(days=5)
    end = start + datetime.timedelta(hours=4)
    shape = "%Y-%m-%dT%H:%M"
    return {
        "moderation:duty_start": {"hours": "2"},
        "moderation:promise": {"words": "Kuura hears from us by noon."},
        "moderation:shift_end": {"words": "A quiet evening."},
        "moderation:how_are_you": {"stays": "0", "tired": "2", "alone": "1"},
        "moderation:rota": {
            "person": str(world.people["mod"].pk),
            "kind": "duty",
            "starts_at": start.strftime(shape),
            "ends_at": end.strftime(shape),
        },
        "moderation:visit_new": {"reason": "Two reports about this evening."},
        "moderation:audit_export": {"form": "csv", "act": "report"},
    }
