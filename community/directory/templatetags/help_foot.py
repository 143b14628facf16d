"""The foot of mails to people who are not staff."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from community.directory.crisis import lines_for

register = template.Library()
MOST = 3


@register.inclusion_tag("emails/_foot.txt")
def help_foot():
    """Numbers that answer at any hour, since nobody knows when a mail is read, and where all of them stand."""
    lines = lines_for(settings.COUNTRY, get_language())
    always = [line for line in lines if line.phone and (line.is_emergency or line.opening.always)]
    return {"lines": always[:MOST], "link": settings.SITE_URL + reverse("help")}
