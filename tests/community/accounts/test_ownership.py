"""A second step's secret opens in its owner's row alone."""

import json

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import connection

from community.vault import Tampered
from tests import cast
from tests.community.accounts.people import SECRET, code_now, with_app

pytestmark = pytest.mark.django_db


def stored(user, kind):
    """What stands in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, data FROM mfa_authenticator WHERE type = %s", [kind])
        rows = {pk: json.loads(data) for pk, data in cursor.fetchall()}
    return rows[user.authenticator_set.get(type=kind).pk]


def move(data, user, kind):
    with connection.cursor() as cursor:
        pk = user.authenticator_set.get(type=kind).pk
        cursor.execute("UPDATE mfa_authenticator SET data = %s WHERE id = %s", [json.dumps(data), pk])
    return user.authenticator_set.get(type=kind)


@pytest.fixture
def eve(db):
    return with_app(cast.make_user("eve-1234"))


def test_what_is_stored_shows_neither_secret_nor_the_seal_that_fits_anybody(colleague):
    step = colleague.authenticator_set.get(type="totp")

    assert step.wrap().validate_code(code_now())
    assert stored(colleague, "totp")["secret"].startswith("owned:")
    assert SECRET not in str(stored(colleague, "totp"))
    assert stored(colleague, "totp")["secret"] != step.data["secret"]


@pytest.mark.parametrize("kind", ["totp", "recovery_codes"])
def test_a_secret_moved_to_another_row_opens_nothing(colleague, eve, kind):
    step = move(stored(eve, kind), colleague, kind)

    with pytest.raises(Tampered):
        step.wrap().validate_code(code_now())


def test_a_secret_survives_being_saved_again_and_in_part(colleague):
    for fields in (None, ["data"], ["last_used_at"]):
        step = colleague.authenticator_set.get(type="totp")
        step.save(update_fields=fields)
        assert get_adapter().decrypt(step.data["secret"]) == SECRET

    assert colleague.authenticator_set.get(type="totp").wrap().validate_code(code_now())


def test_a_row_read_without_its_secret_is_left_alone(colleague, django_assert_num_queries):
    with django_assert_num_queries(1):
        kinds = {step.type for step in Authenticator.objects.only("type")}

    assert kinds == {"totp", "recovery_codes"}
