"""Which device a session is on, in words its owner would use: `{% load devices %}`."""

import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that fits; what a browser says of itself names its ancestors too, so order matters.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox|FxiOS", "Firefox"),
            ("Chrome|CriOS", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))  # fmt: skip


@register.filter
def device(user_agent):
    """ "Firefox, Android" for what a browser says of itself; a guess, as browsers say much."""
    words = [
        next((name for pattern, name in known if re.search(pattern, user_agent)), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, words)) or _("unknown")
