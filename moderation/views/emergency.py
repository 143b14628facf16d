"""What staff need when somebody is in danger now: whom to call, what to say, what we can give."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from community.directory.crisis import TIME_ZONES, lines_for
from moderation.authorities import LINES, contacts_in
from moderation.rules import may_raise


@require_GET
def emergency(request):
    """For everybody who is signed in: a number is never kept from anybody, and nothing here is private."""
    asked = request.GET.get("country", "")
    country = next(code for code in (asked, request.user.country, settings.COUNTRY) if code in TIME_ZONES)
    lines = lines_for(country, get_language())
    context = {
        "country": country,
        "countries": settings.COUNTRIES,
        "emergency": [line for line in lines if line.is_emergency],
        "authorities": [line for line in lines if line.id in LINES.get(country, ())],
        "lines": [line for line in lines if not line.is_emergency and line.phone],
        "may_raise": may_raise(request.user),
        "contacts": contacts_in(country),
    }
    return render(request, "moderation/emergency/page.html", context)
