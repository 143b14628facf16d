"""Reads the environment into Django's own words, for settings alone."""

import base64
import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def needed(name):
    """A value that has no safe default: fail at start, not in use."""
    if not (value := os.environ.get(name)):
        raise ImproperlyConfigured(f"Set {name} in the environment; docs/operating.md says how to make one.")
    return value


def listed(name, default=""):
    """The parts of a value, comma between."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def postgresql(url):
    """Settings for `postgresql://user:password@host:port/name?option=value`; raises ValueError for other schemes."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgresql://; leave it out to use SQLite.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # 0.1 ms a request, and none fails on a line that died with the server it led to
        # A question is planned once on each connection. To plan who comes through a door took a millisecond, to answer
        # it a quarter of one; and to put two thousand values into a text took longer than to send them.
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 3,
            **options,
            "pool": {"min_size": 2, "max_size": 8, "timeout": 10},
        },
    }


def sqlite(file):
    """Settings for a database in that file; `TEST_DATABASE` names another one for tests."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,  # a page's thread is kept, and its connection with it
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: words told "accepted" survive the power going. secure_delete: destroyed keys leave no trace.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            " PRAGMA cache_size=-65536; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;",
        },
        "TEST": {"NAME": os.environ.get("TEST_DATABASE") or None},
    }


def openid_connect():
    """allauth's providers: staff's employer when OIDC_SERVER is set, else none. Code flow with PKCE (RFC 7636)."""
    if not (server := os.environ.get("OIDC_SERVER", "")):
        return {}
    app = {
        "provider_id": "oidc",
        "name": os.environ.get("OIDC_NAME", "OpenID Connect"),
        "client_id": needed("OIDC_CLIENT_ID"),
        "secret": needed("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": server, "oauth_pkce_enabled": True, "fetch_userinfo": True},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def web_push():
    """The private key with which we sign to push services, and whom they may write to (RFC 8292); {} without a key.

    The contact is asked for: the address of the site would tell a browser's maker what somebody uses.
    """
    if not (key := os.environ.get("WEB_PUSH_KEY", "")):
        return {}
    contact = needed("WEB_PUSH_CONTACT")
    try:
        raw = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    except ValueError:
        raw = b""
    if len(raw) != 32 or not contact.startswith(("mailto:", "https://")):
        raise ImproperlyConfigured(
            "WEB_PUSH_KEY is what manage.py make_push_key prints, WEB_PUSH_CONTACT begins with mailto: or https://."
        )
    return {"key": raw, "contact": contact}
