"""The house's own settings, with the limits on one person lifted, who here stands for many, and without screening."""

from community.settings import *  # noqa: F403

LIVE_ALLOWANCE = (1_000_000, 1_000_000.0)
LIVE_SOCKETS_PER_PERSON = 1_000_000
SAY_PACE = {}
SIGN_PACE = None
SCREENERS: list[str] = []  # measured by itself: bench/screening.py
ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS | {"forum_search": "1000000/m/user"}  # noqa: F405
