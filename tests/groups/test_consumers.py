"""The room's live line: what a page hears is asked of the database each time, not remembered from its coming."""

from datetime import datetime, time, timedelta

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import Client
from django.utils import timezone

from community.accounts.models import Credential, Role
from groups.consumers import RoomConsumer
from tests import cast
from tests.lines import Line

pytestmark = pytest.mark.django_db(transaction=True)


async def seen_from(seat):
    """An open line of somebody's page."""
    client = Client()
    await sync_to_async(client.force_login)(seat.user)
    line = Line(client, seat.group.room)
    assert await line.open()
    return line


async def greeted_again(line):
    await line.tell(since=0)
    return await line.wait_for("caught_up")


async def test_the_panel_of_staff_is_told_to_staff_only(meeting, facilitator, member):
    leading, sitting = await seen_from(facilitator), await seen_from(member)

    assert "panel" in (await greeted_again(leading))["parts"]
    assert "panel" not in (await greeted_again(sitting))["parts"]


@pytest.mark.parametrize("lost", ["credential", "step", "duty"])
async def test_an_open_line_brings_no_panel_once_the_proof_is_gone(meeting, facilitator, lost):
    """Whatever took it away, and even if nobody told the line."""
    line = await seen_from(facilitator)
    taken = {
        "credential": Credential.objects.filter(user=facilitator.user).aupdate,
        "duty": Role.objects.filter(user=facilitator.user).aupdate,
    }
    if lost == "step":
        await facilitator.user.authenticator_set.all().adelete()
    else:
        field = {"credential": "revoked_at", "duty": "ended_at"}[lost]
        await taken[lost](**{field: timezone.now()})

    assert "panel" not in (await greeted_again(line))["parts"]


def seat_of(client, room):
    consumer = RoomConsumer()
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    consumer.scope = {"session_key": key, "url_route": {"kwargs": {"pk": room.pk}}}
    return consumer.seat()


def test_a_leaders_seat_is_asked_for_again_when_the_registration_runs_out(client, group, settings):
    settings.SESSION_LIMITS = settings.SESSION_LIMITS | {"staff": (timedelta(days=2), timedelta(days=2))}
    user = cast.make_staff("facilitator", credential=False)
    cast.give_credential(user, days=0)
    leader = cast.lead(user, group)
    client.force_login(leader.user)
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.max))

    assert seat_of(client, group.room).expires == midnight

    Credential.objects.update(next_check_on=timezone.localdate() - timedelta(days=1))
    seat = seat_of(client, group.room)
    assert seat is None or not seat.staff


async def test_whoever_writes_too_fast_hears_when_the_words_can_go(settings, meeting, facilitator, member):
    settings.SAY_PACE = {"member": (1, 3.0)}
    line = await seen_from(member)
    await line.say("One.")

    assert (await line.say("Two."))["seconds"] == 3
