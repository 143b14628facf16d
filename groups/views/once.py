"""Secrets that are shown once: on the page after the one that made them; sealed until then."""

import json

from cryptography.fernet import InvalidToken

from groups import codes

PREFIX = "once:"


def keep(request, key, facts):
    """Hold something for the next page under that key."""
    request.session[PREFIX + str(key)] = codes.seal(json.dumps(facts))


def take(request, key):
    """What was kept under that key, the first time; {} afterwards."""
    sealed = request.session.pop(PREFIX + str(key), None)
    if sealed is None:
        return {}
    try:
        return json.loads(codes.unseal(sealed))
    except InvalidToken:  # the site's key was changed in between
        return {}
