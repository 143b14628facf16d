"""Somebody whose account is closed, right after their passphrase proved who they are: not signed in, but known.

What was decided about them stays theirs to read and to object to (Digital Services Act art. 17 and 20). Kept in the
session for half an hour. Not for whoever has a second step: their passphrase alone proves too little.
"""

import time

from community.accounts.models import User
from community.accounts.passphrases import SECOND_STEPS

KEY = "closed_account"
LASTS = 30 * 60  # seconds


def remember(request, user):
    """They proved who they are; say so to the pages that are theirs also now."""
    if not user.authenticator_set.filter(type__in=SECOND_STEPS).exists():
        request.session.cycle_key()
        request.session[KEY] = {"person": str(user.pk), "at": int(time.time())}


def who(request):
    """The person, or None: unknown, too long ago, or reinstated since."""
    kept = request.session.get(KEY)
    if kept is None or time.time() - kept["at"] > LASTS:
        return None
    return User.objects.filter(pk=kept["person"], standing=User.Standing.CLOSED).first()
