"""Beside the talk, by form and reload: a hand, the check-in and a line to staff, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_room_live import box, heard, say

pytestmark = pytest.mark.browser


def test_everything_beside_the_talk_works_without_javascript(enter_room):
    anna = enter_room("Anna", talk=2)
    anna.get_by_role("button", name="Ask the check-in").click()
    expect(anna.locator("[data-part=check_group]")).to_contain_text("open on every member’s page")
    kuura = enter_room("Kuura", javascript=False, width=390, height=844)

    say(kuura, "By form.")
    expect(heard(anna, "By form.")).to_have_count(1)

    kuura.get_by_role("button", name="Raise my hand").click()
    expect(kuura.get_by_role("button", name="Lower my hand")).to_be_visible()
    expect(anna.locator("[data-part=hands]")).to_contain_text("Kuura")

    kuura.locator("#check > summary").click()
    kuura.locator("#check .scale label").first.click()
    kuura.get_by_role("button", name="Keep my answer").click()
    expect(kuura.get_by_text("Kept. You can change it while it is open.")).to_be_visible()

    kuura.goto(kuura.url.split("?")[0].split("#")[0])
    kuura.get_by_text("More", exact=True).click()
    kuura.locator(".tools").get_by_role("link", name="Write to staff only").click()
    kuura.locator("main textarea").first.fill("This is heavier than I thought.")
    kuura.locator("main form", has=kuura.locator("textarea")).get_by_role("button").first.click()
    expect(anna.locator("[data-part=lines]")).to_contain_text("This is heavier than I thought.")

    kuura.goto(anna.url)
    expect(box(kuura)).to_be_visible()
