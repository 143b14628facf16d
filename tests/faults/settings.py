"""The house's own settings. PACE=0 lifts how fast one person may write, to fill a line that nobody reads."""

import os

from community.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody here signs in by passphrase
if os.environ.get("PACE") == "0":
    SAY_PACE: dict = {}
    SIGN_PACE = None
    LIVE_ALLOWANCE = (10_000, 10_000.0)
