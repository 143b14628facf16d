"""Whether the addresses that cards name still answer: few at a time, each at most once a month."""

import time
from datetime import timedelta
from http.client import HTTPException
from secrets import SystemRandom
from urllib.parse import urlsplit

from django.utils import timezone

from community.directory.links import Refused, status_of
from community.directory.models import Link, Service, Url

ASK_AGAIN_AFTER = timedelta(days=30)
AT_ONCE = 10  # addresses in one run, no two of one host
LONGEST = 30  # seconds after which a run asks nobody new
GIVEN_UP_AFTER = 3  # silent ones before the first answer: then it is our own line that is down
FORGOTTEN_AT_ONCE = 500
GONE = (404, 410)
State = Link.State


def check_links(*, ask=status_of, now=None):
    """Ask a few addresses that nobody asked for a month, and keep what they answered; returns how many were kept.

    Where nothing at all answers, our own line is down: nothing is kept, and they are asked the next time.
    `ask` gives the status for an address, or raises Refused, OSError or HTTPException.
    """
    now = now or timezone.now()
    began, found, answered = time.monotonic(), [], False
    for url in _due(now):
        link = _asked(url, ask, now)
        answered = answered or link.status is not None
        found.append(link)
        if time.monotonic() - began > LONGEST or (not answered and len(found) >= GIVEN_UP_AFTER):
            break
    if not answered:
        found = [link for link in found if link.state != State.SILENT]
    Link.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=["asked_at", "state", "status"],
    )
    return len(found)


def _asked(url, ask, now):
    link = Link(url=url, asked_at=now, state=State.SILENT)
    try:
        link.status = ask(url)
    except Refused:
        link.state = State.UNSURE
    except (OSError, HTTPException):
        return link
    else:
        link.state = _state(link.status)
    return link


def _state(status):
    if status in GONE:
        return State.GONE
    return State.ANSWERS if status < 400 else State.UNSURE


def _due(now):
    """At most `AT_ONCE`, each of another host; what no card names any more is forgotten."""
    named, asked = _named(), dict(Link.objects.values_list("url", "asked_at"))
    Link.objects.filter(url__in=sorted(set(asked) - named)[:FORGOTTEN_AT_ONCE]).delete()
    due = [url for url in named if url not in asked or asked[url] <= now - ASK_AGAIN_AFTER]
    SystemRandom().shuffle(due)  # so that a few silent ones never stand before all others
    return list({_host(url): url for url in due}.values())[:AT_ONCE]


def _host(url):
    try:
        return urlsplit(url).netloc
    except ValueError:
        return url


def _named():
    """Every address that the card of an active service leads to."""
    active = Service.objects.active()
    found = set(active.exclude(url="").values_list("url", flat=True))
    return found | set(Url.objects.filter(service__in=active).values_list("url", flat=True))
