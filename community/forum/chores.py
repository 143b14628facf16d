"""Upkeep of forums."""

from datetime import timedelta

from community.chores import chore
from community.forum.actions.erasing import delete_quiet_topics

TOPICS_KEPT = timedelta(days=2 * 365)  # after somebody last wrote in them


@chore(every=timedelta(days=1), name="forum.forget_topics")
def forget_topics():
    """Topics in which nobody has written for two years are deleted."""
    delete_quiet_topics(older_than=TOPICS_KEPT)
