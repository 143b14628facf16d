"""Invited by letter, promises, sits down, speaks, is held, is hidden, is reported, leaves; somebody else is removed."""

import html
import re

import pytest
from asgiref.sync import sync_to_async
from django.core import mail
from django.test import Client

from groups.models import Invitation, Membership, Message
from tests import cast
from tests.lines import Line

pytestmark = pytest.mark.django_db(transaction=True)


async def in_thread(call, *args, **kwargs):
    """A browser's request, or anything else that is not async."""
    return await sync_to_async(call)(*args, **kwargs)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def radio_values(page, name):
    """The values offered for a radio question, in their order."""
    tags = re.findall(r"<input[^>]*>", page)
    return [
        re.search(r'value="([^"]*)"', tag)[1] for tag in tags if f'name="{name}"' in tag and "radio" in tag
    ]


def names_of_fields(page, beginning):
    return sorted(set(re.findall(rf'name="({beginning}[^"]*)"', page)))


def invite(referrer, group):
    """The referrer's part, in a browser: returns the short code from the letter."""
    desk = signed_in(referrer)
    assert "Thursday group" in desk.get("/invitations/").content.decode()
    made = desk.post(
        f"/invitations/new/{group.pk}/",
        {"channel": "letter", "label": "blue house", "language": "en"},
        follow=True,
    )
    page = made.content.decode()
    code = re.search(r">([A-Z0-9]{4})-([A-Z0-9]{4})<", html.unescape(page))  # an id may look like a code
    return code[1] + code[2]


def accept(code, alias):
    """The client's part, in another browser: returns that browser, signed in and seated."""
    browser = Client()
    page = browser.post("/code/", {"code": code}, follow=True)
    assert page.redirect_chain[-1][0] == "/invitation/"
    text = browser.get("/invitation/agreement/").content.decode()
    assert "What is said here stays here." in text
    (question,) = names_of_fields(text, "q")
    wrong = browser.post("/invitation/agreement/", {question: "0"}, follow=True)
    assert wrong.status_code == 200
    assert "part of what we keep to ourselves" in wrong.content.decode()
    assert browser.post("/invitation/agreement/", {question: "1"}).status_code == 302
    refused = browser.post("/invitation/name/", {"alias": "wren@example.org"})
    assert "wren@example.org" in refused.content.decode()  # what was typed stays
    assert browser.post("/invitation/name/", {"alias": alias}).status_code == 302
    seat = browser.get("/invitation/seat/").content.decode()
    chosen = radio_values(seat, "name")[0]
    done = browser.post(
        "/invitation/seat/", {"name": chosen, "passphrase": cast.PASSPHRASE, "email": ""}, follow=True
    )
    assert done.redirect_chain[-1][0] == "/invitation/welcome/", done.content.decode()[:3000]
    return browser


@pytest.fixture
def desk(facilitator):
    return signed_in(facilitator.user)


async def test_the_whole_way(group, meeting, facilitator, referrer, desk):
    code = await in_thread(invite, referrer, group)
    browser = await in_thread(accept, code, "Wren")
    wren = await Membership.objects.select_related("user", "group__room").aget(alias="Wren")
    assert mail.outbox == []

    member_line, staff_line = Line(browser, group.room), Line(desk, group.room)
    assert await member_line.open()
    assert await staff_line.open()
    said = await says_something(member_line, staff_line)
    held = await is_held_and_let_through(member_line, staff_line, desk, wren)
    await is_hidden(said, member_line, browser, desk, group)
    await is_reported(held, group)
    await leaves(browser, member_line, staff_line, group)
    await the_referrer_has_seen_states_only(referrer)
    assert await Message.objects.acount() == 3


async def says_something(member_line, staff_line):
    """What is said is there at once, on both screens."""
    said = await member_line.say("I came with my heart beating.")
    assert said["state"] == "shown"
    assert "I came with my heart beating." in (await staff_line.wait_for("message.said"))["html"]
    return said


async def is_held_and_let_through(member_line, staff_line, desk, wren):
    """Staff see held words, then let them through."""
    await in_thread(desk.post, f"/seats/{wren.pk}/read_first/")
    held = await member_line.say("Can I give you my number?")
    assert held["state"] == "held"
    panel = await staff_line.wait_for("staff.scene", holds="Can I give you my number?")
    assert "panel" in panel["parts"]
    await in_thread(desk.post, f"/messages/{held['id']}/release/")
    assert (await member_line.wait_for("message.said"))["id"] == held["id"]
    return held


async def is_hidden(said, member_line, browser, desk, group):
    """Hidden words leave the open page, and the page without JavaScript."""
    await in_thread(
        desk.post, f"/messages/{said['id']}/hide/", {"rule": "private", "reason": "A name in it."}
    )
    gone = await member_line.wait_for("message.changed")
    assert gone["id"] == said["id"]
    assert "heart beating" not in gone["html"]
    page = await in_thread(browser.get, f"/rooms/{group.room.pk}/")
    assert "heart beating" not in page.content.decode()


async def is_reported(held, group):
    """Another member reports; it lands on the moderators' list."""
    other = await in_thread(cast.make_user)
    await in_thread(cast.seat, other, group, alias="Halla")
    other_browser = await in_thread(signed_in, other)
    report = {"kind": "contact", "note": ""}
    reported = await in_thread(other_browser.post, f"/messages/{held['id']}/report/", report)
    assert reported.status_code == 302
    watch = await in_thread(signed_in, await in_thread(cast.make_staff, "moderator"))
    assert "Somebody asks to meet" in (await in_thread(watch.get, "/reports/")).content.decode()


async def leaves(browser, member_line, staff_line, group):
    """The page closes within a second, and nothing more comes."""
    await in_thread(browser.post, f"/groups/{group.pk}/leave/", {"confirm": "yes"})
    assert await member_line.closes_within(1)
    assert not await Line(browser, group.room).open()
    assert (await in_thread(browser.get, f"/rooms/{group.room.pk}/")).status_code == 404
    await staff_line.say("She has left.")
    assert not member_line.has_heard("She has left.")
    await staff_line.close()


async def the_referrer_has_seen_states_only(referrer):
    referrer_browser = await in_thread(signed_in, referrer)
    states = (await in_thread(referrer_browser.get, "/invitations/?ended")).content.decode()
    assert "blue house" in states
    assert "Wren" not in states
    assert (await Invitation.objects.select_related("membership").aget()).state == Invitation.State.ENDED


async def test_somebody_who_is_removed_is_out_on_every_page_within_a_second(group, meeting, member, desk):
    browser = await in_thread(signed_in, member.user)
    await in_thread(browser.get, "/home/")
    lines = [Line(browser, group.room), Line(browser, group.room)]
    for line in lines:
        assert await line.open()

    response = await in_thread(
        desk.post, f"/seats/{member.pk}/remove/", {"rule": "private", "reason": "Asked twice for addresses."}
    )

    assert response.status_code == 302
    for line in lines:
        assert await line.closes_within(1)
    assert not await Line(browser, group.room).open()


async def test_signing_out_closes_that_sessions_pages_and_no_others(group, meeting, member, desk):
    phone, laptop = [await in_thread(signed_in, member.user) for _ in range(2)]
    for browser in (phone, laptop):
        await in_thread(browser.get, "/home/")
    on_phone, on_laptop = Line(phone, group.room), Line(laptop, group.room)
    assert await on_phone.open()
    assert await on_laptop.open()

    await in_thread(phone.post, "/account/logout/")

    assert await on_phone.closes_within(1)
    assert (await on_laptop.say("Still here."))["type"] == "accepted"
    await on_laptop.close()
