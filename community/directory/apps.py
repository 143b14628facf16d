"""The directory of services people can be signposted to."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "community.directory"
    label = "directory"
