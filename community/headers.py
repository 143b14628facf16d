"""What every answer tells the browser: refuse foreign code, framing and sensors, and keep nothing.

Own lines rather than django-csp, whose last release is more than a year old; Django brings
its own policy setting with version 6.0, which can then take this over.
Referrer-Policy, nosniff, HSTS and COOP come from Django's SecurityMiddleware.
"""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils.functional import cached_property
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Route names whose answers are the same for everyone and tell nothing about who asked.
MAY_BE_STORED = frozenset(
    f"hsds:{name}"
    for name in (
        "about",
        "api-root",
        "openapi-json",
        "organization",
        "organizations",
        "service",
        "service_at_location",
        "service_at_locations",
        "services",
        "taxonomies",
        "taxonomy",
        "taxonomy_term",
        "taxonomy_terms",
    )
)

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
)


class Headers:
    """Middleware: a strict policy on every answer, errors included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Content-Security-Policy"] = content_security_policy(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if not _may_be_stored(request):
            response["Cache-Control"] = "no-store"
        return response


def content_security_policy(request):
    """The policy for a page on this host. It has no exceptions; only the two addresses vary.

    `form-action` also covers where a posted form is redirected to, so a configured sign-in
    provider must be named in CSP_FORM_ACTION.
    """
    directives = {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": f"'self' {_socket_origin(request)}".strip(),
        "form-action": " ".join(["'self'", *settings.CSP_FORM_ACTION]),
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _socket_origin(request):
    """This host's own socket address: not every browser counts it as 'self'."""
    try:
        host = request.get_host()
    except DisallowedHost:
        return ""
    return f"{'wss' if request.is_secure() else 'ws'}://{host}"


def _may_be_stored(request):
    if request.path.startswith(settings.STATIC_URL):
        return True
    match = request.resolver_match
    return match is not None and match.view_name in MAY_BE_STORED


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Static files under names that carry their content, so that they may be stored for ever."""

    support_js_module_import_aggregation = True  # modules import each other by their real names

    @cached_property
    def addresses(self):
        """Those worked out before: a page asks for nearly fifty, and they stay as they are while the house is up."""
        return {}

    def url(self, name, force=False):
        if (address := self.addresses.get((name, force))) is None:
            address = self.addresses[name, force] = super().url(name, force)
        return address
