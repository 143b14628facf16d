"""What the frame of every page needs: name, way out, navigation, and how long a session lasts."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# Label and route name, in the order they stand.
VISITOR = ((_("Start"), "front"), (_("Groups"), "groups:doors"), (_("Sign in"), "account_login"))


def frame(request):
    """The values `base.html` counts on. Asks the database nothing beyond who is signed in."""
    return {
        "site_name": settings.SITE_NAME,
        "exit_target": reverse("exit"),
        "nav": list(_nav(request)),
        "session_limits": getattr(request, "session_limits", None),
    }


def _nav(request):
    for label, route in VISITOR:
        try:
            url = reverse(route)
        except NoReverseMatch:
            continue
        yield label, url, request.path == url
