"""The directory of services people can be signposted to."""

from importlib import import_module

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The crisis lines are a file beside the tables, so that they need no database."""

    name = "community.directory"
    label = "directory"

    def ready(self):
        import_module("community.directory.checks")
