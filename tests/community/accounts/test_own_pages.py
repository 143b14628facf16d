"""The pages of one's own data: asked again who one is, told what goes and what stays, and given a receipt."""

import re

import pytest
from asgiref.sync import async_to_sync
from django.core import mail
from django.test import AsyncRequestFactory, Client
from django.urls import reverse
from django.utils import timezone

from community.accounts.actions.own_data import ask_erasure
from community.accounts.models import OwnDataRequest, User
from community.accounts.views import own_data
from groups.own import Held
from tests import cast
from tests.cast import PASSPHRASE
from tests.community.accounts.people import WALK, enter, with_address

pytestmark = pytest.mark.django_db
COPY, ACCOUNT = "/you/own-data/copy/", "/you/own-data/account/"


@pytest.fixture
def long_signed_in(client, person):
    """Signed in so long ago that they are asked again."""
    client.force_login(person)
    return client


def test_everything_is_one_link_from_the_page_about_oneself(client, person):
    enter(client, person)

    assert reverse("accounts:own_data") in client.get("/you/").text
    page = client.get("/you/own-data/").text

    assert "Take a copy" in page
    assert "Put something right" in page
    assert "Erase everything and the account" in page
    assert "Take your words away" not in page  # there is no group


def test_places_and_receipts_cost_the_same_however_many(client, person, django_assert_num_queries):
    enter(client, person)
    counts = []
    for number in (1, 2):
        for _time in range(number):
            cast.seat(person, cast.make_group())
            OwnDataRequest.objects.create(account=person, kind="copy", done_at="2026-01-01T12:00Z")
        client.get("/you/own-data/")
        with django_assert_num_queries(8):
            counts.append(client.get("/you/own-data/").text.count("own-data/words/"))
    assert counts == [1, 3]


@pytest.mark.parametrize("path", [COPY, ACCOUNT])
def test_who_signed_in_long_ago_proves_who_they_are_first(path, long_signed_in):
    asked = long_signed_in.get(path)
    assert asked.status_code == 302
    assert asked.url.startswith(reverse("account_reauthenticate"))

    late = long_signed_in.post(path, {"now": ""}, follow=True)
    assert not OwnDataRequest.objects.exists()
    assert late.redirect_chain

    led = long_signed_in.post(asked.url, {"password": PASSPHRASE}, **WALK)
    assert led.url == path


def test_the_words_of_somebody_else_are_not_there(client, person):
    enter(client, person)
    theirs = cast.seat(cast.make_user(), cast.make_group())

    assert client.get(f"/you/own-data/words/{theirs.pk}/").status_code == 404
    assert client.post(f"/you/own-data/words/{theirs.pk}/").status_code == 404


def test_words_are_not_taken_when_the_proof_is_too_old(long_signed_in, person):
    seat = cast.seat(person, cast.make_group())
    cast.words(seat)

    answer = long_signed_in.post(f"/you/own-data/words/{seat.pk}/")

    assert answer.url == f"/you/own-data/words/{seat.pk}/"
    assert not OwnDataRequest.objects.exists()


def test_before_the_press_one_reads_what_goes_and_what_stays(client, person):
    enter(client, person)
    seat = cast.seat(person, cast.make_group())
    cast.words(seat)

    page = client.get(f"/you/own-data/words/{seat.pk}/").text

    assert "things you said in the room" in page
    assert "a promise of confidentiality was signed" in page
    assert "those who were there" not in page


def test_a_receipt_is_a_page_and_a_file_for_its_owner_alone(client, person):
    enter(client, person)
    seat = cast.seat(person, cast.make_group())
    cast.words(seat)
    receipt = client.post(f"/you/own-data/words/{seat.pk}/").url

    page, file = client.get(receipt), client.get(receipt + "?file")

    assert "What went, for good" in page.text
    assert file.headers["Content-Disposition"] == 'attachment; filename="receipt.txt"'
    assert "- 1: things you said in the room" in file.text
    assert "&" not in file.text
    other = Client()
    enter(other, cast.make_user())
    assert other.get(receipt).status_code == 404


def test_the_day_is_told_and_a_mail_says_nothing(client, person):
    with_address(person)
    enter(client, person)

    page = client.post(ACCOUNT, {"later": ""}).text

    assert "Your account will be erased" in page
    (letter,) = mail.outbox
    assert "eras" not in letter.body
    assert "data" not in letter.body
    assert client.post("/you/own-data/keep/", follow=True).text.count("Your account stays.") == 1


def test_now_ends_everything_and_the_code_opens_the_receipt(client, person):
    enter(client, person)

    page = client.post(ACCOUNT, {"now": ""}).text

    assert User.objects.get(pk=person.pk).username != "kuusi-4821"
    assert client.get("/you/").status_code == 302
    code = re.search(r'class="code">([A-Z0-9-]{14})<', page)[1]
    file = client.post("/you/own-data/receipt/", {"code": code, "file": ""})
    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Your account erased" in file.text


def test_no_receipt_tells_later_that_somebody_had_to_stay_findable(client, person):
    enter(client, person)
    page = client.post(ACCOUNT, {"now": ""}).text
    code = re.search(r'name="code" value="([^"]+)"', page)[1]
    told = []

    for wiped_at in (timezone.now(), None):  # swept, and once more when the name was overwritten too
        OwnDataRequest.objects.update(wiped_at=wiped_at)
        read = Client().post("/you/own-data/receipt/", {"code": code}).text
        told.append(re.search(r'id="gone".*?</section>', read, re.DOTALL)[0])

    assert told[0] == told[1]


def test_wrong_codes_are_said_and_counted(client):
    path = "/you/own-data/receipt/"
    assert client.get(path).status_code == 200
    assert "field--wrong" in client.post(path, {"code": ""}).text

    answers = [client.post(path, {"code": "ABCD-EFGH-JKLM"}) for _time in range(11)]

    assert "This code opens nothing" in answers[0].text
    assert answers[-1].status_code == 429


def test_staff_read_why_theirs_stays(client, colleague):
    enter(client, colleague)

    assert "A coordinator ends your duties" in client.get("/you/own-data/").text
    assert "A coordinator ends your duties" in client.get(ACCOUNT).text
    assert client.post(ACCOUNT, {"now": ""}).status_code == 403


def test_staff_read_who_ends_their_duties_and_what_they_can_do_themselves(client, colleague, manager):
    cast.make_staff("coordinator", step=False, credential=False, display_name="Without a second step")
    enter(client, colleague)

    page = client.get(ACCOUNT).text

    assert re.search(r"can be ended by: [^.]*\bSari\b[^.]*\. Ask them", page), re.findall(
        r"can be ended[^<]*", page
    )
    assert "Without a second step" not in page
    assert reverse("helping:need_help") in page
    colleague.roles.update(ended_at=timezone.now())
    assert "Your duties have ended" in client.get(ACCOUNT).text


def test_the_only_coordinator_reads_that_nobody_can_end_it(client, manager):
    enter(client, manager)

    assert "Nobody here can end this duty just now" in client.get(ACCOUNT).text


@pytest.mark.parametrize("path", ["words", "account"])
def test_what_is_held_up_is_said_on_the_receipt(path, client, person, monkeypatch):
    enter(client, person)
    seat = cast.seat(person, cast.make_group())
    cast.words(seat)
    monkeypatch.setattr(Held, "erase", _fail)

    if path == "words":
        page = client.post(f"/you/own-data/words/{seat.pk}/", follow=True).text
        assert "It has begun and was held up." in page
        assert "Your words are gone." not in page
        file = client.get(f"/you/own-data/receipts/{OwnDataRequest.objects.get().pk}/?file")
    else:
        page = client.post(ACCOUNT, {"now": ""}).text
        assert "nobody can read your words any more" in page
        code = re.search(r'name="code" value="([^"]+)"', page)[1]
        file = client.post("/you/own-data/receipt/", {"code": code, "file": ""})
    assert "What goes, for good" in page
    assert "Keep my account" not in page
    assert "It has begun." in file.text


def _fail(self, person, place=None, before=None):
    raise RuntimeError


def test_the_receipt_of_somebody_else_offers_nothing_to_take_back(client, person):
    _asked, code = ask_erasure(person=cast.make_user())
    enter(client, person)

    page = client.post("/you/own-data/receipt/", {"code": code}).text

    assert "Your account will be erased: " in page
    assert "Keep my account" not in page


def test_a_server_that_does_many_things_at_once_sends_the_copy_piece_by_piece(person):
    request = AsyncRequestFactory().post(COPY)
    request.user = person

    answer = own_data._archive(request)

    async def gathered():
        return [chunk async for chunk in own_data._apart(iter([b"PK", b"rest"]))]

    assert answer.is_async
    assert answer.headers["Content-Disposition"] == 'attachment; filename="own-data.zip"'
    assert async_to_sync(gathered)() == [b"PK", b"rest"]


def test_a_copy_is_saved_by_a_press(client, person):
    enter(client, person)

    answer = client.post(COPY)

    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Receipts" in client.get("/you/own-data/").text
