"""manage.py seed_directory: the kinds of help with their plain pages, and a few services to begin with."""

from django.core.management.base import BaseCommand

from community.directory.actions.seeds import load_seeds, load_terms


class Command(BaseCommand):
    help = "Put in the kinds of help and the first services that are missing. What is there stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("--kinds-only", action="store_true", help="only the kinds of help, no services")

    def handle(self, *args, **options):
        came = load_terms() if options["kinds_only"] else load_seeds()
        self.stdout.write(f"New in the directory: {came}")
