"""Upkeep of accounts."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from community.accounts.actions import own_data
from community.accounts.actions.device import forget_unused
from community.accounts.limits import SessionStore, look
from community.chores import chore


@chore(every=timedelta(hours=1), name="accounts.forget_sessions")
def forget_sessions():
    """Sessions whose time is up go although nobody came back, and with them browser and network address."""
    for key in UserSession.objects.values_list("session_key", flat=True).iterator():
        look(SessionStore(key))
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@chore(every=timedelta(minutes=5), name="accounts.erase_due")
def erase_accounts():
    """Accounts whose seven days are over are erased, and what was interrupted goes on."""
    own_data.erase_due()


@chore(every=timedelta(days=1), name="accounts.forget_people")
def forget():
    """Of an erased account nothing leads to its person as soon as no law needs them; old receipts go."""
    own_data.forget_people()


@chore(every=timedelta(hours=1), name="accounts.sweep")
def sweep():
    """What was overwritten leaves the database's disk, also where that had to wait."""
    own_data.sweep()


@chore(every=timedelta(days=1), name="accounts.forget_devices")
def forget_devices():
    """A browser where nobody signs in any more is not told for ever."""
    forget_unused()
