"""`manage.py upkeep`: run the chores that are due, once, then stop. Call it every minute."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from community import chores


class Command(BaseCommand):
    help = "Run the upkeep jobs that are due. Ends with 1 when one of them failed."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="run every job now, due or not")
        parser.add_argument(
            "--list", action="store_true", help="show the jobs and their last run; run nothing"
        )

    def handle(self, **options):
        if options["list"]:
            self.show()
        else:
            self.run_chores(everything=options["all"])

    def run_chores(self, *, everything):
        """Each job in its turn; a failure is told at the end, by the exit code too."""
        failed = []
        for chore in chores.known():
            outcome = chores.run(chore=chore, even_if_not_due=everything)
            if outcome is not None:
                self.stdout.write(f"{chore.name}: {outcome}")
            if outcome == chores.ChoreRun.Outcome.FAILED:
                failed.append(chore.name)
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says where.")

    def show(self):
        """One line a job: name, how often, how and when it last ran, whether it is due."""
        now = timezone.now()
        for chore in chores.known():
            row = chores.ChoreRun.objects.filter(name=chore.name).first()
            last = f"{row.outcome} {row.last_started:%Y-%m-%d %H:%M:%S %Z}" if row else "never ran"
            due = ", due" if chores.is_due(chore=chore, now=now) else ""
            self.stdout.write(f"{chore.name}: every {chore.every}, {last}{due}")
