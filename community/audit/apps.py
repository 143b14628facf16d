"""The audit log: who did and who looked at what, kept so that a change to it shows."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "community.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
