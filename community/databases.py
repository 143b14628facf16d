"""Reads DATABASE_URL into Django's own words."""

from urllib.parse import parse_qsl, unquote, urlsplit


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
        "OPTIONS": {**options, "pool": {"min_size": 2, "max_size": 8, "timeout": 10}},
    }
