"""“I have it.”"""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from community.verdicts import require
from moderation.actions.alarm import take_alarm
from moderation.models import Alarm
from moderation.rules import may_watch


@require_POST
def alarm_take(request, pk):
    """On to the case or the concern itself: whoever has the alarm reads what it is about."""
    require(may_watch(request.user))
    alarm = get_object_or_404(Alarm.objects.visible_to(request.user), pk=pk)
    take_alarm(alarm=alarm, actor=request.user)
    if alarm.case_id is None:
        return redirect("moderation:concern", pk=alarm.concern_id)
    return redirect("moderation:case", pk=alarm.case_id)
