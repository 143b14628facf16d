"""Time that stands still until a test moves it."""

from datetime import timedelta

from django.utils import timezone


class Clock:
    """The clock of the house, for one test."""

    def __init__(self, monkeypatch):
        self.now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def move(self, **time):
        self.now += timedelta(**time)
