"""Upkeep of accounts."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from community.accounts.limits import SessionStore, look
from community.chores import chore


@chore(every=timedelta(hours=1), name="accounts.forget_sessions")
def forget_sessions():
    """Sessions whose time is up go although nobody came back, and with them browser and network address."""
    for key in UserSession.objects.values_list("session_key", flat=True).iterator():
        look(SessionStore(key))
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
