"""Opening accounts, and their standing."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.accounts import usernames
from community.accounts.actions.person import (
    create_member,
    create_staff,
    look_at_person,
    open_for_console,
    save_choices,
    set_standing,
)
from community.accounts.models import User
from community.audit.models import Entry
from tests.cast import PASSPHRASE
from tests.community.accounts.people import enter, sessions_of

pytestmark = pytest.mark.django_db


def join(**facts):
    return create_member(**{"username": "kuusi-4821", "passphrase": PASSPHRASE, "language": "fi", **facts})


def actions():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def test_a_member_joins_with_a_name_and_a_passphrase_alone():
    person = join()

    kept = User.objects.get(pk=person.pk)
    assert (kept.username, kept.language, kept.email) == ("kuusi-4821", "fi", "")
    assert kept.check_password(PASSPHRASE)
    assert kept.has_long_passphrase
    assert not kept.roles_claimed
    assert actions() == ["person.joined"]


def test_a_name_that_is_taken_gets_another_ending_and_no_complaint():
    first, second = join(), join(username="Kuusi-4821")

    assert second.username != first.username
    assert second.username.startswith("Kuusi-")


def test_an_address_is_kept_in_small_letters_until_it_is_confirmed():
    person = join(email="Meri@Example.org")

    address = person.emailaddress_set.get()
    assert (person.email, address.email) == ("meri@example.org", "meri@example.org")
    assert not address.verified


def test_two_people_may_give_the_same_address_so_that_no_answer_tells():
    join(email="meri@example.org")

    assert join(username="koivu-1111", email="meri@example.org").pk


def test_a_colleague_begins_without_a_passphrase_and_without_power(manager):
    colleague = create_staff(
        display_name="Leena", email="leena@example.org", language="en", kind="referrer", actor=manager
    )

    assert not colleague.has_usable_password()
    assert [role.kind for role in colleague.roles_claimed] == ["referrer"]
    assert not colleague.holds("referrer")


def test_only_managers_add_colleagues(person):
    with pytest.raises(PermissionDenied):
        create_staff(
            display_name="Eve", email="eve@example.org", language="en", kind="referrer", actor=person
        )

    assert not User.objects.filter(display_name="Eve").exists()


def test_a_duty_the_manager_may_not_give_leaves_no_account_behind(manager):
    with pytest.raises(PermissionDenied):
        create_staff(display_name="Eve", email="", language="en", kind="administrator", actor=manager)

    assert not User.objects.filter(display_name="Eve").exists()


def test_the_console_opens_an_account_without_asking_anyone():
    assert open_for_console(display_name="Ilkka", email="").pk
    assert Entry.objects.get().actor_id is None


def test_a_closed_account_is_out_at_once(client, person, manager):
    enter(client, person)

    set_standing(person=person, standing="closed", actor=manager, reason="Agreement, point 2")

    assert client.get("/you/").status_code == 302
    assert not sessions_of(person)
    assert not User.objects.get(pk=person.pk).in_good_standing


def test_a_paused_person_can_still_sign_in_and_read(client, person):
    enter(client, person)

    set_standing(person=person, standing="paused", actor=None, reason="While we look into it")

    assert client.get("/you/").status_code == 200
    assert not User.objects.get(pk=person.pk).in_good_standing


def test_a_closed_account_can_be_reinstated(person):
    set_standing(person=person, standing="closed", actor=None, reason="A mistake")
    set_standing(person=person, standing="active", actor=None, reason="It was a mistake")

    assert User.objects.get(pk=person.pk).in_good_standing
    assert actions() == ["person.closed", "person.active"]


def test_standing_never_changes_without_a_reason(person):
    with pytest.raises(ValidationError, match="Write down why"):
        set_standing(person=person, standing="closed", actor=None, reason="")

    assert person.in_good_standing


def test_choices_are_kept(person):
    save_choices(person=person, language="sv", country="SE")

    kept = User.objects.get(pk=person.pk)
    assert (kept.language, kept.country) == ("sv", "SE")


def test_each_look_at_a_colleague_is_recorded(manager, colleague, person):
    look_at_person(person=colleague, actor=manager)

    assert actions() == ["person.looked_at"]
    with pytest.raises(PermissionDenied):
        look_at_person(person=colleague, actor=person)


def test_an_offered_name_is_the_name_one_gets():
    offer = usernames.suggest()[0]

    assert join(username=usernames.settle(offer.token)).username == offer.name
