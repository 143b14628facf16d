"""What search keeps in memory of the listings."""

import pytest
from django.db import DatabaseError

from community.directory import finding, index
from community.directory.actions.listing import relist
from community.directory.finding import Wish
from community.directory.models import ListedCard, Listing, Service
from tests.community.directory.entries import make_schedule, make_service

pytestmark = pytest.mark.django_db


def listed(*names, **fields):
    for name in names:
        make_service(name, **fields)
    relist(services=Service.objects.filter(name__in=names))


def found(**wish):
    return finding.find(Wish(**wish)).total


def test_what_is_listed_is_found_at_once():
    listed("One")
    assert found() == 1

    listed("Two")

    assert found() == 2


def test_what_is_listed_anew_is_another():
    listed("One")
    assert found(online=True) == 0
    Service.objects.update(online=True)

    relist(services=Service.objects.all())

    assert (found(), found(online=True)) == (1, 1)


def test_hours_that_were_saved_count_at_once():
    listed("One")
    assert found(open_now=True) == 0
    make_schedule(
        "00:00", "00:00", "MO,TU,WE,TH,FR,SA,SU", service=Service.objects.get(), open_on_holidays=True
    )

    relist(services=Service.objects.all())

    assert found(open_now=True) == 1


def test_what_is_gone_is_gone_soon(monkeypatch):
    moments = [100.0]
    monkeypatch.setattr(index, "monotonic", lambda: moments[-1])
    listed("One", "Two")
    assert found() == 2
    Listing.objects.order_by("pk").first().delete()

    moments.append(101.0 + index.CHECKED_EACH)

    assert found() == 1


def test_one_question_tells_that_nothing_changed(django_assert_num_queries):
    listed("One")
    index.current()

    with django_assert_num_queries(1):
        index.current()


def test_many_are_read_in_parts(monkeypatch):
    monkeypatch.setattr(index, "READ_AT_ONCE", 2)
    listed(*"edcba")

    read = index.current()

    assert [read.listed[number].name for number in read.named(read.active)] == [*"abcde"]
    assert read.having_any("is_online", [False]) == read.active == 0b11111


def test_an_index_that_is_worn_is_read_anew(monkeypatch):
    monkeypatch.setattr(index, "READ_AT_ONCE", 1)
    listed("One")
    first = index.current()
    for _each in range(2):
        relist(services=Service.objects.all())
        assert found() == 1

    relist(services=Service.objects.all())

    assert index.current() is not first
    assert len(index.current().listed) == 1


def test_a_database_that_fails_leaves_the_index_as_it_was(monkeypatch):
    listed("One")
    index.current()
    listed("Two")
    with monkeypatch.context() as broken:
        broken.setattr(index.ListedPlace.objects, "filter", fail)
        with pytest.raises(DatabaseError):
            index.current()

    assert found() == 2


def fail(**_asked):
    raise DatabaseError("away")


def test_what_was_listed_before_there_were_cards_has_its_hours():
    service = make_service("One")
    make_schedule("00:00", "00:00", "MO,TU,WE,TH,FR,SA,SU", service=service, open_on_holidays=True)
    listed("One")
    ListedCard.objects.all().delete()

    assert found(open_now=True) == 1


@pytest.mark.parametrize("numbers", [[], [0], [7, 8], [0, 3, 64, 65, 1000]])
def test_bits_are_read_as_they_are_written(numbers):
    assert index.numbers_of(index.bits_of(numbers)) == numbers
