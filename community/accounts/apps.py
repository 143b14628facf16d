"""People: who they are, what they may do here, and how they sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "community.accounts"
    label = "accounts"

    def ready(self):
        from community.accounts import receivers  # noqa: F401  (connects them)
