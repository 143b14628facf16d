"""manage.py export_hsds: writes the directory to files of the field's standard (HSDS)."""

from pathlib import Path

from django.core.management.base import BaseCommand

from community.directory.exchange.shape import KINDS
from community.directory.exchange.writing import write_json, write_tables

OF = {
    "services": "service",
    "organizations": "organization",
    "locations": "location",
    "taxonomies": "taxonomy",
}


class Command(BaseCommand):
    help = (
        "Write the directory to PATH: nested JSON where it ends in .json (a list) or .ndjson (one a line); else the"
        " tables of the standard (CSV) with their datapackage.json, in a folder or, where it ends in .zip, a zip."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="PATH")
        parser.add_argument(
            "--of", default="services", choices=OF, help="what the objects of a JSON file are"
        )

    def handle(self, *args, **options):
        path, what = options["path"], options["of"]
        if Path(path).suffix in (".json", ".ndjson"):
            kind = OF[what]
            ids = KINDS[kind].model.objects.order_by("name", "pk").values_list("pk", flat=True)
            one_a_line = str(path).endswith(".ndjson")
            services = kind == "organization"
            count = write_json(path, kind, ids, one_a_line=one_a_line, services=services, tell=self.progress)
        else:
            what, count = "rows", write_tables(path, tell=self.progress)
        if self.stderr.isatty():
            self.stderr.write("\r", ending="")
        self.stdout.write(f"{path}: {count} {what}")

    def progress(self, count):
        if self.stderr.isatty():
            self.stderr.write(f"\r{count} written ", ending="")
