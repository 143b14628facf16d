"""Taking second steps away from somebody who has lost them all."""

import pytest
from django.core.management import CommandError, call_command

from community.accounts.models import User
from community.audit.models import Entry
from tests.community.accounts.people import enter, sign_in, with_app

pytestmark = pytest.mark.django_db


def test_somebody_who_lost_everything_signs_in_by_passphrase_again(client, person, capsys):
    enter(client, with_app(person))

    call_command("remove_second_step", "KUUSI-4821")

    assert client.get("/you/").status_code == 302
    sign_in(client, person)
    assert client.get("/you/").status_code == 200
    assert Entry.objects.get(action="second_step.lost").actor_id is None
    assert "too short" not in capsys.readouterr().out


def test_a_colleague_has_no_power_until_there_is_a_new_one(colleague):
    call_command("remove_second_step", colleague.username)

    assert not User.objects.get(pk=colleague.pk).holds("facilitator")


def test_the_operator_is_told_when_a_passphrase_cannot_stand_alone(person, capsys):
    User.objects.update(has_long_passphrase=False)

    call_command("remove_second_step", person.username)

    assert "too short to stand alone" in capsys.readouterr().out


def test_an_unknown_name_is_refused(db):
    with pytest.raises(CommandError, match="Nobody"):
        call_command("remove_second_step", "nobody")
