"""What a page asks over its line: reading one frame of it, and the words of a refusal."""

import json

from django.utils.translation import gettext_lazy as _

BYTES_AT_MOST = 16 * 1024

UNREADABLE = _("This could not be read, so nothing was sent.")
TOO_LONG = _("This is too long to send. Nothing was sent.")


def parse(text):
    """A client's frame and what is wrong with it, one of them empty."""
    if text is None:
        return {}, UNREADABLE
    if len(text) > BYTES_AT_MOST or len(text.encode()) > BYTES_AT_MOST:
        return {}, TOO_LONG
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return {}, UNREADABLE
    if not isinstance(content, dict) or ("since" in content and not _is_revision(content["since"])):
        return {}, UNREADABLE
    return content, None


def _is_revision(number):
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**63


def refusal(content, reason, seconds=None):
    facts = {"type": "refused", "reason": str(reason)} | ({"seconds": seconds} if seconds else {})
    for part in (content, *content.values()):
        if isinstance(part, dict) and _is_a_name(part.get("client_id")):
            return facts | {"client_id": part["client_id"]}
    return facts


def _is_a_name(client_id):
    """Whether it can be said back as it came: half a sign, say, could not be written to any line."""
    return isinstance(client_id, str) and len(client_id) <= 64 and client_id.isascii()
