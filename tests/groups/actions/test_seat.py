"""Seats: taken with promise and name, and given to staff."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.accounts.models import User
from community.audit.models import Entry
from groups.actions import seat as act
from groups.actions.invitation import revoke_invitation
from groups.models import Agreement, AgreementText, Invitation, Membership, Signature
from tests import cast

pytestmark = pytest.mark.django_db


def actions():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def accept(made, text, *, user=None, alias="Usva"):
    return act.accept(invitation=made.invitation, user=user or cast.make_user(), alias=alias, text=text)


def join(made, text, **facts):
    facts = {"username": "koski-1234", "passphrase": cast.PASSPHRASE, "email": "", "language": "fi"} | facts
    return act.join(invitation=made.invitation, alias="Usva", text=text, **facts)


# --- Accepting ----------------------------------------------------------------------
def test_accepting_gives_seat_name_and_promise_at_once(made, text):
    seat = accept(made, text)

    assert (seat.alias, seat.seat_number, seat.part) == ("Usva", 1, Membership.Part.MEMBER)
    assert seat.has_agreed
    assert Signature.objects.get().sha256 == text.sha256
    invitation = Invitation.objects.select_related("membership").get()
    assert (invitation.state, invitation.membership) == (Invitation.State.SEATED, seat)
    assert {"seat.taken", "agreement.signed", "invitation.accepted"} <= set(actions())


def test_the_lowest_free_seat_is_given(made, text, facilitator, member, other_member):
    act.leave(membership=member, actor=member.user)

    assert accept(made, text).seat_number == member.seat_number


def test_open_pages_of_the_room_see_the_new_seat(made, text, group, heard_after):
    news = heard_after(act.accept, invitation=made.invitation, user=cast.make_user(), alias="Usva", text=text)

    [(audience, said), (staff, panel)] = news
    assert (audience, said["type"]) == (group.room.audience, "room.scene")
    assert "Usva" in said["parts"]["seats"]
    assert (staff, panel["type"]) == (group.room.staff_audience, "staff.scene")
    assert "Usva" in panel["parts"]["people"]


def test_pressing_twice_gives_the_same_seat(made, text):
    user = cast.make_user()

    assert accept(made, text, user=user) == accept(made, text, user=user)
    assert Membership.objects.count() == 1


def test_somebody_else_cannot_use_it_again(made, text):
    accept(made, text)

    with pytest.raises(PermissionDenied, match="no longer works"):
        accept(made, text, alias="Halla")


def test_an_invitation_that_was_taken_back_gives_no_seat(made, text, referrer):
    revoke_invitation(invitation=made.invitation, actor=referrer)

    with pytest.raises(PermissionDenied, match="no longer works"):
        accept(made, text)


def test_a_full_group_gives_no_seat_and_the_invitation_stays_good(made, text, group):
    for _place in range(9):
        cast.seat(cast.make_user(), group)

    with pytest.raises(act.NoFreeSeat):
        accept(made, text)

    assert Invitation.objects.get().is_usable
    assert group.memberships.count() == 9


def test_a_work_account_takes_no_client_seat(made, text, referrer):
    with pytest.raises(PermissionDenied, match="work account"):
        accept(made, text, user=referrer)


def test_a_paused_account_takes_no_seat(made, text):
    with pytest.raises(PermissionDenied, match="paused"):
        accept(made, text, user=cast.make_user(standing=User.Standing.PAUSED))


def test_nobody_has_two_seats_in_a_group(made, text, member):
    with pytest.raises(PermissionDenied, match="already have a seat"):
        accept(made, text, user=member.user)


def test_a_name_taken_in_the_meantime_is_refused_and_nothing_is_kept(made, text, other_member):
    with pytest.raises(ValidationError, match="cannot be used") as refusal:
        accept(made, text, alias="halla")

    assert refusal.value.code == "taken"
    assert Invitation.objects.get().is_usable
    assert "seat.taken" not in actions()


def test_an_agreement_that_changed_while_reading_is_refused(made, text, group):
    newer = Agreement.objects.create(group=group, version=2)
    AgreementText.objects.create(agreement=newer, language="en", body="More.", questions=[])
    type(group).objects.update(agreement_version=2)

    with pytest.raises(ValidationError, match="has changed") as refusal:
        accept(made, text)

    assert refusal.value.code == "changed"
    assert not Membership.objects.exists()


# --- Joining with a new account ----------------------------------------------------------
def test_joining_opens_an_account_and_takes_the_seat(made, text):
    seat = join(made, text)

    assert (seat.user.username, seat.user.language) == ("koski-1234", "fi")
    assert seat.user.check_password(cast.PASSPHRASE)


def test_a_sign_in_name_that_exists_gets_another_ending(made, text):
    cast.make_user("koski-1234")

    seat = join(made, text)

    assert seat.user.username.startswith("koski-")
    assert seat.user.username != "koski-1234"


def test_without_a_free_seat_no_account_is_left_behind(made, text, group):
    for _place in range(9):
        cast.seat(cast.make_user(), group)
    people = User.objects.count()

    with pytest.raises(act.NoFreeSeat):
        join(made, text)

    assert User.objects.count() == people


def test_without_a_good_invitation_no_account_is_opened(made, text, referrer):
    revoke_invitation(invitation=made.invitation, actor=referrer)
    made.invitation.refresh_from_db()

    with pytest.raises(PermissionDenied, match="no longer works"):
        join(made, text)


# --- Staff seats ----------------------------------------------------------------------------
def test_a_coordinator_seats_staff_under_their_own_name(group, coordinator):
    anna = cast.make_staff("facilitator", display_name="Anna Lindqvist")

    seat = act.seat_staff(group=group, user=anna, actor=coordinator)

    assert (seat.alias, seat.part, seat.seat_number) == ("Anna Lindqvist", "facilitator", 1)
    assert "seat.given" in actions()


def test_only_coordinators_seat_staff(group, facilitator):
    with pytest.raises(PermissionDenied, match="coordinators"):
        act.seat_staff(group=group, user=cast.make_staff("facilitator"), actor=facilitator.user)


def test_staff_have_one_seat_in_a_group(group, coordinator, facilitator):
    with pytest.raises(ValidationError, match="already has a seat"):
        act.seat_staff(group=group, user=facilitator.user, actor=coordinator)


def test_staff_seats_count(coordinator):
    group = cast.make_group(capacity=2)
    cast.seat(cast.make_user(), group)
    cast.seat(cast.make_user(), group)

    with pytest.raises(act.NoFreeSeat):
        act.seat_staff(group=group, user=cast.make_staff("facilitator"), actor=coordinator)


@pytest.mark.parametrize(("name", "sentence"), [("A", "2 to 24"), ("Kuura", "cannot be used")])
def test_the_name_of_staff_has_to_fit_and_be_free(group, coordinator, member, name, sentence):
    with pytest.raises(ValidationError, match=sentence):
        act.seat_staff(group=group, user=cast.make_staff("facilitator"), actor=coordinator, alias=name)
