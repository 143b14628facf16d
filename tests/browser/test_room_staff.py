"""Staff drop out and come back; and two of them lead at once."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_room_live import box, heard, say

pytestmark = pytest.mark.browser
DROPPED = 45000  # ms; the promise is thirty seconds, and this machine is shared


def state(page):
    return page.locator("[data-part=state]")


def test_the_room_waits_while_its_staff_is_gone_and_goes_on_when_they_are_back(enter_room):
    anna, kuura = enter_room("Anna", talk=2, staffed=False), enter_room("Kuura", width=390, height=844)
    expect(kuura.get_by_role("button", name="Send")).to_have_attribute(
        "aria-disabled", "false", timeout=15000
    )
    box(kuura).fill("Half a thought")

    anna.goto(anna.url.split("/rooms/")[0] + "/safety/")

    expect(state(kuura)).to_contain_text("The room waits until your facilitator is back.", timeout=DROPPED)
    expect(state(kuura)).to_contain_text("Help now is at the top of this page")
    expect(kuura.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "true")
    box(kuura).press("Control+Enter")
    expect(box(kuura)).to_have_value("Half a thought")
    kuura.get_by_role("link", name="I need help now").click()
    expect(kuura.locator("dialog[open]")).to_contain_text("Nobody is in the room now")
    kuura.get_by_role("button", name="Close").click()

    anna.go_back()

    expect(kuura.get_by_role("button", name="Send")).to_have_attribute(
        "aria-disabled", "false", timeout=15000
    )
    kuura.get_by_role("button", name="Send").click()
    expect(heard(anna, "Half a thought")).to_have_count(1)


def test_two_who_lead_see_at_once_what_the_other_has_done(enter_room):
    first, second, kuura = enter_room("Anna", talk=2), enter_room("Anna"), enter_room("Kuura")

    first.get_by_role("button", name="Every message read first").click()
    expect(second.get_by_role("button", name="Every message read first")).to_have_attribute(
        "aria-current", "true"
    )
    say(kuura, "One for the two of you.")
    expect(first.locator(".waiting")).to_contain_text("One for the two of you.")
    second.get_by_role("button", name="Let it through").click()
    expect(first.locator(".waiting")).to_have_count(0)
    expect(first.locator("#waits")).to_have_text("Nothing waits for you")

    expect(heard(first, "One for the two of you.").locator("time")).to_have_count(1)


def test_after_the_end_of_the_meeting_nothing_looks_as_if_it_worked(enter_room):
    anna = enter_room("Anna", talk=2)
    anna.get_by_text("End the meeting", exact=True).click()
    anna.get_by_role("button", name="End it now").click()

    for gone in ("Open talk", "Every message read first"):
        expect(anna.get_by_role("button", name=gone)).to_be_hidden()
    for gone in ("Pause the room", "Share a service", "Show an exercise"):
        expect(anna.get_by_text(gone, exact=True)).to_be_hidden()
    expect(box(anna)).to_be_hidden()


def test_silence_is_said_softly_and_ends_with_a_word(enter_room, live):
    anna, kuura = enter_room("Anna", talk=2), enter_room("Kuura")
    row = anna.locator("[data-person]", has_text="Kuura")
    anna.evaluate(
        "document.querySelectorAll('silent-for').forEach((one) => {"
        " one.dataset.since = new Date(Date.now() - 12 * 60000).toISOString(); one.look(); })"
    )
    expect(row).to_contain_text("silent 12 min")

    say(kuura, "Here I am.")

    expect(row).not_to_contain_text("silent")
    expect(row).not_to_contain_text("not here")
