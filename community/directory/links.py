"""Asks an address on the web whether it answers."""

from urllib.parse import urljoin

from community.outside import WHOLE, Refused, ask, is_public

MOST_TURNS = 4  # redirects followed
SAYS = {"User-Agent": "Vierelle link check", "Accept": "*/*", "Connection": "close"}
TURNS = (301, 302, 303, 307, 308)


def status_of(url, *, may=is_public):
    """The HTTP status with which an address answers in the end; asks HEAD, and GET where HEAD is not taken well.

    Each address on the way is judged as `outside.ask` does, which also says what is raised.
    """
    facts = {"headers": SAYS, "may": may, "whole": WHOLE}
    for _turn in range(MOST_TURNS + 1):
        status, further = ask("HEAD", url, **facts)
        if status >= 400:
            status, further = ask("GET", url, **facts)
        if status not in TURNS or not further:
            return status
        try:
            url = urljoin(url, further)
        except ValueError:
            raise Refused("It leads to no address of the web.") from None
    return status
