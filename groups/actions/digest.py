"""Writing to people that there is something new, or that a meeting is today: if they asked, and no word more."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.directory.opening import TIME_ZONES
from community.news import news_of
from groups.letters import say
from groups.models import Meeting, Membership

SPANS = {User.Digest.DAILY: timedelta(days=1), User.Digest.WEEKLY: timedelta(days=7)}
AHEAD = timedelta(hours=12)  # a reminder comes at most so long before the meeting
HOME = "/home/"


def send_digests():
    """Write to whoever asked for it, has an address and has something new since the last time; not in quiet hours.

    Run again at once it writes to nobody twice: each row is locked while it is decided. Gives how many mails.
    """
    asked = User.objects.exclude(digest=User.Digest.NEVER).exclude(email="").filter(is_active=True)
    return sum(_tell(pk=pk) for pk in asked.order_by("pk").values_list("pk", flat=True))


def send_reminders():
    """Write to whoever asked for it on the day of a meeting of theirs, once a day. Gives how many mails."""
    asked = seats_before_meeting(now=timezone.now()).filter(user__reminds=True).exclude(user__email="")
    return sum(_remind(pk=pk) for pk in set(asked.values_list("user", flat=True)))


def seats_before_meeting(*, now):
    """Those in groups that meet within hours, of people whose account is in use."""
    soon = Meeting.objects.coming().filter(starts_at__gt=now, starts_at__lte=now + AHEAD)
    return Membership.objects.current().filter(group__in=soon.values("group"), user__is_active=True)


def is_awake(*, person, now):
    """An account in use, and no quiet hours by the clock of their country."""
    return person.in_good_standing and not person.is_quiet_at(clock_of(person=person, now=now))


def clock_of(*, person, now):
    """The time of day where this person is."""
    return now.astimezone(TIME_ZONES[person.country]).time()


@transaction.atomic
def _tell(*, pk):
    person, now = _asked(pk), timezone.now()
    if not person.digest or not _may_be_written_to(person, now):
        return 0
    if now - person.told_at < SPANS[person.digest]:
        return 0
    if not any(news.at > person.told_at for news in news_of(person)):
        return 0
    return _write(person, "news", "told_at", now)


@transaction.atomic
def _remind(*, pk):
    person, now = _asked(pk), timezone.now()
    if not person.reminds or not _may_be_written_to(person, now):
        return 0
    if person.reminded_at and now - person.reminded_at < AHEAD:
        return 0
    return _write(person, "today", "reminded_at", now)


def _asked(pk):
    return User.objects.select_for_update(no_key=True).get(pk=pk)


def _may_be_written_to(person, now):
    """Awake, and with an address they have confirmed."""
    return is_awake(person=person, now=now) and _has_address(person)


def _has_address(person):
    return person.emailaddress_set.filter(email__iexact=person.email, verified=True).exists()


def _write(person, name, mark, now):
    setattr(person, mark, now)
    person.save(update_fields=[mark])
    facts = {"address": person.email, "language": person.language, "name": name, "path": HOME}
    transaction.on_commit(lambda: say(**facts))
    return 1
