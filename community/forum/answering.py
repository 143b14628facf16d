"""By when somebody who asked is to have a first answer: so many hours of working days."""

from datetime import timedelta

from django.conf import settings

from community.directory.workdays import working_days_after

DAY = 24  # hours


def due_at(moment):
    """FORUM_ANSWER_HOURS after that moment, weekends and public holidays left out: asked on Friday at noon, a day
    later is Monday at noon. A target for staff, shown to staff; nothing happens by itself when it has passed.
    """
    days, hours = divmod(settings.FORUM_ANSWER_HOURS, DAY)
    due = working_days_after(moment, days) + timedelta(hours=hours)
    begins = working_days_after(
        due - timedelta(days=1), 1
    )  # the same day where that is a working day, else the next
    return max(due, begins)
