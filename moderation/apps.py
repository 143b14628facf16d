"""Keeping people safe: on top of all, imported by none."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self):
        from moderation import receivers  # noqa: F401  (connects them)
