"""How well screening finds what it should, and how often it calls for nothing."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from moderation import evaluating
from moderation.evaluating import CLASSES, SET, LineError
from moderation.screeners.rulebook import LANGUAGES

COLUMNS = "{:<6}{:<12}{:>7}  {:<24}{:<24}"
TOP_COLUMNS = COLUMNS + "{:<24}"
NOTE = """
Found: by a rule of its class; from level 2 on, except where the line itself is of level 1.
Top: lines of risk at level 4 and 5. “Held and paged”: a rule of that level spoke. “Asked to come”: the line waited or
somebody was asked to come the same day, by whatever rule. “Seen”: a rule of risk spoke, from level 2 on.
False alarms: innocent lines that waited or asked somebody to come, counted alike. Quiet notes ask nobody to hurry.
Ordinary lines are what people mostly say; of the others half are made to mislead. The second set was written by another
hand; nobody had read its lines of risk when the rules were made, so it is the fairer figure.
In brackets: the 95 % interval (Wilson). The lines are made up for this project and do not come from what members
wrote: the figures compare two states of the rules, and do not say how much is found in real rooms."""


class Command(BaseCommand):
    help = "Print recall and precision of screening on lines of our own; with --set and --out, answer other lines."

    def add_arguments(self, parser):
        parser.add_argument(
            "--set", type=Path, metavar="FILE", help="JSON lines of {id, lang, text} to be answered"
        )
        parser.add_argument("--out", type=Path, metavar="FILE", help="where the answers go, one a line")

    def handle(self, *args, **options):
        if (options["set"] is None) != (options["out"] is None):
            raise CommandError("--set and --out go together.")
        try:
            if options["set"]:
                self._answer(options["set"], options["out"])
            else:
                self._evaluate(SET)
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}") from None

    def _answer(self, source, target):
        """Every line that can be read gets its answer, in its order; the others are named at the end."""
        lines = list(evaluating.lines_of(source))
        with target.open("w", encoding="utf-8") as file:
            for line in lines:
                if not isinstance(line, LineError):
                    file.write(json.dumps(evaluating.answer(line)) + "\n")
        self._refuse(source, lines)

    def _refuse(self, path, lines):
        problems = [str(line) for line in lines if isinstance(line, LineError)]
        if problems:
            raise CommandError(f"{path}: {len(problems)} not read\n" + "\n".join(problems))

    def _evaluate(self, folder):
        tallies = evaluating.tallies(self._labelled(folder / f"{language}.jsonl" for language in LANGUAGES))
        plain, second = (
            evaluating.tallies(self._labelled(_files(folder, name))) for name in ("ordinary", "second")
        )
        self.stdout.write(COLUMNS.format("lang", "class", "lines", "recall", "precision"))
        for language, tally in tallies.items():
            for kind in CLASSES:
                shares = (_said(tally.recall(kind)), _said(tally.precision(kind)))
                self.stdout.write(COLUMNS.format(language, kind, tally.labelled[kind], *shares))
        heads = ("lang", "top", "lines", "held and paged", "asked to come", "seen")
        self.stdout.write("\n" + TOP_COLUMNS.format(*heads))
        for what, found in (("levels 4–5", tallies), ("second set", second)):
            for language, tally in found.items():
                shares = (_said(tally.top_alarms), _said(tally.top_calls), _said(tally.top))
                self.stdout.write(TOP_COLUMNS.format(language, what, tally.top.of, *shares))
        heads = ("lang", "innocent", "lines", "false alarms per 1,000", "quiet notes per 1,000")
        self.stdout.write("\n" + COLUMNS.format(*heads))
        for what, found in (("ordinary", plain), ("half hard", tallies), ("second set", second)):
            for language, tally in found.items():
                shares = (_per_thousand(tally.alarms), _per_thousand(tally.quiet))
                self.stdout.write(COLUMNS.format(language, what, tally.alarms.of, *shares))
        self.stdout.write(NOTE)

    def _labelled(self, paths):
        lines = []
        for path in paths:
            read = list(evaluating.lines_of(path, labelled=True))
            self._refuse(path, read)
            lines += read
        return lines


def _files(folder, name):
    paths = (folder / f"{name}.{language}.jsonl" for language in LANGUAGES)
    return [path for path in paths if path.exists()]


def _said(share):
    if share.value is None:
        return "none"
    low, high = share.interval
    return f"{share.value:.3f} ({low:.3f}–{high:.3f})"


def _per_thousand(share):
    if share.value is None:
        return "none"
    low, high = share.interval
    return f"{1000 * share.value:.1f} ({1000 * low:.1f}–{1000 * high:.1f})"
