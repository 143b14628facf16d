"""The project's own app: the few tables that belong to no one feature."""

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """Holds the vault's data keys and the record of upkeep."""

    name = "community"
    label = "community"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # The house's tone, in every form that says nothing of its own.
        forms.Field.default_error_messages["required"] = _("This one is needed.")
