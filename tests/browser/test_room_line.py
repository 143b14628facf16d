"""Words on a bad line: kept in their order, sent once, never lost; and a room whose sockets are blocked."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_room_live import box, heard, say
from tests.browser.test_room_plain import BLOCKED

pytestmark = pytest.mark.browser
LONG = 15000  # ms, until a line is back


def kept(page):
    return page.locator("[data-part=kept] article")


def line(page):
    return page.locator("[data-part=connection]")


@pytest.fixture
def enter_blocked(open_page, enter_room):
    """Walk into the room with a browser that has no sockets."""

    def opener(alias, scene, **options):
        page = open_page(scene["people"][alias]["user"], "/safety/", **options)
        page.add_init_script(BLOCKED)
        page.goto(page.url.replace("/safety/", f"/rooms/{scene['room']}/"))
        expect(line(page)).to_contain_text("The live line is blocked here", timeout=LONG)
        expect(page.locator("[data-part=transcript]")).to_have_attribute("aria-live", "polite")
        return page

    return opener


def go_offline(page):
    page.context.set_offline(True)
    expect(line(page)).to_contain_text("This device has no network.")


# --- Offline, send, online ------------------------------------------------------------
def test_what_is_sent_offline_goes_in_its_order_and_once(enter_room, live):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura", width=390, height=844)
    go_offline(kuura)

    for words in ("First.", "Second.", "Third."):
        say(kuura, words)
    expect(kept(kuura)).to_have_count(3)
    expect(kept(kuura).first).to_contain_text("Not sent yet")
    box(kuura).fill("Not finished")
    kuura.context.set_offline(False)

    expect(heard(anna, "Third.")).to_have_count(1, timeout=LONG)
    expect(kept(kuura)).to_have_count(0)
    bodies = [body for body, _state in live.ask("bodies", room=kuura.scene["room"])["bodies"]]
    assert bodies[-3:] == ["First.", "Second.", "Third."]
    expect(box(kuura)).to_have_value("Not finished")


def test_what_has_not_gone_yet_can_still_be_changed(enter_room, live):
    kuura = enter_room("Kuura", talk=2)
    go_offline(kuura)
    say(kuura, "My sister Jaana was there.")

    kept(kuura).get_by_role("button", name="Change it").click()
    expect(box(kuura)).to_be_focused()
    expect(box(kuura)).to_have_value("My sister Jaana was there.")
    expect(kept(kuura)).to_have_count(0)
    say(kuura, "My sister was there.")
    kuura.context.set_offline(False)

    expect(heard(kuura, "My sister was there.").locator("time")).to_have_count(1, timeout=LONG)
    bodies = [body for body, _state in live.ask("bodies", room=kuura.scene["room"])["bodies"]]
    assert bodies[2:] == ["My sister was there."]


def test_whoever_writes_fast_loses_nothing_and_need_not_press_again(enter_room, live):
    kuura = enter_room("Kuura", talk=2)

    for number in range(7):
        say(kuura, f"Number {number}.")

    expect(heard(kuura, "Number 6.").locator("time")).to_have_count(1, timeout=LONG)
    bodies = [body for body, _state in live.ask("bodies", room=kuura.scene["room"])["bodies"]]
    assert bodies[2:] == [f"Number {number}." for number in range(7)]
    expect(kept(kuura)).to_have_count(0)
    expect(box(kuura)).to_have_value("")


def test_words_refused_after_a_lost_line_are_not_lost(enter_room):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura")
    go_offline(kuura)
    say(kuura, "Said before I knew.")
    anna.get_by_text("Pause the room", exact=True).click()
    anna.get_by_role("button", name="Pause now").click()
    expect(anna.get_by_role("button", name="Let the talk go on")).to_be_visible()

    kuura.context.set_offline(False)

    expect(kuura.get_by_role("alert").filter(has_text="The room is paused.")).to_be_visible(timeout=LONG)
    expect(box(kuura)).to_have_value("Said before I knew.")


def test_words_whose_answer_was_lost_are_said_once_when_sent_again(open_page, enter_room, live):
    anna = enter_room("Anna", talk=2)
    kuura = open_page(anna.scene["people"]["Kuura"]["user"], "/safety/")
    ids = []

    def answers_once_with_a_no(page_side):
        server_side = page_side.connect_to_server()

        def up(text):
            if '"say"' in text:
                ids.append(json.loads(text)["say"]["client_id"])
            server_side.send(text)

        def down(text):
            if '"accepted"' in text and len(ids) == 1:
                page_side.send(
                    json.dumps({"type": "refused", "client_id": ids[0], "reason": "Not just now."})
                )
            elif len(ids) != 1:
                page_side.send(text)

        page_side.on_message(up)
        server_side.on_message(down)

    kuura.route_web_socket(re.compile("/ws/rooms/"), answers_once_with_a_no)
    kuura.goto(kuura.url.replace("/safety/", f"/rooms/{anna.scene['room']}/"))
    expect(kuura.locator("[data-part=transcript]")).to_have_attribute("aria-live", "polite")
    say(kuura, "Did this arrive?")
    expect(kuura.get_by_role("alert").filter(has_text="Not just now.")).to_be_visible()
    expect(box(kuura)).to_have_value("Did this arrive?")

    kuura.get_by_role("button", name="Send", exact=True).click()

    expect(box(kuura)).to_have_value("")
    assert len(ids) == 2
    assert ids[0] == ids[1]
    expect(heard(anna, "Did this arrive?")).to_have_count(1)


# --- Two tabs -------------------------------------------------------------------------
def test_two_tabs_of_one_person_show_the_same_and_keep_their_own_drafts(enter_room):
    first, second = enter_room("Kuura", talk=2), enter_room("Kuura")
    box(second).fill("A draft over here")

    say(first, "From the first tab.")

    for page in (first, second):
        expect(heard(page, "From the first tab.")).to_have_count(1)
        expect(heard(page, "From the first tab.")).to_have_class("message message--own")
    expect(box(second)).to_have_value("A draft over here")
    expect(second.locator("[data-part=outcome]")).to_have_text("")
    second.get_by_role("button", name="Send").click()
    expect(heard(first, "A draft over here")).to_have_count(1)


def test_held_words_are_seen_in_both_tabs_and_nowhere_else(enter_room):
    anna, halla = enter_room("Anna", talk=2), enter_room("Halla")
    first, second = enter_room("Kuura"), enter_room("Kuura")
    anna.get_by_role("button", name="Every message read first").click()
    expect(first.locator("[data-part=state]")).to_contain_text("Staff read every message")

    say(first, "Wait for me.")

    for page in (first, second):
        expect(page.locator("[data-part=apart] .message--held")).to_contain_text("Wait for me.")
    expect(anna.locator(".waiting")).to_contain_text("Wait for me.")
    anna.get_by_role("button", name="Let it through").click()
    for page in (first, second, halla):
        expect(heard(page, "Wait for me.")).to_have_count(1)
    expect(second.locator("[data-part=apart] .message")).to_have_count(0)


# --- Sockets blocked --------------------------------------------------------------------
def test_held_words_keep_their_promises_without_a_socket(enter_room, enter_blocked):
    anna, halla = enter_room("Anna", talk=2), enter_room("Halla")
    kuura = enter_blocked("Kuura", anna.scene, width=390, height=844)
    expect(kuura.locator("[data-part=middle]")).to_have_text("Who is here cannot be seen on this line.")
    anna.get_by_role("button", name="Every message read first").click()

    say(kuura, "Held, without a socket.")

    expect(kuura.locator("[data-part=apart] .message--held")).to_contain_text("Held, without a socket.")
    expect(heard(halla, "Held, without a socket.")).to_have_count(0)
    anna.get_by_role("button", name="Let it through").click()
    expect(kuura.locator("[role=log]")).to_contain_text("Held, without a socket.", timeout=LONG)
    expect(kuura.locator("[data-part=apart] .message")).to_have_count(0)
    expect(kuura.locator("[data-part=state]")).to_contain_text("Staff read every message")


def test_a_facilitator_runs_the_room_without_a_socket(enter_room, enter_blocked):
    kuura = enter_room("Kuura", talk=2)
    anna = enter_blocked("Anna", kuura.scene)
    anna.get_by_role("button", name="Every message read first").click()
    expect(kuura.locator("[data-part=state]")).to_contain_text("Staff read every message")
    say(kuura, "Is this all right?")

    expect(anna.locator(".waiting")).to_contain_text("Is this all right?", timeout=LONG)
    anna.get_by_role("button", name="Let it through").click()

    expect(heard(kuura, "Is this all right?").locator("time")).to_have_count(1)
    expect(anna.locator(".waiting")).to_have_count(0, timeout=LONG)


# --- Leaving -----------------------------------------------------------------------------
def test_a_page_that_is_left_says_so_at_once(enter_room):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura")
    seat = anna.locator(".seat[data-alias=Kuura]")
    expect(seat).not_to_contain_text("not here")

    kuura.goto(kuura.url.split("/rooms/")[0] + "/safety/")

    expect(seat).to_contain_text("not here")
    kuura.go_back()
    expect(seat).not_to_contain_text("not here")
