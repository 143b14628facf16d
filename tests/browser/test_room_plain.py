"""The room on a bad line, without a line, without JavaScript, without a mouse, on a narrow page, and read aloud."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_room_live import box, heard, say

pytestmark = pytest.mark.browser
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

BLOCKED = """
WebSocket = class extends EventTarget {
  constructor() { super(); setTimeout(() => this.onclose({ code: 1006 })); }
  close() {}
};
"""


def violations(page):
    """What axe finds. Bars that stay lie over whatever is scrolled under them; a target half under one is not small."""
    page.evaluate(
        "document.querySelectorAll('.frame, .room__bar, .room__below').forEach((bar) => bar.style.position = 'static')"
    )
    found = Axe().run(page, options=AXE).response["violations"]
    page.evaluate(
        "document.querySelectorAll('.frame, .room__bar, .room__below').forEach((bar) => bar.style.position = '')"
    )
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


# --- A bad line -----------------------------------------------------------------
def test_words_sent_without_a_line_arrive_once_when_it_is_back(enter_room):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura", talk=2)
    kuura.context.set_offline(True)
    expect(kuura.locator("[data-part=connection]")).to_contain_text("This device has no network.")

    say(kuura, "From the tunnel.")
    expect(kuura.locator("[data-part=outcome]")).to_have_text("Not sent yet")
    expect(box(kuura)).to_have_value("")
    expect(kuura.locator("[data-part=kept]")).to_contain_text("From the tunnel.")
    say(anna, "Meanwhile, in the room.")
    kuura.context.set_offline(False)

    expect(heard(anna, "From the tunnel.")).to_have_count(1, timeout=15000)
    expect(box(kuura)).to_have_value("")
    expect(heard(kuura, "Meanwhile, in the room.")).to_have_count(1)
    expect(heard(kuura, "From the tunnel.")).to_have_count(1)


def test_a_server_that_comes_back_loses_nothing_and_doubles_nothing(enter_room, live):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura", talk=2)
    live.stop()
    say(kuura, "Said to nobody yet.")
    expect(kuura.locator("[data-part=outcome]")).to_have_text("Not sent yet")

    live.start()

    expect(heard(anna, "Said to nobody yet.")).to_have_count(1, timeout=25000)
    expect(heard(kuura, "Said to nobody yet.")).to_have_count(1, timeout=25000)
    said = live.ask("bodies", room=kuura.scene["room"])["bodies"]
    assert [body for body, _state in said].count("Said to nobody yet.") == 1


def test_a_draft_survives_a_lost_line(enter_room):
    kuura = enter_room("Kuura", talk=2)
    box(kuura).fill("I have not finished")

    kuura.context.set_offline(True)
    expect(kuura.locator("[data-part=connection]")).to_contain_text("This device has no network.")
    kuura.context.set_offline(False)

    expect(kuura.locator("[data-part=connection]")).to_contain_text("The line is back", timeout=15000)
    expect(box(kuura)).to_have_value("I have not finished")


def test_somebody_far_behind_gets_the_page_anew_and_keeps_the_draft(enter_room, live):
    kuura = enter_room("Kuura", talk=2)
    box(kuura).fill("I have not finished")
    kuura.context.set_offline(True)
    expect(kuura.locator("[data-part=connection]")).to_contain_text("This device has no network.")
    live.ask("talk", seat=kuura.scene["people"]["Halla"]["seat"], count=310)

    kuura.context.set_offline(False)

    expect(heard(kuura, "Word 310 of 310.")).to_have_count(1, timeout=20000)
    expect(kuura.get_by_role("link", name="Show what was said earlier")).to_have_count(1)
    expect(box(kuura)).to_have_value("I have not finished")
    say(kuura, "Here again.")
    expect(kuura.locator(".transcript[role=log] .message").last).to_contain_text("Here again.")


def test_where_sockets_are_blocked_the_room_works_by_plain_requests(open_page, enter_room):
    anna = enter_room("Anna", talk=2)
    scene = anna.scene
    kuura = open_page(scene["people"]["Kuura"]["user"], "/safety/")
    kuura.add_init_script(BLOCKED)
    kuura.goto(kuura.url.replace("/safety/", f"/rooms/{scene['room']}/"))
    expect(kuura.locator("[data-part=transcript]")).to_have_attribute("aria-live", "polite", timeout=40000)

    say(kuura, "Without a socket.")
    expect(heard(anna, "Without a socket.")).to_have_count(1)
    expect(box(kuura)).to_have_value("")
    say(anna, "I hear you.")

    expect(heard(kuura, "I hear you.")).to_have_count(1, timeout=15000)
    expect(heard(kuura, "Without a socket.")).to_have_count(1)


# --- Without JavaScript -------------------------------------------------------------
def test_the_room_is_whole_without_javascript(enter_room):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura", javascript=False, width=390, height=844)

    say(kuura, "By form and reload.")
    expect(heard(kuura, "By form and reload.")).to_have_class("message message--own")
    expect(heard(anna, "By form and reload.")).to_have_count(1)
    say(anna, "Heard.")
    expect(heard(anna, "Heard.")).to_have_count(1)
    kuura.get_by_role("link", name="Show what is new").click()
    expect(heard(kuura, "Heard.")).to_have_count(1)

    heard(kuura, "By form and reload.").locator(".message__more").click()
    kuura.get_by_role("button", name="Take it back").click()
    expect(heard(kuura, "You took this message back.")).to_have_count(1)
    kuura.get_by_role("link", name="I need help now").click()
    kuura.get_by_role("button", name="Call the staff in this room").click()
    expect(kuura.get_by_text("It stands on their screen")).to_be_visible()
    kuura.get_by_role("link", name="Back to the room").click()
    expect(box(kuura)).to_be_visible()


def test_a_facilitator_runs_the_room_without_javascript(enter_room):
    anna = enter_room("Anna", talk=1, javascript=False)
    kuura = enter_room("Kuura")

    anna.get_by_role("button", name="Every message read first").click()
    expect(kuura.locator("[data-part=state]")).to_contain_text("Staff read every message")
    say(kuura, "Is this all right?")
    expect(box(kuura)).to_have_value("")
    anna.get_by_role("button", name="I am here: show what is new").click()
    anna.get_by_role("button", name="Let it through").click()

    expect(kuura.locator("[data-part=transcript]")).to_contain_text("Is this all right?")


# --- By keyboard -----------------------------------------------------------------------
def tab_to(page, locator, most=80):
    for _ in range(most):
        page.keyboard.press("Tab")
        if locator.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {locator}")


def test_a_member_speaks_by_keyboard_alone(enter_room):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura")

    tab_to(kuura, box(kuura))
    kuura.keyboard.type("First line")
    kuura.keyboard.press("Enter")
    kuura.keyboard.type("second line")
    kuura.keyboard.press("Control+Enter")

    expect(heard(anna, "second line")).to_have_count(1)
    expect(box(kuura)).to_be_focused()
    tab_to(kuura, heard(kuura, "second line").locator(".message__more"), most=100)
    kuura.keyboard.press("Enter")
    expect(kuura.get_by_role("heading", name="What you said")).to_be_focused()
    kuura.keyboard.press("Escape")
    expect(kuura.locator("dialog[open]")).to_have_count(0)


def test_a_facilitator_decides_by_keyboard_alone(enter_room):
    anna, kuura = enter_room("Anna", talk=1), enter_room("Kuura")
    tab_to(anna, anna.get_by_role("button", name="Every message read first"))
    anna.keyboard.press("Enter")
    expect(kuura.locator("[data-part=state]")).to_contain_text("Staff read every message")
    say(kuura, "One")
    expect(box(kuura)).to_have_value("")
    say(kuura, "Two")
    expect(anna.locator(".waiting")).to_have_count(2)

    tab_to(anna, anna.get_by_role("button", name="Let it through").first)
    anna.keyboard.press("Enter")
    expect(anna.locator(".waiting")).to_have_count(1)
    assert anna.evaluate("document.activeElement.closest('[data-part=panel]') !== null")


# --- Read aloud ----------------------------------------------------------------------------
def test_history_is_not_read_aloud_but_what_comes_is(open_page, enter_room, live):
    anna = enter_room("Anna", talk=5)
    scene = anna.scene
    kuura = open_page(scene["people"]["Kuura"]["user"], "/safety/")
    kuura.add_init_script(
        """
        window.loud = [];
        new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => {
          const log = target.closest?.("[role=log]");
          if (log?.getAttribute("aria-live") !== "polite") return;
          addedNodes.forEach((one) => one.ariaLive !== "off" && one.textContent.trim() && loud.push(one.textContent));
        })).observe(document, { subtree: true, childList: true });
        """
    )
    kuura.goto(kuura.url.replace("/safety/", f"/rooms/{scene['room']}/"))
    expect(kuura.locator("[data-part=transcript]")).to_have_attribute("aria-live", "polite")
    assert kuura.evaluate("loud") == []

    say(anna, "Now, aloud.")
    say(kuura, "My own words, not read back to me.")
    expect(heard(kuura, "My own words")).to_have_count(1)
    kuura.context.set_offline(True)
    expect(kuura.locator("[data-part=connection]")).to_contain_text("This device has no network.")
    say(anna, "Missed.")
    kuura.context.set_offline(False)
    expect(heard(kuura, "Missed.")).to_have_count(1, timeout=15000)

    loud = kuura.evaluate("loud")
    assert len(loud) == 1
    assert "Now, aloud." in loud[0]


# --- Narrow, and for every eye ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("alias", "width"),
    [("Kuura", 320), ("Kuura", 390), ("Kuura", 1280), ("Anna", 320), ("Anna", 820), ("Anna", 1280)],
)
def test_nothing_scrolls_sideways_and_axe_finds_nothing(enter_room, live, alias, width):
    page = enter_room(
        alias, talk=6, width=width, height=800, color_scheme="dark" if width == 390 else "light"
    )
    seats = {name: one["seat"] for name, one in page.scene["people"].items()}
    live.ask("said", seat=seats["Kuura"], body="https://" + "long" * 60 + " held", state="held")
    message = live.ask("said", seat=seats["Halla"], body="Hidden later.")["message"]
    live.ask("hidden", message=message, actor=seats["Anna"])
    page.reload()
    expect(page.locator("[data-part=transcript]")).to_have_attribute("aria-live", "polite")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []

    page.locator(".message__more:visible").first.click()
    expect(page.locator("dialog[open]")).to_be_visible()
    assert violations(page) == []
