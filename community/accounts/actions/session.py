"""Ending sessions, so that what was open on any screen closes with them."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction

from community.accounts.actions.device import remove_device, remove_devices
from community.accounts.device import told_here
from community.accounts.sessions import session_audience
from community.live import publish

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


@transaction.atomic
def end_session(*, session_key, reason):
    """End one session and close its open pages. Safe to repeat; `reason` is a short word the pages know."""
    SessionStore(session_key).delete()
    UserSession.objects.filter(session_key=session_key).delete()
    publish(session_audience(session_key), "leave", reason=reason)


@transaction.atomic
def end_all_sessions(*, user, reason, except_key=None):
    """End every session of a person, or every other one; without `except_key` all their open pages close.

    None of their devices is told anything any more: any of them may be what it is about.
    """
    ending = UserSession.objects.filter(user=user).exclude(session_key=except_key)
    for session_key in list(ending.values_list("session_key", flat=True)):
        end_session(session_key=session_key, reason=reason)
    remove_devices(person=user)
    if except_key is None:
        close_open_pages(user=user, reason=reason)


def close_open_pages(*, user, reason):
    """Close every open page of a person whose sessions have ended by themselves."""
    publish(user.audience, "leave", reason=reason)


def sign_out(*, request, reason="signed_out"):
    """End the session this request came with; its other tabs close too, and this device is told nothing any more.

    Harmless for a visitor.
    """
    if request.session.session_key and request.user.is_authenticated:
        remove_device(pk=told_here(request))
        end_session(session_key=request.session.session_key, reason=reason)
    logout(request)
