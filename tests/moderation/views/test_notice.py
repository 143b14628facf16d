"""Telling us from outside: the form, the receipt that is shown for ten minutes, and the answer."""

import re
import time
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.urls import reverse

from groups.models import Message
from moderation.actions.decision import decide
from moderation.models import Case, Report
from moderation.views import notice
from tests import cast

pytestmark = pytest.mark.django_db
FORM, ANSWER = "/notice/", "/notice/answer/"
SENT = {
    "kind": "threat",
    "place": "The Thursday group, yesterday at seven.",
    "explanation": "Somebody is threatened there.",
    "name": "Aila Virta",
    "email": "aila@example.org",
    "good_faith": "on",
}


@pytest.fixture(autouse=True)
def _limits_start_anew():
    cache.clear()


def code_on(page):
    return re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", page.text)[0]


def send(client, **changed):
    return client.post(FORM, {**SENT, **changed}, follow=True)


def test_anybody_sends_one_and_gets_a_receipt_for_ten_minutes(client, monkeypatch):
    page = send(client)

    code = code_on(page)
    assert "We have received it" in page.text
    assert code in client.get("/notice/sent/").text  # loaded again, or in another language
    later = time.time() + 601
    monkeypatch.setattr(notice, "time", SimpleNamespace(time=lambda: later))
    assert code not in client.get("/notice/sent/", follow=True).text
    assert client.get("/notice/sent/").url == ANSWER


def test_without_a_receipt_that_page_leads_on(client):
    assert client.get("/notice/sent/").url == ANSWER


@pytest.mark.parametrize("missing", ["kind", "place", "explanation", "name", "email", "good_faith"])
def test_every_field_of_the_law_is_asked_for(missing, client):
    page = (
        send(client, **{missing: ""})
        if missing != "good_faith"
        else client.post(FORM, {name: value for name, value in SENT.items() if name != "good_faith"})
    )

    assert "needs your attention" in page.text
    assert not Report.objects.exists()


def test_words_stay_when_something_is_missing(client):
    assert "Somebody is threatened there." in send(client, place="").text


def test_for_abuse_of_a_child_nobody_need_say_who_they_are(client):
    page = send(client, offence="on", name="", email="")

    assert "We have received it" in page.text
    assert Report.objects.get().offence


def test_an_address_that_is_none_is_asked_for_again_even_then(client):
    assert "needs your attention" in send(client, offence="on", email="not an address").text


def test_the_same_answer_whether_the_place_exists_or_not(client, member, meeting):
    said = cast.words(member)
    there = send(client, place=f"/messages/{said.pk}/").text
    nowhere = send(client, place="/messages/00000000-0000-4000-8000-000000000000/").text

    def bare(text):
        return re.sub(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){2}|value=\"\w{64}\"", "", text)

    assert bare(there) == bare(nowhere)
    assert Report.objects.filter(message=said).count() == 1


def test_many_from_one_network_wait_and_keep_their_words(client):
    for _number in range(10):
        send(client)
    page = client.post(FORM, SENT)

    assert page.status_code == 429
    assert "Somebody is threatened there." in page.text
    assert Report.objects.count() == 10


# --- The answer ----------------------------------------------------------------------------
def test_before_it_is_decided_the_page_says_so(client):
    code = code_on(send(client))

    assert "We are still looking at it." in client.post(ANSWER, {"code": code}).text


@pytest.mark.parametrize(("measure", "words"), [("hide", "we acted"), ("none", "found nothing")])
def test_when_it_is_decided_the_page_says_how_and_what_one_can_do(
    measure, words, client, member, meeting, moderator
):
    said = cast.words(member, "I will find you.")
    code = code_on(send(client, place=f"/messages/{said.pk}/"))
    decide(case=Case.objects.get(), actor=moderator, measure=measure, rule="kind")

    page = client.post(ANSWER, {"code": code.lower().replace("-", " ")}).text

    assert words in page
    assert "article 21" in page
    assert "If you do not agree" in page
    assert "I will find you." not in page
    assert "Kuura" not in page
    assert "Oskari" not in page
    assert Message.objects.get().state == ("hidden" if measure == "hide" else "shown")


def test_a_wrong_code_opens_nothing_and_many_have_to_wait(client):
    for _number in range(20):
        assert "opens nothing" in client.post(ANSWER, {"code": "ABCD-EFGH-JKLM"}).text

    assert client.post(ANSWER, {"code": "ABCD-EFGH-JKLM"}).status_code == 429


def test_the_form_is_led_to_from_every_page(client):
    page = client.get(reverse("front")).text

    assert f'href="{FORM}"' in page
    assert 'href="/rules/"' in page


def test_whoever_does_not_agree_asks_for_a_second_look_with_the_same_code(client, moderator):
    code = code_on(send(client))
    decide(case=Case.objects.get(), actor=moderator, measure="none", rule="kind")
    assert "Ask for a second look" in client.post(ANSWER, {"code": code}).text

    assert "Write a few words" in client.post("/notice/again/", {"code": code, "words": ""}).text
    page = client.post("/notice/again/", {"code": code, "words": "Look at the evening before."}, follow=True)

    assert "We are still looking at it." in client.post(ANSWER, {"code": code_on(page)}).text
    assert "You have asked once more already." in client.post(ANSWER, {"code": code}).text


def test_pressed_twice_the_second_look_is_asked_for_once_and_its_receipt_is_seen(client, moderator):
    code = code_on(send(client))
    decide(case=Case.objects.get(), actor=moderator, measure="none", rule="kind")
    facts = {"code": code, "words": "Look at the evening before."}

    client.post("/notice/again/", facts)
    page = client.post("/notice/again/", facts, follow=True)

    assert page.redirect_chain == [("/notice/sent/", 302)]
    assert "We are still looking at it." in client.post(ANSWER, {"code": code_on(page)}).text
    assert Case.objects.count() == 2


def test_a_second_look_with_a_wrong_code_tells_nothing(client):
    facts = {"code": "ABCD-EFGH-JKLM", "words": "Look."}

    assert client.post("/notice/again/", facts).url == ANSWER
    for _number in range(20):
        client.post("/notice/again/", facts)
    assert client.post("/notice/again/", facts).status_code == 429
