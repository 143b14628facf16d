"""The project's own app: the few tables that belong to no one feature."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """Holds the vault's data keys and the record of upkeep."""

    name = "community"
    label = "community"
    default_auto_field = "django.db.models.BigAutoField"
