"""A stand-in for the house: the real scripts, and next to nothing for them to start."""

import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent

ASGI = """
async def application(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ready"})
"""
MANAGE = """
import os, sys, time
with open(os.path.join(os.environ["VAR"], "asked"), "a") as asked:
    asked.write(" ".join(sys.argv[1:]) + "\\n")
if sys.argv[1:] == ["migrate", "--verbosity", "0"]:
    open(os.path.join(os.environ["VAR"], "vierelle.sqlite3"), "a").close()
if sys.argv[1:] == ["demo", "--table"]:
    print("Who you can be:", os.environ["DEMO"], os.environ["SITE_URL"], os.environ.get("DATABASE_URL"))
if sys.argv[1:] == ["demo_voices"]:
    with open(os.path.join(os.environ["VAR"], "voices.pid"), "w") as mine:
        mine.write(str(os.getpid()))
    time.sleep(60)
"""


def build(folder, interpreter=f'exec "{sys.executable}" "$@"'):
    """Put the stand-in in a folder with a space in its name; `interpreter` is what its Python does, in sh."""
    house = folder / "a house"
    shutil.copytree(HOUSE / "bin", house / "bin")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(HOUSE / lock, house)
    (house / "community").mkdir()
    (house / "community/__init__.py").touch()
    (house / "community/asgi.py").write_text(ASGI)
    (house / "manage.py").write_text(MANAGE)
    python = house / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\n{interpreter}\n")
    python.chmod(0o755)
    mark_as_installed(house)
    return house


def mark_as_installed(house):
    """Let the scripts find both locks installed, so that they do not start to."""
    script = 'for lock in requirements*.txt; do echo "$lock $(cksum <"$lock")"; done >.venv/installed'
    subprocess.run(["sh", "-c", script], cwd=house, check=True)
