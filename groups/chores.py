"""Upkeep of groups."""

from datetime import timedelta

from community.chores import chore
from groups.actions.meeting import plan_ahead


@chore(every=timedelta(hours=12), name="groups.plan_ahead")
def plan():
    """Every running group has its next eight weeks written down."""
    plan_ahead()
