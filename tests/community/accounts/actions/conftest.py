"""A holding that stands in for the apps above: it says what it was asked to do, and can be made to fail."""

from contextlib import contextmanager

import pytest
from django.utils import timezone

from community import wiping
from community.accounts import own_data as seam
from community.accounts.actions import own_data


class Shelf(seam.Holding):
    """Holds three books of everybody, and may need the person."""

    goes = {"books": "books"}
    tables = ("accounts_user",)
    is_needed = False
    done = []
    hidden = []

    def places(self, person):
        return [seam.Place(pk=person.pk, name="Library", since=timezone.now(), until=None)]

    def counts(self, person, place=None):
        return {"books": 3, "maps": 0}

    def kept(self, person, place=None):
        return ("receipt", "log")

    def hide(self, person):
        self.hidden.append(person.pk)

    def erase(self, person, place=None, before=None):
        type(self).until = before
        self.done.append((person.pk, place, person.is_active))

    def needs(self, person):
        return self.is_needed


@pytest.fixture
def shelf(settings, monkeypatch):
    """The one holding there is, beside the account itself. PostgreSQL may sweep its tables at any hour."""
    monkeypatch.setattr(own_data, "NIGHT", range(24))
    settings.OWN_DATA = [f"{__name__}.Shelf", "community.accounts.own.Held"]
    monkeypatch.setattr(Shelf, "done", [])
    monkeypatch.setattr(Shelf, "hidden", [])
    monkeypatch.setattr(Shelf, "is_needed", False)
    return Shelf


@pytest.fixture
def broken(monkeypatch):
    """A house in which nothing can be let go of, or not of these people, for as long as it lasts."""
    whole = Shelf.erase

    @contextmanager
    def for_now(*people):
        def fail(self, person, place=None, before=None):
            if not people or person in people:
                raise RuntimeError("quote of private words")
            whole(self, person, place, before)

        with monkeypatch.context() as patch:
            patch.setattr(Shelf, "erase", fail)
            yield

    return for_now


@pytest.fixture
def swept(monkeypatch):
    """Which tables were swept; a test is one transaction, in which the disk cannot be."""
    tables = []
    monkeypatch.setattr(wiping, "wipe", lambda *, table: tables.append(table) or True)
    return tables
