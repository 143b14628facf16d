"""Pages of kept cards, referrals and “Need help?”: what they say, and how many queries a list takes."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.directory.actions import referral as act
from community.directory.actions.card import keep_card
from community.directory.actions.contact import ask_contact
from community.directory.cards import service_key
from community.directory.models import ContactRequest, Referral
from tests import cast
from tests.community.directory import referring
from tests.community.directory.entries import make_phone, make_service

pytestmark = pytest.mark.django_db
ASKED = {"name": "Aila", "reach": "040 123 4567", "language": "en", "message": "no", "words": "I am tired."}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def queries_of(user, route):
    client = client_of(user)
    client.get(reverse(route))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(reverse(route)).status_code == 200
    return len(seen)


def more_cards(person):
    service = make_service()
    make_phone(service=service)
    keep_card(account=person, key=service_key(service))


def more_followed(person):
    referring.sent(referrer=person, alias="Kuura")


def more_asked(_person):
    ask_contact(name="Aila", reach="040", language="en")


@pytest.mark.parametrize(
    ("route", "more"),
    [("helping:my_cards", more_cards), ("helping:followed", more_followed), ("helping:contacts", more_asked)],
)
def test_a_longer_list_takes_no_more_queries(route, more, referrer):
    more(referrer)
    one = queries_of(referrer, route)
    more(referrer)
    more(referrer)

    assert queries_of(referrer, route) == one


def test_a_letter_is_shown_once_and_leads_in(settings):
    referral = referring.begun(service=make_service())
    parent = client_of(referral.account)
    own = reverse("helping:referral", args=[referral.pk])
    handed = {
        "reach": "040 123 4567",
        "message": "yes",
        "language": "en",
        "give_reach": "on",
        "consent": "on",
    }
    letter = parent.post(own, handed | {"act": "send"})

    code = letter.context["code"]
    assert code in letter.content.decode()
    assert parent.post(own, handed | {"act": "send"}).url == own
    assert code not in parent.get(own).content.decode()
    desk = Client()
    assert "Open it" in desk.post(reverse("helping:pass"), {"code": code}).content.decode()
    opened = desk.post(reverse("helping:open_code"), {"code": code}).content.decode()
    assert "040 123 4567" in opened
    assert "Leave no message" in opened
    again = parent.post(own, {"act": "letter"})
    assert again.status_code == 403


def test_a_wrong_answer_of_a_service_keeps_what_was_typed():
    _referral, code = referring.opened()
    desk = Client()
    desk.post(reverse("helping:pass"), {"code": code})

    wrong = desk.post(
        reverse("helping:desk"), {"act": "accept", "first_contact": "2020-01-01", "answer": "Soon."}
    )
    assert wrong.status_code == 422
    assert "Soon." in wrong.content.decode()
    assert desk.post(reverse("helping:desk"), {"act": "decline"}).status_code == 422
    answer = {"act": "decline", "reason": "full", "answer": "Try the family centre."}
    assert desk.post(reverse("helping:desk"), answer).status_code == 302
    assert Referral.objects.get().state == "declined"


def test_too_many_wrong_codes_wait():
    cache.clear()
    wrong = {"code": "ABCD-EFGH-JKLM"}
    answers = {Client().post(reverse("helping:pass"), wrong).status_code for _try in range(22)}

    assert answers == {200, 429}
    cache.clear()


def test_asking_to_be_contacted_keeps_words_when_something_is_wrong_and_has_a_limit():
    cache.clear()
    wrong = Client().post(reverse("helping:need_help"), ASKED | {"reach": ""})
    assert wrong.status_code == 422
    assert "I am tired." in wrong.content.decode()

    answers = [Client().post(reverse("helping:need_help"), ASKED).status_code for _try in range(6)]
    assert answers == [302] * 5 + [429]
    assert ContactRequest.objects.count() == 5
    cache.clear()


def test_the_duty_list_shows_no_words_and_closing_too_early_says_why(referrer):
    asked = ask_contact(name="Aila", reach="040 123 4567", language="en")
    desk, where = client_of(referrer), reverse("helping:contact", args=[asked.pk])
    assert "Aila" not in desk.get(reverse("helping:contacts")).content.decode()
    assert "Aila" in desk.get(where).content.decode()

    desk.post(where, {"act": "claim"})
    refused = desk.post(where, {"act": "unreached"})
    assert refused.status_code == 422
    assert "Try three times" in refused.content.decode()
    assert desk.post(where, {"act": "nothing"}).status_code == 400
    assert desk.post(where, {"act": "reached"}).status_code == 302


def test_a_member_is_told_or_offered_by_form(facilitator, member):
    service = make_service("Family centre")
    leader, where = client_of(facilitator.user), reverse("groups:member_card", args=[member.pk])
    facts = {"key": service_key(service), "client_id": "6b0d3a4e-64c7-4d7c-8f0c-0c4f2f4f4f51"}
    assert leader.post(where, facts | {"act": "offer"}).status_code == 302
    refused = leader.post(where, facts | {"act": "offer"})

    assert refused.status_code == 422
    assert "going on already" in refused.content.decode()
    assert leader.post(where, {"act": "show"}).status_code == 422


def test_a_card_that_is_gone_is_said_so(client):
    person = cast.make_user()
    more_cards(person)
    type(make_service()).objects.update(status="defunct")

    assert "not on our list any more" in client_of(person).get(reverse("helping:my_cards")).content.decode()
    assert client_of(person).get(reverse("helping:keep", args=["crisis:gone"])).status_code == 404


def test_a_card_says_where_its_referral_stands_instead_of_offering_another(referrer):
    service = make_service("Infant work", email="desk@example.org")
    keep_card(account=referrer, key=service_key(service))
    client = client_of(referrer)
    assert "Ask to be referred there" in client.get(reverse("helping:my_cards")).text

    referral, _code = referring.sent(account=referrer, service=service)

    page = client.get(reverse("helping:my_cards")).text
    assert "Ask to be referred there" not in page
    assert page.count(reverse("helping:referral", args=[referral.pk])) == 2  # on the card, and in the list
    act.withdraw(referral=referral, actor=referrer)
    assert "Ask to be referred there" in client.get(reverse("helping:my_cards")).text


def test_the_form_says_when_what_is_written_goes(settings):
    settings.CONTACT_DAYS, settings.UNHANDLED_DAYS = 31, 61

    page = Client().get(reverse("helping:need_help")).text

    assert "erased 31 days after they have" in page
    assert "erased 61 days after you wrote" in page
