"""The page for coming back with a code."""

import pytest
from django.core import mail
from django.urls import reverse

from community.accounts.actions.returning import make_return_code, use_return_code
from community.accounts.models import User
from tests import cast
from tests.cast import PASSPHRASE
from tests.community.accounts.people import WALK, bare, enter, with_app

pytestmark = pytest.mark.django_db
RETURN = reverse("accounts:return")
NEW = "seven quiet boats on the water"


def come_back(client, code, passphrase=NEW):
    return client.post(RETURN, {"code": code, "passphrase": passphrase}, **WALK)


def test_a_member_comes_back_with_seat_and_alias_kept(client, member):
    response = come_back(client, make_return_code(user=member.user, actor=None))

    assert response.status_code == 302
    assert client.get("/you/").status_code == 200
    member.refresh_from_db()
    assert (member.alias, member.left_at) == ("Kuura", None)


def test_the_second_step_is_still_asked_for(client, colleague):
    response = come_back(client, make_return_code(user=colleague, actor=None))

    assert response.url == reverse("mfa_authenticate")
    assert client.get("/you/").status_code == 302


def test_a_new_colleague_is_led_to_the_second_step(client):
    user = cast.make_staff("facilitator", step=False)

    assert come_back(client, make_return_code(user=user, actor=None)).url == reverse("mfa_index")


def test_codes_that_fail_are_answered_alike(client, person):
    used = make_return_code(user=person, actor=None)
    use_return_code(code=used, passphrase=PASSPHRASE)
    revoked = make_return_code(user=person, actor=None)
    make_return_code(user=person, actor=None)

    pages = [bare(come_back(client, code)) for code in ("ABCD-EFGH-JKLM", used, revoked, "x")]

    assert len(set(pages)) == 1
    assert "does not open anything" in pages[0]


def test_a_short_passphrase_tells_nothing_of_the_code_and_does_not_use_it_up(client):
    user = with_app(cast.make_user())
    code = make_return_code(user=user, actor=None)

    right, wrong = come_back(client, code, "short one"), come_back(client, "ABCD-EFGH-JKLM", "short one")

    assert bare(right) == bare(wrong)
    assert "at least 15" in bare(right)
    assert come_back(client, code).status_code == 302


def test_tries_are_counted(client, db):
    statuses = [come_back(client, "ABCD-EFGH-JKLM").status_code for _turn in range(11)]

    assert statuses == [200] * 10 + [429]


def test_somebody_who_is_in_needs_no_code(client, person):
    enter(client, person)

    assert client.get(RETURN).url == reverse("accounts:you")


def test_a_person_with_an_address_hears_of_it_without_a_word_of_what(client):
    user = cast.make_user(email="meri@example.org")
    user.emailaddress_set.create(email=user.email, primary=True, verified=True)

    come_back(client, make_return_code(user=user, actor=None))

    assert [message.subject for message in mail.outbox] == ["Your account"]
    assert "was changed" in mail.outbox[0].body


def test_a_closed_account_stays_closed(client, person):
    code = make_return_code(user=person, actor=None)
    User.objects.update(is_active=False)

    assert "does not open anything" in come_back(client, code).content.decode()
