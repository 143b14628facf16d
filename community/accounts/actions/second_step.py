"""Taking second steps away from somebody who has lost them all."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from community.accounts.actions.session import end_all_sessions
from community.audit.actions import record


@transaction.atomic
def remove_second_steps(*, person):
    """Remove passkeys, app and recovery codes, and end every session. From the server's own console only."""
    Authenticator.objects.filter(user=person).delete()
    record(None, "second_step.lost", person)
    end_all_sessions(user=person, reason="ended")
