"""The forum: what a group writes to one another between its meetings."""

from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "community.forum"
    label = "forum"
