"""Helps somebody who cannot sign in and whom nobody else may help, once it is certain who they are."""

from django.core.management.base import BaseCommand, CommandError

from community.accounts.actions.returning import make_return_code
from community.accounts.models import User


class Command(BaseCommand):
    help = "Make a single-use code with which somebody sets a new passphrase; earlier ones stop working."

    def add_arguments(self, parser):
        parser.add_argument("username", help="the sign-in name")

    def handle(self, *, username, **options):
        person = User.objects.filter(username__iexact=username).first()
        if person is None:
            raise CommandError("Nobody has this sign-in name.")
        self.stdout.write(make_return_code(user=person, actor=None))
