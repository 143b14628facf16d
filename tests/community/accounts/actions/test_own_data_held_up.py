"""Erasures that take long, are held up or begun twice: they are carried out in the end, once, and nobody waits for
those of others."""

import pytest
from django.utils import timezone

from community.accounts import own_data as seam
from community.accounts.actions import own_data
from community.accounts.actions.own_data import (
    Unfinished,
    ask_erasure,
    begin_erasure,
    erase_account,
    erase_due,
    erase_words,
    find_request,
    keep_account,
)
from community.accounts.models import OwnDataRequest, User
from community.audit.models import Entry
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


def acts():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def test_words_that_were_held_up_go_with_the_next_run_and_none_that_came_later(person, shelf, broken, swept):
    with broken():
        made = erase_words(person=person, place=seam.place_of(person, person.pk))
        with pytest.raises(Unfinished):
            erase_due()
    assert (made.done_at, acts()) == (None, [])

    erase_due()
    erase_due()

    made.refresh_from_db()
    assert made.done_at
    assert shelf.done == [(person.pk, person.pk, True)]
    assert shelf.until == made.asked_at
    assert acts() == ["own_data.words_erased"]


def test_words_are_told_as_gone_once(person, shelf, monkeypatch, swept):
    def overtaken(self, person, place=None, before=None):
        OwnDataRequest.objects.update(done_at=timezone.now())

    monkeypatch.setattr(shelf, "erase", overtaken)

    assert erase_words(person=person, place=seam.place_of(person, person.pk)).done_at
    assert acts() == swept == []


def test_what_was_interrupted_goes_on_and_keeps_its_first_count(person, shelf, monkeypatch, swept):
    asked, _code = ask_erasure(person=person, at_once=True)

    def fail(self, person, place=None):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(shelf, "erase", fail)
        with pytest.raises(RuntimeError):
            erase_account(request=asked)
    monkeypatch.setattr(shelf, "counts", lambda self, person, place=None: {"books": 1})
    erase_due()

    asked.refresh_from_db()
    assert asked.counts["books"] == 3
    assert asked.done_at


@pytest.mark.parametrize(("few", "is_done"), [(4, True), (3, False)])
def test_little_goes_while_they_wait_and_much_with_the_next_run(
    few, is_done, person, shelf, swept, monkeypatch
):
    monkeypatch.setattr(own_data, "FEW", few)
    asked, _code = ask_erasure(person=person, at_once=True)

    begin_erasure(request=asked)

    asked.refresh_from_db()
    assert (bool(asked.done_at), bool(shelf.done)) == (is_done, is_done)
    assert set(shelf.hidden) == {person.pk}
    assert not asked.is_waiting
    assert not User.objects.get(pk=person.pk).is_active
    erase_due()
    asked.refresh_from_db()
    assert asked.done_at
    assert len(shelf.done) == 1


def test_what_was_taken_back_does_not_begin(person, shelf):
    asked, _code = ask_erasure(person=person)
    keep_account(person=person)

    begin_erasure(request=asked)

    assert shelf.hidden == []
    assert User.objects.get(pk=person.pk).is_active


def test_whoever_waits_gets_their_receipt_though_something_fails(person, shelf, broken, swept, caplog):
    asked, code = ask_erasure(person=person, at_once=True)

    with broken():
        begin_erasure(request=asked)

    (line,) = caplog.records
    assert (line.message, line.facts) == ("own_data.unfinished", {"request": str(asked.pk)})
    assert shelf.hidden == [person.pk, person.pk]
    assert not find_request(code=code).is_waiting
    erase_due()
    assert find_request(code=code).done_at


def test_one_that_fails_keeps_nobody_waiting_and_is_tried_again(person, shelf, broken, swept):
    others = [cast.make_user() for _number in range(2)]
    for one in (others[0], person, others[1]):
        ask_erasure(person=one, at_once=True)

    with broken(person), pytest.raises(Unfinished):
        erase_due()

    assert {pk for pk, _place, _active in shelf.done} == {one.pk for one in others}
    assert OwnDataRequest.objects.get(done_at=None).account == person
    erase_due()
    assert not OwnDataRequest.objects.filter(done_at=None).exists()


def test_what_has_begun_is_not_taken_back_and_is_done_once(person, shelf, monkeypatch, swept):
    asked, _code = ask_erasure(person=person, at_once=True)

    def overtaken(self, person, place=None):
        keep_account(person=person)
        assert OwnDataRequest.objects.waiting().exists()
        OwnDataRequest.objects.update(done_at=timezone.now())

    monkeypatch.setattr(shelf, "erase", overtaken)
    erase_account(request=asked)

    assert "own_data.erased" not in acts()
    assert swept == []
