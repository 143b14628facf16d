"""Asking colleagues to come about a concern: by the mail that names no person, no group and no reason."""

from datetime import timedelta

from django.db import transaction

from community.accounts.models import Role
from groups.letters import ask_to_come

PATIENCE = timedelta(minutes=15)  # before they are asked again


def call_those_with(*kinds, besides=None):
    """Ask all who hold one of these duties now, with proof, but one; after the commit. One query."""
    roles = Role.objects.current().with_proof().filter(kind__in=kinds).select_related("user")
    called = {role.user for role in roles if role.has_power and role.user.in_good_standing}
    letters = [(user.email, user.language) for user in called if user.email and user != besides]
    transaction.on_commit(lambda: ask_to_come(letters))
