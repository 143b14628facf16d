"""What is new for a person, asked of whoever may know: that there is something, and where, never what it says.

This is the seam only: who answers is named in the setting NEWS, so that the home page and the mails ask what lies
above them without importing it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class News:
    """One thing that is new: a sentence without anybody's words or name, where it leads, and since when."""

    sentence: str
    url: str
    at: datetime


def news_of(person):
    """All that is new for this person and not seen yet, newest first. Each of settings.NEWS asks a few questions."""
    found = [news for name in settings.NEWS for news in import_string(name)(person)]
    return sorted(found, key=lambda news: news.at, reverse=True)
