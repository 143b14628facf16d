"""The foot of mails to people who are not staff."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from community.directory.crisis import ANYONE, entries, lines_for

register = template.Library()
MOST = 3


@register.inclusion_tag("emails/_foot.txt")
def help_foot():
    """Numbers that answer at any hour, since nobody knows when a mail is read, and where all of them stand.

    Lines for everybody alone: a mail may be read by whom one is afraid of, and must not tell of violence.
    """
    for_all = {entry["id"] for entry in entries() if ANYONE in entry["audience"]}
    lines = [
        line for line in lines_for(settings.COUNTRY, get_language()) if line.phone and line.id in for_all
    ]
    always = [line for line in lines if line.is_emergency or line.opening.always]
    return {"lines": always[:MOST], "link": settings.SITE_URL + reverse("help")}
