"""Upkeep of groups."""

from datetime import timedelta

from community import vault
from community.chores import chore
from groups.actions.meeting import plan_ahead


@chore(every=timedelta(hours=12), name="groups.plan_ahead")
def plan():
    """Every running group has its next eight weeks written down."""
    plan_ahead()


@chore(every=timedelta(days=1), name="groups.scrub_destroyed_keys")
def scrub():
    """Destroyed keys leave no bytes behind, also when the database was too busy at the time."""
    vault.scrub()
