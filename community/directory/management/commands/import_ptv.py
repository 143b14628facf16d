"""manage.py import_ptv: takes in services from files of the Finnish national catalogue."""

from community.directory.exchange import ptv
from community.directory.management.importing import ImportCommand


class Command(ImportCommand):
    help = (
        "Take in services and organisations of the Finnish national catalogue (Palvelutietovaranto, version 11). FILE"
        " is JSON as its API gives it, or a folder of such files: services, channels and organisations. Nothing is"
        " fetched."
    )
    source = "ptv"

    def items(self, path, options):
        return ptv.items_of(path)
