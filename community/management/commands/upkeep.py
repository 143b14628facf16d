"""`manage.py upkeep`: run the chores that are due, once, then stop. Call it every minute."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from community import chores


class Command(BaseCommand):
    help = "Run the upkeep jobs that are due. Ends with 1 when one of them failed."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="run every job now, due or not")
        parser.add_argument("--list", action="store_true", help="show the jobs and when they last ran; run nothing")

    def handle(self, **options):
        if options["list"]:
            return self.show()
        failed = []
        for chore in chores.known():
            outcome = chores.run(chore=chore, even_if_not_due=options["all"])
            if outcome is not None:
                self.stdout.write(f"{chore.name}: {outcome}")
            if outcome == chores.ChoreRun.Outcome.FAILED:
                failed.append(chore.name)
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says where.")

    def show(self):
        """One line per job: name, how often, last start, how it ended, due or not."""
        now = timezone.now()
        for chore in chores.known():
            rows = chores.ChoreRun.objects.filter(name=chore.name)
            row = rows.first()
            is_due = row is None or rows.filter(chores.due_at(chore=chore, now=now)).exists()
            started = row.last_started.isoformat(timespec="seconds") if row and row.last_started else "never"
            ended = row.outcome if row and row.outcome else "-"
            self.stdout.write(f"{chore.name}: every {chore.every}, last {started}, {ended}{', due' if is_due else ''}")
