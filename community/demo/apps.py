"""The demo, which the deploy check refuses."""

from django.apps import AppConfig
from django.core.checks import Error, Tags, register


class DemoConfig(AppConfig):
    name = "community.demo"
    label = "demo"

    def ready(self):
        register(refuse_in_operation, Tags.security, deploy=True)


def refuse_in_operation(app_configs, **kwargs):
    """Nobody may walk in by a click where real people are."""
    return [Error("DEMO is on. It lets anybody walk in as anybody.", hint="Unset DEMO.", id="demo.E001")]
