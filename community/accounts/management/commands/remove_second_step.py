"""Helps somebody who has lost every second step and every recovery code, once it is certain who they are."""

from django.core.management.base import BaseCommand, CommandError

from community.accounts.actions.second_step import remove_second_steps
from community.accounts.models import User


class Command(BaseCommand):
    help = "Remove somebody's passkeys, app and recovery codes, and end their sessions."

    def add_arguments(self, parser):
        parser.add_argument("username", help="the sign-in name")

    def handle(self, *, username, **options):
        person = User.objects.filter(username__iexact=username).first()
        if person is None:
            raise CommandError("Nobody has this sign-in name.")
        remove_second_steps(person=person)
        message = "Removed."
        if not person.has_long_passphrase:
            message += " Their passphrase is too short to stand alone: make a return code for them too."
        self.stdout.write(message)
