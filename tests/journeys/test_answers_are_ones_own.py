"""What somebody answered about how they are: whatever page anybody else opens, nobody reads a single answer of it."""

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from groups.actions.wellbeing import answer_wellbeing
from groups.models import CheckIn, Meeting, WellbeingAnswer
from tests.access import table
from tests.access.forms import forms
from tests.access.world import BEFORE, World
from tests.test_access import visit

NUMBERS, SCORE = [4, 1, 3, 0, 3], 44
OTHERS = ("fac", "pee", "ref", "mod", "saf", "coo", "adm", "oth", "pau", "lef", "vis")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The world of the access table, in which the member has answered WHO-5 and both checks of a meeting."""
    quick = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**quick):
            world = World()
        world.sent, world.client = forms(world), Client()
        answer_wellbeing(account=world.people["mem"], numbers=NUMBERS)
        meeting = Meeting.objects.get(pk=world.things["past"][0])
        for kind in CheckIn.Kind.values:
            row = CheckIn(meeting=meeting, seat=world.seats["mem"], kind=kind)
            row.answer({"mood": 2})
            row.save()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def opened(monkeypatch):
    """Each time somebody’s answers are opened while a page is made."""
    found = []

    def spied(model, name):
        real = getattr(model, name).fget

        def read(row):
            found.append(f"{model.__name__}.{name}")
            return real(row)

        monkeypatch.setattr(model, name, property(read))

    spied(WellbeingAnswer, "numbers")
    spied(CheckIn, "answers")
    return found


def pages_of(role):
    """Every page of the house that gives this role something to read."""
    for row in table.rows():
        if (row.method, row.cells[role]) == ("GET", "200") and ":" in row.name:
            yield row


@pytest.mark.django_db
@pytest.mark.parametrize("role", OTHERS)
def test_no_page_of_anybody_else_opens_them(role, world, opened):
    rows = list(pages_of(role))

    for row in rows:
        path = reverse(row.name, args=world.things.get(row.thing, ()))
        text = visit(world, role, "GET", path, before=BEFORE.get(row.thing)).text
        assert opened == [], row
        assert str(NUMBERS) not in text
        assert f">{SCORE}<" not in text

    assert len(rows) > len(OTHERS)


@pytest.mark.django_db
def test_only_the_member_reads_them_and_the_sum_as_it_was_published(world, opened):
    text = visit(world, "mem", "GET", reverse("groups:over_time")).text

    assert f">{SCORE}<" in text  # four times the sum, 0 to 100: so the pages above would have told it
    assert {"WellbeingAnswer.numbers", "CheckIn.answers"} <= set(opened)
