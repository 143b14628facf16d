"""The pages about colleagues: who opens them, what they do, and what they cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.accounts.models import ReturnCode, User
from community.audit.models import Entry
from tests import cast
from tests.community.accounts.people import WALK, enter, sign_in

pytestmark = pytest.mark.django_db
PEOPLE = reverse("accounts:people")


def to(name, thing):
    return reverse(f"accounts:{name}", kwargs={"pk": thing.pk})


def again(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def desk(client, manager):
    """A coordinator's open browser."""
    enter(client, manager)
    return client


def test_the_list_names_duties_and_what_is_missing(desk, colleague, person):
    lapsed = cast.make_staff("moderator", credential=False, step=False, display_name="Oskari")
    cast.give_credential(lapsed, days=-3)

    page = desk.get(PEOPLE).content.decode()

    assert "Anna" in page
    assert "Oskari" in page
    assert "lapsed" in page
    assert "missing" in page
    assert "kuusi-4821" not in page


@pytest.mark.parametrize(("days", "word"), [(10, "due soon"), (-1, "lapsed"), (200, "until")])
def test_the_list_says_when_a_registration_is_due(desk, colleague, days, word):
    colleague.credentials.update(next_check_on=timezone.localdate() + timedelta(days=days))

    assert word in desk.get(PEOPLE).content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(desk, colleague, django_assert_num_queries):
    desk.get(PEOPLE)
    with django_assert_num_queries(6):
        desk.get(PEOPLE)
    for _turn in range(3):
        cast.make_staff("referrer", "moderator")

    with django_assert_num_queries(6):
        desk.get(PEOPLE)


@pytest.mark.parametrize("who", ["person", "colleague"])
@pytest.mark.parametrize("name", ["people", "add_person"])
def test_others_do_not_see_these_pages(client, request, who, name):
    enter(client, request.getfixturevalue(who))

    response = client.get(reverse(f"accounts:{name}"))

    assert response.status_code == 403
    assert "coordinators" in response.content.decode()


def test_a_coordinator_without_a_second_step_sees_nothing(client):
    sign_in(client, cast.make_staff("coordinator", credential=False, step=False))

    assert client.get(PEOPLE).status_code == 403


def test_a_member_is_nobodys_page(desk, person):
    assert desk.get(to("person", person)).status_code == 404
    assert desk.post(to("grant_role", person), {"kind": "referrer"}).status_code == 404


def test_looking_at_a_colleague_is_recorded_and_shows_the_number(desk, colleague):
    page = desk.get(to("person", colleague)).content.decode()

    assert "12345678901" in page
    assert Entry.objects.filter(action="person.looked_at").count() == 1


def test_what_matters_is_asked_again_after_five_minutes(desk, colleague):
    session = desk.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()

    assert "reauthenticate" in desk.get(to("person", colleague)).url
    assert desk.post(to("grant_role", colleague), {"kind": "referrer"}, **WALK).url == PEOPLE
    assert len(again(colleague).roles_claimed) == 1
    assert "account_reauthentication_state" not in desk.session  # what was sent is not kept


def test_a_duty_is_given_and_ended(desk, colleague):
    desk.post(to("grant_role", colleague), {"kind": "referrer"})
    assert again(colleague).holds("referrer")

    desk.post(to("end_role", colleague.roles.get(kind="referrer")))

    assert not again(colleague).holds("referrer")
    assert "ended" in desk.get(to("person", colleague)).content.decode()


def test_a_duty_out_of_reach_is_refused_in_the_form(desk, colleague):
    response = desk.post(to("grant_role", colleague), {"kind": "administrator"})

    assert response.status_code == 200
    assert len(again(colleague).roles_claimed) == 1


def test_a_coordinator_cannot_give_themselves_a_duty(desk, manager):
    assert desk.post(to("grant_role", manager), {"kind": "facilitator"}).status_code == 403


def test_an_administrator_cannot_be_ended_by_a_coordinator(desk, administrator):
    assert desk.post(to("end_role", administrator.roles.get())).status_code == 403


CHECK = {"profession": "social worker", "register": "Suosikki", "number": "98765432109"}


def test_a_check_is_recorded(desk, colleague):
    colleague.credentials.all().delete()
    today = timezone.localdate()

    desk.post(
        to("check_credential", colleague),
        CHECK | {"checked_on": today, "next_check_on": today + timedelta(days=100)},
    )

    assert again(colleague).holds("facilitator")


@pytest.mark.parametrize("again_in", [0, ""])
def test_a_check_that_cannot_be_says_so_on_the_page(desk, colleague, again_in):
    today = timezone.localdate()
    next_check_on = today if again_in == 0 else ""

    page = desk.post(
        to("check_credential", colleague), CHECK | {"checked_on": today, "next_check_on": next_check_on}
    )

    assert page.status_code == 200
    assert "needs your attention" in page.content.decode()
    assert colleague.credentials.count() == 1


def test_a_registration_is_taken_back_with_a_reason(desk, colleague):
    credential = colleague.credentials.get()
    desk.post(to("revoke_credential", credential), {"reason": ""})
    assert again(colleague).holds("facilitator")

    desk.post(to("revoke_credential", credential), {"reason": "No longer listed"})

    assert not again(colleague).holds("facilitator")


def test_a_colleague_is_added_and_comes_in_with_the_code_shown_once(desk, client):
    fields = {"display_name": "Leena", "email": "Leena@Example.org", "language": "en", "kind": "referrer"}
    page = desk.post(reverse("accounts:add_person"), fields).content.decode()

    leena = User.objects.get(display_name="Leena")
    assert leena.username in page
    assert ReturnCode.objects.filter(user=leena, used_at=None).count() == 1


def test_one_coordinator_alone_cannot_make_up_a_colleague(desk, client):
    fields = {"display_name": "Eve", "email": "eve@example.org", "language": "en", "kind": "facilitator"}
    desk.post(reverse("accounts:add_person"), fields)
    eve, today = User.objects.get(display_name="Eve"), timezone.localdate()

    answer = desk.post(
        to("check_credential", eve),
        CHECK | {"checked_on": today, "next_check_on": today + timedelta(days=100)},
    )

    assert answer.status_code == 403
    assert "You opened this account" in answer.content.decode()
    assert "You opened this account" in desk.get(to("person", eve)).content.decode()
    assert not eve.credentials.exists()


def test_a_colleague_with_the_same_address_is_not_added_twice(desk, colleague):
    User.objects.filter(pk=colleague.pk).update(email="anna@example.org")
    fields = {"display_name": "Anna", "email": "anna@example.org", "language": "en", "kind": "referrer"}

    assert "in the list already" in desk.post(reverse("accounts:add_person"), fields).content.decode()


def test_adding_does_not_tell_that_a_member_has_the_address(desk, person):
    User.objects.filter(pk=person.pk).update(email="meri@example.org")
    fields = {"display_name": "Meri", "email": "meri@example.org", "language": "en", "kind": "referrer"}

    assert "A code for Meri" in desk.post(reverse("accounts:add_person"), fields).content.decode()


def test_a_way_back_is_made_for_a_colleague_only(desk, colleague, manager, person):
    assert "A code for Anna" in desk.post(to("give_way_back", colleague)).content.decode()
    assert desk.post(to("give_way_back", manager)).status_code == 403
    assert desk.post(to("give_way_back", person)).status_code == 404
