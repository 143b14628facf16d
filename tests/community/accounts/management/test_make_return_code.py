"""The operator's way to help somebody whom nobody else may help."""

import pytest
from django.core.management import CommandError, call_command

from community.accounts.actions.returning import use_return_code
from community.audit.models import Entry
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_code_it_prints_opens_the_account_and_is_recorded(capsys):
    person = cast.make_user("kuusi-4821")

    call_command("make_return_code", "KUUSI-4821")

    code = capsys.readouterr().out.strip()
    assert use_return_code(code=code, passphrase="another nine quiet seats") == person
    assert Entry.objects.filter(action="return_code.made", actor_id=None).count() == 1


def test_an_unknown_name_is_said():
    with pytest.raises(CommandError, match="Nobody has this sign-in name"):
        call_command("make_return_code", "nobody-0000")
