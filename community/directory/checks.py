"""What must hold before the service starts."""

from django.conf import settings
from django.core.checks import Error, register

from community.directory.crisis import TIME_ZONES


@register
def the_country_has_crisis_lines(app_configs, **facts):
    """Help now must have numbers to show: refuse to start in a country we know none for."""
    if settings.COUNTRY in TIME_ZONES:
        return []
    hint = f"Known are {', '.join(sorted(TIME_ZONES))}; add others to crisis_lines.json and crisis.py."
    return [
        Error(f"There are no crisis lines for COUNTRY={settings.COUNTRY}.", hint=hint, id="directory.E001")
    ]
