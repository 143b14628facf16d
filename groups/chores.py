"""Upkeep of groups."""

from datetime import timedelta

from django.conf import settings

from community import vault
from community.chores import chore
from groups.actions.device import tell_devices
from groups.actions.digest import send_digests, send_reminders
from groups.actions.erasing import erase_left_notebooks
from groups.actions.invitation import forget_old_invitations
from groups.actions.meeting import plan_meetings
from groups.actions.paging import page_due
from groups.models import PeerGroup

NOTEBOOKS_KEPT = timedelta(days=2 * 365)  # after the last sign-in


@chore(every=timedelta(hours=12), name="groups.plan_ahead")
def plan_ahead():
    """Every running group has its next eight weeks written down."""
    for group in PeerGroup.objects.small().running():
        plan_meetings(group=group)


@chore(every=timedelta(minutes=1), name="groups.page")
def page():
    """Rooms without staff and calls nobody takes are seen after also when no server process is there to do it."""
    page_due()


@chore(every=timedelta(days=1), name="groups.scrub_destroyed_keys")
def scrub():
    """Destroyed keys leave no bytes behind, also when the database was too busy at the time."""
    vault.scrub()


@chore(every=timedelta(days=1), name="groups.forget_notebooks")
def forget_notebooks():
    """What somebody kept for themselves goes when they have not come for two years."""
    erase_left_notebooks(older_than=NOTEBOOKS_KEPT)


@chore(every=timedelta(days=1), name="groups.forget_invitations")
def forget():
    """Invitations that nobody used do not stay for ever."""
    forget_old_invitations()


@chore(every=timedelta(minutes=15), name="groups.write_to_people")
def write_to_people():
    """Whoever asked for it learns that there is something new, or that a meeting is today."""
    send_reminders()
    send_digests()


@chore(every=timedelta(minutes=15), name="groups.tell_devices")
def tell():
    """Devices whose owners turned it on learn the same, where this house sends to devices at all."""
    if settings.WEB_PUSH:
        tell_devices()
