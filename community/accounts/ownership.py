"""Ties a second step's secret to its owner: allauth seals it without being told whose it is.

In the database the sealed secret lies in a second envelope, bound to person and kind; in memory it is as allauth
left it. What does not open, because it was moved to another person's row, stays shut, and `MFAAdapter.decrypt`
refuses it.
"""

import base64

from community.vault import Tampered, site_key
from community.vault.sealed import Sealed, seal, unseal

SECRETS = ("secret", "seed")  # of an app, of recovery codes
MARK = "owned:"


def bind(step):
    """Before it is written: put what is not yet in its owner's envelope into it."""
    step.data = {name: _bound(step, name, value) for name, value in step.data.items()}


def unbind(step):
    """After it was read or written: take out what is this person's."""
    if "data" in step.__dict__:  # not when only other columns were asked for
        step.data = {name: _unbound(step, name, value) for name, value in step.data.items()}


def _bound(step, name, value):
    if name not in SECRETS or value.startswith(MARK):
        return value
    return MARK + base64.b64encode(seal(value, key_id=site_key(), place=_place(step, name)).stored).decode()


def _unbound(step, name, value):
    if name not in SECRETS or not value.startswith(MARK):
        return value
    try:
        return unseal(Sealed(base64.b64decode(value.removeprefix(MARK)), _place(step, name)))
    except Tampered:
        return value


def _place(step, name):
    return f"mfa_authenticator|{name}|{step.user_id}|{step.type}"
