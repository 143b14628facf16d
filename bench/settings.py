"""The house's own settings, with the limit on one person's frames lifted: a sender here stands for many."""

from community.settings import *  # noqa: F403

LIVE_ALLOWANCE = (1_000_000, 1_000_000.0)
LIVE_SOCKETS_PER_PERSON = 1_000_000
SAY_PACE = {}
SIGN_PACE = None
