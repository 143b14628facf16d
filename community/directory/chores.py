"""Upkeep of the directory."""

from datetime import timedelta

from django.conf import settings

from community.chores import chore
from community.directory.actions.contact import call_for_late_contacts, erase_contacts
from community.directory.actions.doubt import call_for_late_doubts, erase_doubts
from community.directory.actions.link import check_links
from community.directory.actions.listing import list_without_card
from community.directory.actions.referral import erase_referrals, remind_of_late


@chore(every=timedelta(minutes=15), name="directory.check_links")
def ask_links():
    """Addresses that cards name are asked whether they still answer, where the house may ask others at all."""
    if settings.LINK_CHECK:
        check_links()


@chore(every=timedelta(minutes=15), name="directory.list_what_has_no_card")
def list_cards():
    """Listings of an older version have no card yet: a search is quick when all have one."""
    list_without_card()


@chore(every=timedelta(minutes=15), name="directory.call_for_late_contacts")
def call_for_late():
    """Whoever waits longer than a working day to be contacted: those on the duty list are asked to come."""
    call_for_late_contacts()


@chore(every=timedelta(hours=1), name="directory.call_for_late_doubts")
def call_for_doubts():
    """What readers say is wrong waits for a week: editors are asked to come."""
    call_for_late_doubts()


@chore(every=timedelta(hours=1), name="directory.remind_of_late_referrals")
def remind():
    """A service has not done by its day what it said: the person and whoever may follow read that."""
    remind_of_late()


@chore(every=timedelta(days=1), name="directory.erase_what_is_over")
def erase():
    """Words of referrals, of requests to be contacted and of doubts go, also where nobody has dealt with them."""
    erase_referrals()
    erase_contacts()
    erase_doubts()
