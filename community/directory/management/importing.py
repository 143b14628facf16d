"""What every import says while it works and when it is done."""

import gc
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from community.directory.actions.exchange import Report, take_in
from community.directory.exchange.files import UnreadableFileError

STATES = ("created", "updated", "unchanged", "refused")
SHOWN = 200  # problems; the others are counted
EVERY_SECONDS = 0.5
RARELY = 200_000  # things made until unused ones are looked for


class ImportCommand(BaseCommand):
    """Takes files in, one after the other. Exit code 1 when something was not taken in."""

    source = ""

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="+", metavar="FILE")

    def items(self, path, options):
        """The Items of a file; raises UnreadableFileError."""
        raise NotImplementedError

    def handle(self, *args, **options):
        gc.freeze()  # much is made, and nothing in circles that would have to be looked for so often
        gc.set_threshold(RARELY)
        self.broken, self.said_at, self.started_at = [], 0.0, time.monotonic()
        reports = [self.take(path, options) for path in options["file"]]
        refused = sum(report.total("refused") for report in reports)
        if refused or self.broken:
            raise CommandError(f"Not taken in: {refused}. The reasons stand above.", returncode=1)

    def take(self, path, options):
        """Take one file in and say what became of it."""
        if not Path(path).exists():
            raise CommandError(f"There is no file {path}.", returncode=1)
        self.last = Report()
        try:
            items = self.items(path, options)
            report = take_in(
                items=items, source=self.source, whole=options.get("whole", False), tell=self.progress
            )
        except UnreadableFileError as wrong:
            self.clear()
            self.summary(path, self.last)
            raise CommandError(str(wrong), returncode=1) from wrong
        self.clear()
        self.summary(path, report)
        return report

    def report_broken(self, problem):
        """Called with what is wrong with a single row of a table."""
        self.broken.append(problem)

    def progress(self, report):
        """One line that moves, on a terminal alone."""
        self.last = report
        if self.stderr.isatty() and time.monotonic() - self.said_at > EVERY_SECONDS:
            self.said_at = time.monotonic()
            done = sum(report.counts.values())
            pace = done / max(0.001, self.said_at - self.started_at)
            self.stderr.write(f"\r{done} read, {pace:.0f} a second ", ending="")

    def clear(self):
        if self.stderr.isatty():
            self.stderr.write("\r" + " " * 60 + "\r", ending="")

    def summary(self, path, report):
        problems = [*self.broken, *report.problems]
        for problem in problems[:SHOWN]:
            self.stderr.write(f"Not taken in: {problem}")
        if len(problems) > SHOWN:
            self.stderr.write(f"… and {len(problems) - SHOWN} more.")
        for note in report.notes[:SHOWN]:
            self.stdout.write(f"Note: {note}")
        for (kind, name), count in sorted(report.unknown.items()):
            self.stdout.write(f"Kept as it came, not understood: {kind}.{name} ({count})")
        for kind in sorted({kind for kind, _state in report.counts}):
            told = ", ".join(f"{report.counts[kind, state]} {state}" for state in STATES)
            self.stdout.write(f"{Path(path).name}: {kind.replace('_', ' ')}: {told}")
        if not any(report.total(state) for state in ("created", "updated", "refused")):
            self.stdout.write(f"{Path(path).name}: nothing changed.")
