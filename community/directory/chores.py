"""Upkeep of the directory."""

from datetime import timedelta

from django.conf import settings

from community.chores import chore
from community.directory.actions.link import check_links


@chore(every=timedelta(minutes=15), name="directory.check_links")
def ask_links():
    """Addresses that cards name are asked whether they still answer, where the house may ask others at all."""
    if settings.LINK_CHECK:
        check_links()
