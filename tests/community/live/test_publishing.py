"""From an action to the hub: after commit, in order, and never in the action's way."""

import asyncio
import uuid

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy

from community.live import publish, publishing
from community.live.publishing import failures
from community.live.threads import Threads
from community.logs import JsonFormatter
from tests.community.live.world import enter, until

threads = Threads("test", 1)


def told_then_failed():
    with transaction.atomic():
        publish("room.7d1f", "room.state", html="never")
        raise LookupError


@transaction.atomic
def several():
    for number in range(20):
        publish("room.7d1f", "room.state", html=str(number))


@pytest.mark.django_db(transaction=True)
async def test_what_was_rolled_back_is_never_told(hub):
    wren = await enter(hub)

    with pytest.raises(LookupError):
        await threads.call(told_then_failed)
    await asyncio.sleep(0.02)

    assert wren.of("room.state") == []


@pytest.mark.django_db(transaction=True)
async def test_nothing_is_told_before_the_commit_and_then_all_in_its_order(hub):
    wren = await enter(hub)

    await threads.call(several)
    await until(lambda: len(wren.of("room.state")) == 20)

    assert [facts["html"] for facts in wren.of("room.state")] == [str(number) for number in range(20)]


@pytest.mark.django_db(transaction=True)
async def test_ids_and_translations_are_told_as_text(hub):
    wren = await enter(hub)
    row = uuid.uuid4()

    await threads.call(lambda: publish("user.wren", "message.held", id=row, reason=gettext_lazy("Room")))
    await until(lambda: wren.of("message.held"))

    assert wren.of("message.held") == [{"type": "message.held", "id": str(row), "reason": "Room"}]


def test_without_a_hub_or_a_layer_nothing_happens(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as told:
        publish("room.7d1f", "room.state", html="to nobody")

    assert len(told) == 1


def test_facts_that_cannot_be_told_do_not_fail_the_action(db, caplog):
    before = failures["publish"]
    publishing._logged_at.clear()

    publish("room.7d1f", "room.state", secret=object())
    publish("room.7d1f", "room.state", secret=object())

    assert failures["publish"] == before + 2
    (record,) = caplog.records
    assert "object at" not in JsonFormatter().format(record)
    assert "TypeError" in JsonFormatter().format(record)


def test_a_layer_that_is_down_does_not_fail_the_action(db, settings, django_capture_on_commit_callbacks):
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": ["redis://127.0.0.1:1/0"]},
        }
    }
    before = failures["layer"]

    with django_capture_on_commit_callbacks(execute=True):
        publish("room.7d1f", "room.state", html="to nobody")
        publish("room.7d1f", "room.state", html="and soon again")

    assert failures["layer"] == before + 1
