"""A member of another group at every live line there is: none opens by an id of somebody else’s, and their own hears
nothing of what happens elsewhere."""

import uuid

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from community.asgi import routes
from groups.actions.erasing import hide_words
from groups.actions.message import say
from tests.journeys.test_a_stranger_with_every_id import MARK, filled
from tests.lines import Line


@pytest.mark.django_db(transaction=True)
async def test_no_line_opens_to_a_stranger_or_tells_them_of_another_group(
    group, meeting, member, other_member, stranger
):
    def signed_in(seat):
        browser = Client()
        browser.force_login(seat.user)
        return browser

    def something_happens():
        say(room=group.room, author=member, body=MARK, client_id=uuid.uuid4())
        hide_words(person=member.user)

    browser = await sync_to_async(signed_in)(stranger)
    own, theirs = (
        Line(browser, stranger.group.room),
        Line(await sync_to_async(signed_in)(other_member), group.room),
    )
    assert await own.open()
    assert await theirs.open()
    for route in routes:
        for pk in (group.room.pk, group.pk, member.pk, member.user_id, meeting.pk):
            path = filled(f"/{route.pattern}", pk)
            assert not await Line(browser, path=path).open(), path

    await sync_to_async(something_happens)()
    await theirs.wait_for("message.said", holds=MARK)  # so there was something to hear
    said = await own.say("Good evening.")  # frames are in order: what was sent before has been heard

    assert said["type"] in {"accepted", "refused"}
    assert not own.has_heard(MARK)
    assert not own.has_heard(str(group.room.pk))
    for line in (own, theirs):
        await line.close()
