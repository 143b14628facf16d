"""`manage.py rewrap_keys`: put every data key under the first of VAULT_KEYS."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from community import vault

STEP = 100


class Command(BaseCommand):
    help = (
        "Wrap every data key with the first of VAULT_KEYS. Put the new key first, restart, run this, then "
        "take the old one out. Safe to stop and to run again, since each key is done on its own. Words "
        "are not touched."
    )

    def handle(self, **options):
        stale = vault.DataKey.objects.not_under(vault.primary_kek())
        unknown = set(stale.values_list("kek_id", flat=True)) - set(settings.VAULT_KEYS)
        if unknown:
            raise CommandError(
                f"VAULT_KEYS lacks {', '.join(sorted(unknown))}: keys wrapped by it cannot be opened. "
                "Put it back after the first, then run this again."
            )
        keys = list(stale)
        for done, key in enumerate(keys, start=1):
            vault.rewrap(key=key)
            if done % STEP == 0 or done == len(keys):
                self.stdout.write(f"Re-wrapped {done} of {len(keys)} data keys.")
        if not vault.scrub():
            self.stderr.write(
                "Old wrapped keys may still be on the database's disk: run this again when it is idle."
            )
        self.stdout.write(f"Every data key is under “{vault.primary_kek()}”.")
