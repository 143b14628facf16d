"""The first administrator, from the console."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from community.accounts.actions.returning import use_return_code
from community.accounts.models import User
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_first_administrator_comes_in_with_the_printed_code(capsys):
    call_command("add_administrator", "ilkka@example.org", name="Ilkka")

    code = re.search(r"Return code:  ([A-Z2-9-]{14})", capsys.readouterr().out)[1]
    person = use_return_code(code=code, passphrase="seven quiet boats on the water")
    assert [role.kind for role in person.roles_claimed] == ["administrator"]
    assert not person.holds("administrator")  # not before the second step


def test_a_colleague_who_is_there_already_is_appointed(capsys):
    colleague = cast.make_staff("coordinator", email="sari@example.org")

    call_command("add_administrator", "Sari@example.org")

    assert User.objects.count() == 1
    assert colleague.roles.filter(kind="administrator").exists()


def test_a_member_with_that_address_is_left_alone(capsys):
    member = cast.make_user(email="meri@example.org")

    call_command("add_administrator", "meri@example.org")

    assert not member.roles.exists()


def test_what_is_not_clear_is_refused():
    for _turn in range(2):
        cast.make_staff("referrer", email="same@example.org")

    with pytest.raises(CommandError, match="Several colleagues"):
        call_command("add_administrator", "same@example.org")
    with pytest.raises(ValidationError):
        call_command("add_administrator", "no address")
