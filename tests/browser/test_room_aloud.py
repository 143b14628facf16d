"""What a screen reader hears in the room, and what a keyboard reaches: by watching the live regions of real pages."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_room_line import LONG, go_offline
from tests.browser.test_room_live import box, heard, say
from tests.browser.test_room_plain import tab_to

pytestmark = pytest.mark.browser

# What a polite region says: text that is added while it is live, unless the added piece itself is silent.
LISTEN = """
window.loud = [];
const silent = (one) => one.closest?.("[aria-live]")?.ariaLive === "off";
const ears = new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => {
  const region = target.closest?.("[role=log], [role=status], [role=alert]");
  if (!region || silent(target)) return;
  addedNodes.forEach((one) => {
    const words = one.textContent.trim();
    if (words && !silent(one)) window.loud.push([region.getAttribute("role"), words]);
  });
}));
const begin = () => ears.observe(document, { subtree: true, childList: true });
document.addEventListener("readystatechange", begin, { once: true });
"""


@pytest.fixture
def enter_listening(open_page, enter_room):
    """Walk into the room with something that writes down what would be read aloud."""

    def opener(alias, scene, **options):
        page = open_page(scene["people"][alias]["user"], "/safety/", **options)
        page.add_init_script(LISTEN)
        page.goto(page.url.replace("/safety/", f"/rooms/{scene['room']}/"))
        expect(page.locator("[data-part=transcript]")).to_have_attribute("aria-live", "polite")
        return page

    return opener


def said_aloud(page, role="log"):
    return [words for region, words in page.evaluate("loud") if region == role]


def test_the_talk_is_a_log_with_a_name_and_history_is_silent(enter_room, enter_listening):
    anna = enter_room("Anna", talk=5)

    kuura = enter_listening("Kuura", anna.scene)

    expect(kuura.get_by_role("log", name="What has been said").get_by_role("article")).to_have_count(5)
    assert kuura.evaluate("loud") == []


def test_a_new_message_is_read_once_and_a_change_of_it_is_not(enter_room, enter_listening):
    anna = enter_room("Anna", talk=2)
    kuura = enter_listening("Kuura", anna.scene)

    say(anna, "Once, and no more.")
    expect(heard(kuura, "Once, and no more.")).to_have_count(1)
    heard(anna, "Once, and no more.").locator(".message__more").click()
    anna.get_by_role("button", name="Take it back").click()
    expect(heard(kuura, "Anna took this message back.")).to_have_count(1)

    (words,) = said_aloud(kuura)
    assert "Once, and no more." in words


def test_people_who_come_and_go_are_not_read_aloud(enter_room, enter_listening):
    anna = enter_room("Anna", talk=2)
    kuura = enter_listening("Kuura", anna.scene)

    halla = enter_room("Halla")
    expect(kuura.locator(".seat[data-alias=Halla]")).not_to_contain_text("not here")
    halla.goto(halla.url.split("/rooms/")[0] + "/safety/")
    expect(kuura.locator(".seat[data-alias=Halla]")).to_contain_text("not here")

    assert kuura.evaluate("loud") == []


def test_what_was_missed_comes_in_silence_and_the_line_is_said_once(enter_room, enter_listening):
    anna = enter_room("Anna", talk=2)
    kuura = enter_listening("Kuura", anna.scene)
    go_offline(kuura)
    say(anna, "Meanwhile.")
    expect(heard(anna, "Meanwhile.")).to_have_count(1)

    kuura.context.set_offline(False)
    expect(heard(kuura, "Meanwhile.")).to_have_count(1, timeout=LONG)

    assert said_aloud(kuura) == []
    assert len([words for words in said_aloud(kuura, "status") if "has no network" in words]) == 1


def test_what_becomes_of_ones_own_words_is_said_and_the_words_are_not_read_back(enter_room, enter_listening):
    kuura = enter_listening("Kuura", enter_room("Anna", talk=2).scene)

    say(kuura, "My own words.")
    expect(heard(kuura, "My own words.")).to_have_count(1)

    assert said_aloud(kuura) == []
    assert said_aloud(kuura, "status")[-1] == "Sent"


# --- By keyboard -------------------------------------------------------------------------
def test_a_facilitator_walks_from_part_to_part_with_one_key(enter_room):
    anna = enter_room("Anna", talk=2)
    at = "[document.activeElement.localName, document.activeElement.textContent.trim()].join(' ')"

    walked = []
    for _ in range(5):
        anna.keyboard.press("F6")
        walked.append(anna.evaluate(at))

    assert walked == [
        "h1 Thursday group",
        "h2 Nothing waits for you",
        "h2 What is said",
        "textarea ",
        "h2 Seats",
    ]
    anna.keyboard.press("Shift+F6")
    expect(box(anna)).to_be_focused()


def test_a_facilitator_takes_a_call_by_keyboard_alone(enter_room):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura", width=390, height=844)
    kuura.get_by_role("link", name="I need help now").click()
    kuura.get_by_role("button", name="Call the staff in this room").click()
    expect(anna.locator("#waits")).to_have_text("Somebody calls you")

    anna.keyboard.press("F6")
    anna.keyboard.press("F6")
    tab_to(anna, anna.get_by_role("button", name="I am with them"), most=3)
    anna.keyboard.press("Enter")

    expect(kuura.locator("dialog[open] [role=status]")).to_contain_text("Anna has your call and is with you.")
    assert anna.evaluate("document.activeElement.closest('[data-part=panel]') !== null")


# --- Half-written words in a part that is written anew --------------------------------------
def test_words_half_written_in_a_part_survive_its_renewal(enter_room, live):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura")
    anna.get_by_text("Pause the room", exact=True).click()
    anna.get_by_label("What everybody reads").fill("Five minutes of")
    live.ask("said", seat=kuura.scene["people"]["Kuura"]["seat"], body="Held meanwhile.", state="held")

    say(kuura, "And something new.")
    expect(heard(anna, "And something new.")).to_have_count(1)

    expect(anna.get_by_label("What everybody reads")).to_be_focused()
    expect(anna.get_by_label("What everybody reads")).to_have_value("Five minutes of")
