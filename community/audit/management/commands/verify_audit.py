"""`manage.py verify_audit`: is the audit log as it was written?"""

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import connection

from community.audit import chain, triggers


class Command(BaseCommand):
    help = (
        "Walk the audit log and name the first entry that was changed, moved or removed (exit code 1). "
        "When all is whole, print how many entries there are and the last hash: keep both somewhere else."
    )

    @no_translations  # its lines are compared from day to day
    def handle(self, **options):
        if not triggers.are_installed(connection):
            self.stderr.write("The database does not refuse changes to the log: triggers are missing.")
        finding = chain.verify()
        if finding.fault:
            raise CommandError(
                f"Entry {finding.seq}: {finding.fault}. "
                f"Whole before that: {finding.count} entries, last hash {finding.last_hash}."
            )
        self.stdout.write(f"{finding.count} entries, all whole. Last hash {finding.last_hash}.")
