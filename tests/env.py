"""Secrets for tests, set before settings are read, so that a plain `python -m pytest` works too."""

import base64
import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("VAULT_KEYS", "test:" + base64.b64encode(b"v" * 32).decode())
os.environ.setdefault("AUDIT_KEY", base64.b64encode(b"a" * 32).decode())
