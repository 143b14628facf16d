"""Signing in: by name or address, with the second step, and with answers that tell nothing."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from community.accounts.models import User
from tests import cast
from tests.cast import PASSPHRASE
from tests.community.accounts.people import WALK, bare, code_now, enter, sign_in, with_address

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")


def answer(client, login, passphrase="not the right words at all"):
    return client.post(LOGIN, {"login": login, "password": passphrase}, **WALK)


def test_a_member_signs_in_by_name_whatever_the_capitals(client, person):
    assert answer(client, "Kuusi-4821", PASSPHRASE).status_code == 302
    assert client.get("/you/").status_code == 200


def test_a_person_with_a_confirmed_address_signs_in_by_it(client):
    with_address(cast.make_user())

    assert answer(client, "Meri@example.org", PASSPHRASE).status_code == 302
    assert client.get("/you/").status_code == 200


def test_sign_in_gives_a_new_session_key(client, person):
    client.get(LOGIN)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key

    sign_in(client, person)

    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("known", "unknown"), [("kuusi-4821", "lehto-1111"), ("meri@example.org", "no@example.org")]
)
def test_a_wrong_passphrase_and_no_account_are_answered_alike(client, person, known, unknown):
    with_address(person)

    first, second = answer(client, known), answer(client, unknown)

    assert first.status_code == second.status_code == 200
    assert bare(first) == bare(second)
    other = {"Content-Length": "", "Expires": ""}  # it is written for this name, in this second
    assert {**first.headers, **other} == {**second.headers, **other}


@pytest.fixture
def hashed(monkeypatch):
    """One entry for every hash that is computed."""
    counted = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: counted.append(1) or encode(*args))
    return counted


@pytest.mark.parametrize(
    "login", ["kuusi-4821", "lehto-1111", "meri@example.org", "no@example.org", "shared@example.org"]
)
def test_a_known_and_an_unknown_account_cost_one_hash_each(client, person, login, hashed):
    with_address(person)
    for _account in range(3):
        with_address(cast.make_user(), "shared@example.org", verified=False)
    hashed.clear()

    answer(client, login)

    assert len(hashed) == 1


def test_an_account_without_a_passphrase_costs_one_hash_too(client, person, hashed):
    person.set_unusable_password()
    person.save()

    answer(client, "kuusi-4821")

    assert len(hashed) == 1


def test_an_address_that_was_not_confirmed_opens_nothing_and_hides_nobody(client, person):
    with_address(person, verified=False)
    confirmed = with_address(cast.make_user())

    assert answer(client, "meri@example.org", PASSPHRASE).wsgi_request.user == confirmed
    client.post(reverse("account_logout"))
    confirmed.emailaddress_set.update(verified=False)
    assert answer(client, "meri@example.org", PASSPHRASE).status_code == 200


def test_a_closed_account_is_answered_alike_without_its_passphrase(client, person):
    User.objects.update(is_active=False)

    assert bare(answer(client, "kuusi-4821")) == bare(answer(client, "lehto-1111"))


def test_a_closed_account_is_told_so_with_its_passphrase(client, person):
    User.objects.update(is_active=False)

    assert answer(client, "kuusi-4821", PASSPHRASE).url == reverse("account_inactive")


def test_failed_tries_are_counted_and_answered_alike(client, person):
    known = [bare(answer(client, "kuusi-4821")) for _turn in range(6)]
    unknown = [bare(answer(client, "lehto-1111")) for _turn in range(4)]

    assert "a few tries in a row" in known[5]
    assert "a few tries in a row" not in known[4]
    assert known[:4] == unknown


def test_a_name_beyond_any_length_is_answered_kindly(client, db):
    response = answer(client, "a" * 200_000)

    assert response.status_code == 200
    assert "254" in response.content.decode()


def test_many_tries_from_one_place_meet_the_quiet_page(client, db):
    statuses = {answer(client, f"nobody-{turn:04}").status_code for turn in range(31)}

    assert statuses == {200, 429}


def test_the_second_step_is_asked_for(client, colleague):
    response = sign_in(client, colleague)

    assert response.url == reverse("mfa_authenticate")
    assert client.get("/you/").status_code == 302
    page = client.get(response.url).content.decode()
    assert "Second step" in page
    client.post(response.url, {"code": code_now()}, **WALK)
    assert client.get("/you/").status_code == 200


def test_a_code_works_once(client, colleague):
    enter(client, colleague)
    client.post(reverse("account_logout"))
    sign_in(client, colleague)

    assert (
        "does not fit"
        in client.post(reverse("mfa_authenticate"), {"code": code_now()}, **WALK).content.decode()
    )


def test_wrong_codes_are_counted(client, colleague):
    sign_in(client, colleague)

    pages = [
        client.post(reverse("mfa_authenticate"), {"code": "000000"}, **WALK).content.decode()
        for _ in range(7)
    ]

    assert "a few tries in a row" in pages[-1]


def test_a_recovery_code_stands_in_once(client, colleague):
    codes = colleague.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    for expected in (200, 302):
        sign_in(client, colleague)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]}, **WALK)
        assert client.get("/you/").status_code == (302 if expected == 302 else 200)
        client.post(reverse("account_logout"))


def test_staff_without_a_second_step_are_led_to_add_one(client):
    response = sign_in(client, cast.make_staff("facilitator", step=False), next="/rooms/")

    assert response.url == reverse("mfa_index")
    assert "Add one now" in client.get(response.url).content.decode()


def test_members_are_led_where_they_wanted_to_go(client, person):
    assert sign_in(client, person, next="/you/").url == "/you/"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "http://localhost/", "javascript:alert(1)"]
)
def test_nobody_is_led_elsewhere(client, person, elsewhere):
    assert sign_in(client, person, next=elsewhere).url == reverse("groups:home")


def test_everybody_gets_their_own_language(client):
    response = sign_in(client, cast.make_user(language="sv"))

    assert response.cookies["django_language"].value == "sv"


def test_nobody_opens_an_account_by_themselves(client, db):
    fields = {"username": "eve", "password1": PASSPHRASE, "password2": PASSPHRASE}
    response = client.post(reverse("account_signup"), fields, **WALK)

    assert "with an invitation" in response.content.decode()
    assert not User.objects.exists()
