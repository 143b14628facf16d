"""Words that have not been sent: kept when there is no network, asked about, sent before a turn ends."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_room_line import LONG, go_offline, kept
from tests.browser.test_room_live import box, heard, say
from tests.browser.test_room_round import around, begin, turn

pytestmark = pytest.mark.browser
__all__ = ["around"]


def refusal(page):
    return page.locator("[data-part=refusal]")


def opened(page):
    return page.locator("dialog[open]")


def asked(page):
    """The browser's own questions before this page is left; each is answered with staying."""
    questions = []

    def stay(dialog):
        questions.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return questions


# --- Without network ------------------------------------------------------------------
@pytest.mark.parametrize("name", ["I need help now", "Help now", "Write to staff only"])
def test_a_press_without_network_shows_numbers_and_keeps_the_words(enter_room, live, name):
    kuura = enter_room("Kuura", talk=2, width=390, height=844)
    go_offline(kuura)
    say(kuura, "Is anybody there?")
    box(kuura).fill("Not finished")
    if name == "Write to staff only":
        kuura.locator("summary", has_text="More").click()

    kuura.get_by_role("link", name=name, exact=name == "Help now").click()

    expect(opened(kuura).get_by_role("heading", name="No network now")).to_be_focused()
    expect(opened(kuura).get_by_role("link", name="Call 112")).to_have_attribute("href", "tel:112")
    assert opened(kuura).locator("a[href^='tel:']").count() > 2
    opened(kuura).get_by_role("button", name="Back to the room").click()
    expect(kept(kuura)).to_contain_text("Is anybody there?")
    expect(box(kuura)).to_have_value("Not finished")
    kuura.context.set_offline(False)
    expect(kept(kuura)).to_have_count(0, timeout=LONG)
    expect(box(kuura)).to_have_value("Not finished")
    bodies = [body for body, _state in live.ask("bodies", room=kuura.scene["room"])["bodies"]]
    assert bodies[2:] == ["Is anybody there?"]


# --- Going away -----------------------------------------------------------------------
def test_whoever_leaves_with_words_in_the_box_is_asked(enter_room):
    kuura = enter_room("Kuura", talk=2)
    questions = asked(kuura)
    box(kuura).click()
    box(kuura).fill("Half a thought")

    kuura.get_by_role("link", name="Help now", exact=True).click()

    expect(box(kuura)).to_have_value("Half a thought")
    kuura.wait_for_timeout(300)
    assert questions == ["beforeunload"]
    box(kuura).fill("")
    kuura.get_by_role("link", name="Help now", exact=True).click()
    expect(kuura.get_by_role("heading", name="You can talk to someone now.")).to_be_visible()
    assert questions == ["beforeunload"]


def test_the_quick_exit_never_asks(enter_room):
    kuura = enter_room("Kuura", talk=2)
    questions = asked(kuura)
    box(kuura).click()
    box(kuura).fill("Half a thought")
    kuura.route("**/*", lambda route: route.continue_())

    with kuura.expect_request("**/exit/**", timeout=8000) as _left:
        kuura.get_by_role("link", name="Exit page").click()
    kuura.wait_for_timeout(300)

    assert questions == []


# --- Held back, and why -----------------------------------------------------------------
def test_the_send_button_says_why_it_is_grey_and_the_refusal_does_not_stay(enter_room):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura")
    anna.get_by_text("Pause the room", exact=True).click()
    anna.get_by_role("button", name="Pause now").click()
    send = kuura.get_by_role("button", name="Send")
    expect(send).to_have_attribute("aria-disabled", "true")
    expect(send).to_have_accessible_description("The room is paused. Your words stay in the box.")

    box(kuura).fill("Only this.")
    send.click(force=True)  # it can be pressed though it is grey
    expect(refusal(kuura)).to_contain_text("The room is paused. Your words stay in the box.")
    box(kuura).press("End")
    box(kuura).type("!")
    expect(refusal(kuura)).to_be_empty()
    send.click(force=True)
    expect(refusal(kuura)).not_to_be_empty()
    anna.get_by_role("button", name="Let the talk go on").click()

    expect(send).to_have_attribute("aria-disabled", "false")
    expect(refusal(kuura)).to_be_empty()
    expect(send).to_have_accessible_description("")
    assert kuura.troubles == []


# --- A turn -----------------------------------------------------------------------------
def test_a_turn_ends_only_after_what_stands_in_the_box_was_said(around):
    anna, kuura, halla, _tuuli = around.values()
    begin(anna, "One thing to take home")
    expect(turn(kuura)).to_contain_text("It is your turn.")
    box(kuura).fill("That I was not alone.")

    turn(kuura).get_by_role("button", name="I have said what I wanted").click()

    expect(heard(halla, "That I was not alone.")).to_have_count(1)
    expect(turn(halla)).to_contain_text("It is your turn.")
    expect(box(kuura)).to_have_value("")
    why = kuura.locator("[data-part=why]")
    expect(why).to_have_text("It is Halla’s turn. Your words stay in the box.")
    box(kuura).fill("One more thing")
    kuura.get_by_role("button", name="Send").click(force=True)
    expect(refusal(kuura)).to_have_text("It is Halla’s turn. Your words stay in the box.")
    expect(box(kuura)).to_have_value("One more thing")


# --- Put out of the room ------------------------------------------------------------------
def test_the_farewell_tells_of_words_that_are_gone_and_only_of_those(enter_room):
    kuura, halla = enter_room("Kuura", talk=2), enter_room("Halla")
    box(kuura).fill("Half a thought")

    for page, alias in ((kuura, "Kuura"), (halla, "Halla")):
        page.evaluate("document.querySelector('live-room').leave('signed_out')")
        expect(page.get_by_role("heading", name="You are signed out.")).to_be_visible()
        said = page.get_by_text("What you had not sent is gone from this page.")
        expect(said).to_have_count(1 if alias == "Kuura" else 0)
        assert "Half a thought" not in page.content()
