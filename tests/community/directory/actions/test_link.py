"""Whether the addresses on cards still answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.directory.actions.link import AT_ONCE, GIVEN_UP_AFTER, check_links
from community.directory.links import Refused
from community.directory.models import Link, Service, Url
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db


def names(number, **fields):
    return [make_service(url=f"https://host-{at}.example/", **fields) for at in range(number)]


def test_what_each_answers_is_kept():
    answers = {"a": 200, "b": 404, "c": 503, "d": OSError(), "e": Refused()}
    for name in answers:
        make_service(url=f"https://{name}.example/")

    def ask(url):
        answer = answers[url[8]]
        if isinstance(answer, Exception):
            raise answer
        return answer

    Link.objects.create(url="https://a.example/", asked_at=timezone.now() - timedelta(days=31), state="gone")
    while (
        len(found := dict(Link.objects.values_list("url", "state"))) < 5
        or found["https://a.example/"] == "gone"
    ):
        check_links(ask=ask)  # which are asked first is drawn

    states = {url[8]: state for url, state in found.items()}
    assert states == {"a": "answers", "b": "gone", "c": "unsure", "d": "silent", "e": "unsure"}


def test_nobody_is_asked_twice_within_a_month():
    names(1)
    asked = []

    for days in (0, 29, 31):
        check_links(ask=lambda url: asked.append(url) or 200, now=timezone.now() + timedelta(days=days))

    assert len(asked) == 2


def test_one_run_asks_few_and_each_host_once():
    names(AT_ONCE + 5)
    Url.objects.create(service=Service.objects.first(), url="https://host-1.example/more")
    asked = []

    check_links(ask=lambda url: asked.append(url) or 200)

    assert len(asked) == AT_ONCE == len({url.split("/")[2] for url in asked})


def test_without_a_line_of_our_own_nothing_is_broken():
    names(8)
    asked = []

    def ask(url):
        asked.append(url)
        raise OSError

    assert check_links(ask=ask) == 0
    assert len(asked) == GIVEN_UP_AFTER
    assert not Link.objects.exists()


def test_what_is_not_to_be_had_is_not_asked_and_what_no_card_names_is_forgotten():
    names(1, status=Service.Status.DEFUNCT)
    Link.objects.create(url="https://old.example/", asked_at=timezone.now(), state="gone")

    assert check_links(ask=lambda url: 200) == 0
    assert not Link.objects.exists()
