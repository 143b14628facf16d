"""Appoints an administrator from the server's console: the first one, or one after all others are lost."""

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from community.accounts.actions.person import open_for_console
from community.accounts.actions.returning import make_return_code
from community.accounts.actions.role import appoint_administrator
from community.accounts.models import User


class Command(BaseCommand):
    help = "Make somebody an administrator and print the code with which they set their passphrase."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the name colleagues see, for a new account")

    def handle(self, *, email, name, **options):
        validate_email(email)
        colleagues = list(User.objects.filter(email__iexact=email, roles__isnull=False).distinct())
        if len(colleagues) > 1:
            raise CommandError("Several colleagues have this address. Give one of them another first.")
        with transaction.atomic():
            person = (
                colleagues[0] if colleagues else open_for_console(display_name=name or email, email=email)
            )
            appoint_administrator(person=person)
            code = make_return_code(user=person, actor=None)
        self.stdout.write(f"Sign-in name: {person.username}")
        self.stdout.write(f"Return code:  {code} (once, within seven days, at /you/return/)")
        self.stdout.write("Then add a second step; the pages for administrators open after that.")
