"""Ways out of this place: pages elsewhere, invitations to other chats, addresses that hide where they lead."""

import re
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from community.directory import crisis
from community.screening import Finding, once
from moderation.screeners.lists import Sought, first_of, one_of, words
from moderation.screeners.normalising import is_too_much, shown
from moderation.screeners.wording import may_wait, unread

BRACKETED_DOT = rf"[(\[{{]\s?(?:{one_of('dot')}|\.)\s?[)\]}}]"
BEGUN = re.compile(
    r"(?:(?:h(?:tt|xx|\*\*)ps?|ftp)\s?:\s?//\s?|\bwww\s?\.\s?)(?P<host>[^\s<>\"”’)]+)", re.IGNORECASE
)
DOTTED = re.compile(r"\.[^\W\d_]")  # in all the others, and looked for first
ADDRESSES = [
    re.compile(
        rf"(?<![\w@.-])(?P<host>(?:[\w-]{{1,63}}\.){{0,3}}[\w-]{{2,63}}\.{one_of('endings')}(?:\.uk)?)(?![\w@-])(?!\.\w)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\w@.-])(?P<host>\w\.{one_of('endings')})/\w", re.IGNORECASE),
]
SAID = Sought(
    re.compile(
        rf"\b[\w-]{{2,63}}\s?(?:{BRACKETED_DOT}|\s{one_of('dot')}\s)\s?{one_of('endings')}\b", re.IGNORECASE
    ),
    parts=first_of("dot") | set("([{"),
)
SOURCE = re.compile(r"[\w-]+(\.[\w-]+)+")


def screen(text, *, author, place):
    """Each kind of link in a text, once; none when all lead to us or to crisis lines."""
    kinds = {kind_of(host) for host in set(hosts_in(once(shown, text)))} - {None}
    waits = may_wait(author)
    found = [Finding(f"links.{what}", level, holds=waits) for what, level in sorted(kinds)]
    return [*found, unread(author)] if once(is_too_much, text) else found


def hosts_in(text):
    """Where the addresses of a text lead; empty where it is only said in words."""
    begun = [BEGUN] if "//" in text or "www" in text.small else []
    for pattern in begun + (ADDRESSES if DOTTED.search(text) else []):
        for match in pattern.finditer(text):
            yield _host(match["host"])
    if SAID.search(text):
        yield ""


def _host(address):
    try:
        return (urlsplit(f"//{address}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""  # brackets that are no address; no browser opens it either


def kind_of(host):
    """(what, level) of a link to there; None when everybody may go there."""
    if host and (host in ours() or host in helpers()):
        return None
    if any(host == name or host.endswith(f".{name}") for name in words("chats")):
        return "chat", 3
    return ("hidden", 2) if host in words("shorteners") else ("address", 2)


def ours():
    """This service by its own names."""
    return {name.removeprefix("www.").lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"}


@cache
def helpers():
    """Hosts of crisis lines."""
    pages = [entry.get(kind) for entry in crisis.entries() for kind in ("chat", "web")]
    sources = [entry["source"].lower() for entry in crisis.entries() if SOURCE.fullmatch(entry["source"])]
    return frozenset([*sources, *(_host(urlsplit(page).netloc) for page in pages if page)])
