"""The page about oneself, one's sessions and one's second steps."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import reverse

from community.accounts.models import User
from tests import cast
from tests.community.accounts.people import SECRET, WALK, code_now, enter, sessions_of, sign_in, with_app

pytestmark = pytest.mark.django_db
NEW = "seven quiet boats on the water"


def test_a_member_sees_name_choices_and_ways_to_sign_in(client, person):
    enter(client, person)

    page = client.get("/you/").content.decode()

    assert "kuusi-4821" in page
    assert "Recovery codes" not in page
    assert "What you do here" not in page


def test_staff_see_what_is_missing(client):
    sign_in(client, cast.make_staff("facilitator", step=False, credential=False))

    page = client.get("/you/").content.decode()

    assert "Add a second step" in page
    assert "waits for your second step" in page


def test_a_lapsed_registration_is_said_in_words(client, colleague):
    colleague.credentials.all().delete()
    enter(client, colleague)

    assert "waits for your registration" in client.get("/you/").content.decode()


def test_language_and_country_are_kept(client, person):
    enter(client, person)

    response = client.post("/you/", {"language": "nb", "country": "NO"})

    assert response.cookies["django_language"].value == "nb"
    assert User.objects.get(pk=person.pk).country == "NO"
    assert client.post("/you/", {"language": "xx"}).status_code == 200


def test_the_page_costs_the_same_for_anybody(client, colleague, django_assert_num_queries):
    enter(client, colleague)
    client.get("/you/")

    with django_assert_num_queries(4):
        client.get("/you/")


def test_one_sees_where_one_is_signed_in_and_ends_it(client, person):
    other = Client()
    enter(client, person)
    enter(other, person)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Here" in page
    assert "Elsewhere" in page
    elsewhere = person.usersession_set.exclude(session_key=client.session.session_key).get()

    client.post(reverse("accounts:end_session", kwargs={"pk": elsewhere.pk}))

    assert other.get("/you/").status_code == 302
    assert client.get("/you/").status_code == 200


def test_ending_this_session_signs_out(client, person):
    enter(client, person)
    here = person.usersession_set.get()

    assert client.post(reverse("accounts:end_session", kwargs={"pk": here.pk})).url == reverse("front")
    assert client.get("/you/").status_code == 302


def test_nobody_ends_the_session_of_another(client, person):
    other = cast.make_user()
    enter(Client(), other)
    enter(client, person)

    assert (
        client.post(
            reverse("accounts:end_session", kwargs={"pk": other.usersession_set.get().pk})
        ).status_code
        == 404
    )
    assert sessions_of(other)


def test_everywhere_else_ends_at_once(client, person):
    other = Client()
    enter(client, person)
    enter(other, person)

    client.post(reverse("usersessions_list"))

    assert other.get("/you/").status_code == 302
    assert client.get("/you/").status_code == 200


def test_a_new_passphrase_needs_the_old_one_and_ends_other_sessions(client, person):
    other = Client()
    enter(client, person)
    enter(other, person)
    change = reverse("account_change_password")
    assert (
        "not your passphrase" in client.post(change, {"oldpassword": "x", "password1": NEW}).content.decode()
    )

    client.post(change, {"oldpassword": cast.PASSPHRASE, "password1": NEW})

    assert client.get("/you/").status_code == 200
    assert other.get("/you/").status_code == 302
    assert User.objects.get(pk=person.pk).has_long_passphrase


# --- Second steps -------------------------------------------------------------------
def add_app(client):
    client.get(reverse("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    return client.post(reverse("mfa_activate_totp"), {"code": code_now()}, **WALK)


def test_an_app_is_added_and_its_secret_is_sealed(client, person):
    enter(client, person)

    response = add_app(client)

    assert response.url == reverse("mfa_view_recovery_codes")
    assert SECRET not in str(list(Authenticator.objects.values_list("data")))
    assert client.get(response.url).status_code == 200


def test_the_secret_still_works_after_it_was_sealed(client, person):
    with_app(person)

    assert enter(client, person).status_code == 302
    assert client.get("/you/").status_code == 200


def test_the_picture_for_the_app_is_there_only_while_it_is_set_up(client, person):
    enter(client, person)
    assert client.get(reverse("accounts:qr")).status_code == 404
    client.get(reverse("mfa_activate_totp"))

    picture = client.get(reverse("accounts:qr"))

    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert b"<script" not in picture.content
    assert picture.content.startswith(b"<svg")


def test_changing_sign_in_is_asked_again_after_five_minutes(client, person):
    enter(client, person)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()

    response = client.get(reverse("mfa_activate_totp"))

    assert response.url.startswith(reverse("account_reauthenticate"))
    client.post(response.url, {"password": cast.PASSPHRASE}, **WALK)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_a_new_address_is_asked_again_after_five_minutes_and_counts_once_confirmed(
    client, person, mailoutbox
):
    enter(client, person)

    client.post(reverse("account_email"), {"action_add": "", "email": "meri@example.org"}, **WALK)

    person.refresh_from_db()
    assert person.email == ""
    link = next(word for word in mailoutbox[0].body.split() if "confirm-email" in word).partition(
        settings.SITE_URL
    )[2]
    client.post(link, **WALK)
    person.refresh_from_db()
    assert person.email == "meri@example.org"


def test_an_address_that_is_taken_is_answered_as_any_other(client, person, mailoutbox):
    other = cast.make_user(email="meri@example.org")
    other.emailaddress_set.create(email=other.email, primary=True, verified=True)
    enter(client, person)

    taken = client.post(reverse("account_email"), {"action_add": "", "email": "meri@example.org"}, **WALK)

    assert taken.status_code == 302
    link = next(word for word in mailoutbox[0].body.split() if "confirm-email" in word).partition(
        settings.SITE_URL
    )[2]
    client.post(link, **WALK)
    person.refresh_from_db()
    assert not person.emailaddress_set.filter(verified=True).exists()


@pytest.fixture
def with_key(person):
    """Adds a passkey as the database would have it."""

    def add(user):
        return Authenticator.objects.create(
            user=user, type="webauthn", data={"name": "my phone", "credential": {}}
        )

    return add


def test_staff_keep_their_last_second_step(client, colleague):
    enter(client, colleague)

    page = client.get(reverse("mfa_deactivate_totp")).content.decode()
    client.post(reverse("mfa_deactivate_totp"), **WALK)

    assert "only second step" in page
    assert colleague.authenticator_set.filter(type="totp").exists()


def test_staff_keep_their_last_passkey(client, colleague, with_key):
    enter(client, colleague)
    key = with_key(colleague)
    Authenticator.objects.filter(type="totp").delete()
    remove = reverse("mfa_remove_webauthn", kwargs={"pk": key.pk})

    page = client.get(remove).content.decode()
    client.post(remove, **WALK)

    assert "only second step" in page
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_staff_may_remove_one_of_two(client, colleague, with_key):
    enter(client, colleague)
    key = with_key(colleague)

    client.post(reverse("mfa_remove_webauthn", kwargs={"pk": key.pk}), **WALK)

    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_somebody_with_a_short_passphrase_keeps_the_second_step(client, person):
    with_app(person)
    person.set_password("järven 8")
    person.save()
    sign_in(client, person, "järven 8")
    client.post(reverse("mfa_authenticate"), {"code": code_now()}, **WALK)

    client.post(reverse("mfa_deactivate_totp"), **WALK)

    assert person.authenticator_set.filter(type="totp").exists()


def test_a_member_with_a_long_passphrase_may_stop(client, person):
    enter(client, with_app(person))

    client.post(reverse("mfa_deactivate_totp"), **WALK)

    assert not person.authenticator_set.exists()


def test_passkeys_are_offered_to_a_browser_that_asks(client, db):
    answer = client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json").json()

    options = answer["request_options"]["publicKey"]
    assert options["userVerification"] == "required"
    assert not options.get("allowCredentials")  # or it would tell who has one
