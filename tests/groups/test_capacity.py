"""However many press at once, no seat is given twice and none too many: real threads, a real file, real commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction

from groups.actions.invitation import invite
from groups.actions.seat import NoFreeSeat, accept
from groups.models import AgreementText, Invitation, Membership, Signature
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def pressed_at_once(presses):
    """Does them all in threads of their own that start together; gives back what each got."""
    start = Barrier(len(presses))

    def press(one):
        start.wait()
        try:
            return one()
        except (NoFreeSeat, PermissionDenied) as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(press, presses))


def test_two_hundred_acceptances_of_three_free_seats_fill_exactly_three(real_database):
    with transaction.atomic():
        group = cast.make_group(capacity=300)
        for _seat in range(6):
            cast.seat(cast.make_user(), group)
        referrer = cast.make_staff("referrer")
        facts = {"actor": referrer, "group": group, "channel": "text", "language": "en"}
        invited = [(invite(**facts), cast.make_user()) for _person in range(200)]
        type(group).objects.update(capacity=9)  # made smaller since: far more are invited than seats are free
    text = AgreementText.objects.select_related("agreement").get()

    results = pressed_at_once(
        [
            lambda made=made, user=user, number=number: accept(
                invitation=made.invitation, user=user, alias=f"lintu {LETTERS[number]}", text=text
            )
            for number, (made, user) in enumerate(invited)
        ]
    )

    assert results.count(NoFreeSeat) == 197
    seats = Membership.objects.current().filter(group=group)
    assert sorted(seats.values_list("seat_number", flat=True)) == list(range(1, 10))
    assert Invitation.objects.exclude(accepted_at=None).count() == 3
    assert Invitation.objects.usable().count() == 197
    assert Signature.objects.count() == 9


def test_one_invitation_pressed_ten_times_at_once_gives_one_seat(real_database):
    group = cast.make_group()
    text = AgreementText.objects.select_related("agreement").get()
    made = invite(actor=cast.make_staff("referrer"), group=group, channel="text", language="en")
    people = [cast.make_user() for _ in range(5)] * 2

    results = pressed_at_once(
        [
            lambda user=user: accept(invitation=made.invitation, user=user, alias="Vaahtera", text=text)
            for user in people
        ]
    )

    seats = {result for result in results if result is not PermissionDenied}
    assert len(seats) == 1
    assert Membership.objects.count() == 1


# Two hundred names that no eye confuses.
LETTERS = [first + second for first in "abdefghkmnoprstuy" for second in "abdefghkmnop"][:200]
