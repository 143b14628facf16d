"""Addresses and pages of the forum, as tests ask for them."""

import html
import uuid

from django.urls import reverse


def at(name, thing, **query):
    """An address of the forum, by its route's name."""
    return reverse(f"forum:{name}", args=[thing.pk], query=query or None)


def text_of(answer, status=200):
    """A page's HTML with its entities written out; the status is checked."""
    assert answer.status_code == status, answer.status_code
    return html.unescape(answer.content.decode())


def facts(**more):
    """What a form sends beside what is given."""
    return {"body": "Warm milk.", "client_id": str(uuid.uuid4()), "content_note": "", **more}
