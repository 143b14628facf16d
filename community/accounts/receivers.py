"""Writes to the audit what allauth tells about passphrases, second steps and addresses."""

from allauth.account.signals import email_changed, password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver

from community.accounts.actions.session import close_open_pages
from community.audit.actions import record


@receiver([password_changed, password_set, password_reset])
def note_passphrase(user, **facts):
    """A new passphrase has ended every other session already; their open pages close too."""
    record(user, "passphrase.changed", user)
    close_open_pages(user=user, reason="passphrase")


@receiver(authenticator_added)
def note_step_added(user, authenticator, **facts):
    record(user, "second_step.added", user, step=authenticator.type)


@receiver(authenticator_removed)
def note_step_removed(user, authenticator, **facts):
    record(user, "second_step.removed", user, step=authenticator.type)


@receiver(authenticator_reset)
def note_codes_renewed(user, authenticator, **facts):
    record(user, "second_step.renewed", user, step=authenticator.type)


@receiver(email_changed)
def note_address(user, **facts):
    record(user, "address.changed", user)
