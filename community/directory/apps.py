"""The directory of services people can be signposted to."""

from importlib import import_module

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Holds no tables yet: the crisis lines are a file, so that they need no database."""

    name = "community.directory"
    label = "directory"

    def ready(self):
        import_module("community.directory.checks")
