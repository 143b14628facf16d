"""Words about a life: their author sees who can help, and whoever leads is told of them wherever they read."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PLAN = {"body": "I go into the lake.", "state": "held", "rule": "risk.en.plan.1"}


@pytest.fixture
def kuura(enter_room, live):
    page = enter_room("Kuura", width=390, height=844)
    live.ask("said", seat=page.scene["people"]["Kuura"]["seat"], **PLAN)
    page.reload()
    return page


def test_numbers_stand_below_the_words_in_sight_and_can_be_folded_away(kuura):
    help_ = kuura.locator("[data-part=help] details")
    expect(help_.locator("summary")).to_have_text("Staff have been called to read what you wrote.")
    expect(help_.get_by_role("link", name="112")).to_be_in_viewport()
    words, numbers = [part.bounding_box()["y"] for part in (kuura.locator(".message--held"), help_)]
    assert words < numbers

    help_.locator("summary").click()

    expect(help_.get_by_role("link", name="112")).to_be_hidden()


def test_whoever_leads_reads_at_the_box_that_somebody_needs_them(enter_room, kuura):
    anna = enter_room("Anna", width=390, height=844)
    anna.reload()
    anna.evaluate("scrollTo(0, document.documentElement.scrollHeight)")

    anna.get_by_role("link", name="Somebody needs you now").click()

    expect(anna.locator("#waits")).to_have_text("Somebody may be in danger")
    expect(anna.locator("#waits")).to_be_in_viewport()
    expect(anna.locator(".waiting--life")).to_contain_text("A way, a time, a plan or a goodbye")


def test_nobody_else_sees_numbers(enter_room, kuura):
    halla = enter_room("Halla")

    expect(halla.locator("[data-part=help]")).to_be_empty()
