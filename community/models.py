"""The tables of the project's own app, each defined beside what uses it."""

from community.chores import ChoreRun
from community.vault import DataKey

__all__ = ["ChoreRun", "DataKey"]
