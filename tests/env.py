"""Secrets for tests, set before settings are read, so that a plain `python -m pytest` works too."""

import base64
import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("VAULT_KEYS", "test:" + base64.b64encode(b"v" * 32).decode())
os.environ.setdefault("AUDIT_KEY", base64.b64encode(b"a" * 32).decode())

# A real file, as in operation: threads and sockets meet in it, and tests may search its bytes.
os.environ.setdefault(
    "TEST_DATABASE", str(Path(tempfile.gettempdir()) / f"vierelle-test-{os.getpid()}.sqlite3")
)

# Tests that are not about screening say what they like, and count their queries without it.
os.environ.setdefault("SCREENING", "0")

# Devices may be told, as where an operator wants that; what is there without it, the tests of devices say.
os.environ.setdefault("WEB_PUSH_KEY", base64.urlsafe_b64encode(b"p" * 32).decode())
os.environ.setdefault("WEB_PUSH_CONTACT", "mailto:operator@example.org")
