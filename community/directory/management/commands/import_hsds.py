"""manage.py import_hsds: takes in services from files of the field's standard (HSDS)."""

from pathlib import Path

from community.directory.exchange import files, tables
from community.directory.management.importing import ImportCommand


class Command(ImportCommand):
    help = (
        "Take in services, organisations and what belongs to them. FILE is nested JSON (an object, a list, a page of"
        " an API, or one object a line), or a folder or zip with the tables of the standard (CSV)."
    )
    source = "hsds"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--whole",
            action="store_true",
            help="what a JSON file does not name is emptied; without this it stays as it is here",
        )
        parser.add_argument("--kind", default="", choices=["", *files.TELLING], help="what the objects are")

    def items(self, path, options):
        if Path(path).is_dir() or Path(path).suffix.lower() == ".zip":
            return tables.items_of(path, self.report_broken)
        return files.items_of(path, options["kind"])
