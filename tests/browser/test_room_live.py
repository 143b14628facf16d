"""The room, live, between two real browsers."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def scene(live):
    return live.ask("scene", talk=3)


@pytest.fixture
def enter(open_page, scene):
    """Walk into the room as somebody, by alias, and wait until the page is live."""

    def opener(alias, **options):
        page = open_page(scene["people"][alias]["user"], f"/rooms/{scene['room']}/", **options)
        if options.get("javascript", True):
            expect(page.locator("[data-part=transcript]")).to_have_attribute("aria-live", "polite")
        return page

    return opener


def say(page, words):
    page.get_by_label("Say something to the group").fill(words)
    page.get_by_role("button", name="Send").click()


def test_what_is_said_arrives_at_the_facilitators_screen(enter):
    anna, kuura = enter("Anna"), enter("Kuura", width=390, height=844)

    say(kuura, "The buns were good, though.")

    heard = anna.locator(".message", has_text="The buns were good, though.")
    expect(heard).to_have_count(1)
    expect(heard.locator(".message__by")).to_contain_text("Kuura")
    own = kuura.locator(".message", has_text="The buns were good, though.")
    expect(own).to_have_class("message message--own")
    expect(own.locator(".message__by")).to_contain_text("You")
    expect(kuura.get_by_label("Say something to the group")).to_have_value("")
    expect(kuura.locator("[data-part=outcome]")).to_have_text("Sent")
    assert anna.troubles == kuura.troubles == []
