#!/usr/bin/env python
"""Runs one management command, with the demo's own secrets when the environment has none."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

HOUSE = Path(__file__).resolve().parent


def borrow_demo_secrets(environ):
    """Take what bin/demo keeps in demo.env, so that commands work on the demo's data as they stand.

    Nothing is taken when SECRET_KEY is set, and nothing that is set is replaced.
    """
    kept = Path(environ.get("VAR") or HOUSE / "var") / "demo.env"
    if environ.get("SECRET_KEY") or not kept.is_file():
        return
    for line in kept.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#") and not environ.get(name):
            environ[name] = value


if __name__ == "__main__":
    borrow_demo_secrets(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
    execute_from_command_line(sys.argv)
