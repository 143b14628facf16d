"""What follows from news of allauth: sessions begin to be counted, changes of sign-in reach the audit."""

from allauth.account.signals import email_changed, password_changed, password_reset, password_set
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import PermissionDenied
from django.db.models.signals import post_init, post_save, pre_delete, pre_save
from django.dispatch import receiver

from community.accounts import limits, ownership, passphrases
from community.accounts.actions.device import note_device
from community.accounts.actions.session import close_open_pages, end_all_sessions
from community.accounts.device import told_here
from community.accounts.models import User
from community.audit.actions import record


@receiver(user_logged_in)
def start_counting(request, user, **facts):
    """By whichever door somebody signed in, the limits of the session count from here, and the device is in use."""
    limits.begin(request.session, user)
    note_device(person=user, pk=told_here(request))


@receiver([password_changed, password_set, password_reset])
def note_passphrase(request, user, **facts):
    """A new passphrase lets no other session in any more: they go, and their open pages close."""
    record(user, "passphrase.changed", user)
    end_all_sessions(user=user, reason="passphrase", except_key=request.session.session_key)
    close_open_pages(user=user, reason="passphrase")


@receiver(pre_save, sender=Authenticator)
def bind_to_owner(instance, **facts):
    ownership.bind(instance)


@receiver([post_save, post_init], sender=Authenticator)
def open_for_owner(instance, **facts):
    ownership.unbind(instance)


@receiver(pre_delete, sender=Authenticator)
def keep_the_last_step(instance, origin, **facts):
    """Ask again inside the transaction that removes, one at a time: two removals at once leave one.

    Only where one step is removed; the console removes all, and a person's steps go with the person.
    """
    if origin is not instance or instance.type not in passphrases.SECOND_STEPS:
        return
    User.objects.select_for_update().get(pk=instance.user_id)
    adapter = get_adapter()
    if not adapter.can_delete_authenticator(instance):
        raise PermissionDenied(adapter.error_messages["cannot_delete_authenticator"])


@receiver(authenticator_added)
def note_step_added(user, authenticator, **facts):
    record(user, "second_step.added", user, step=authenticator.type)


@receiver(authenticator_removed)
def note_step_removed(user, authenticator, **facts):
    record(user, "second_step.removed", user, step=authenticator.type)
    if not passphrases.has_second_step(user) and user.is_staff_somewhere:  # no power is left
        close_open_pages(user=user, reason="role")


@receiver(authenticator_reset)
def note_codes_renewed(user, authenticator, **facts):
    record(user, "second_step.renewed", user, step=authenticator.type)


@receiver(email_changed)
def note_address(user, **facts):
    record(user, "address.changed", user)
