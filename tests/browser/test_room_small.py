"""A small page, or large letters: some of the talk is always seen, and the box is a few keys away."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_room_round import begin

pytestmark = pytest.mark.browser
# How much of the page is left for words, between what stays at the top and what stays at the bottom.
LEFT_FOR_WORDS = """() => {
  const stays = (one) => one.getBoundingClientRect();
  const top = Math.max(stays(document.querySelector(".frame")).bottom,
    stays(document.querySelector(".room__pinned")).bottom);
  return Math.min(stays(document.querySelector(".room__below")).top, innerHeight) - top;
}"""


@pytest.fixture
def kuura(enter_room):
    """Kuura on a phone, on whose page everything asks for something at once: the check-out, her turn."""
    kuura, anna = enter_room("Kuura", talk=40, width=390, height=844), enter_room("Anna", talk=40)
    begin(anna, "One thing to take home")
    expect(kuura.locator("#my-turn")).to_contain_text("It is your turn.")
    anna.get_by_role("button", name="Ask the check-out").click()
    expect(kuura.locator("#check")).to_be_visible()
    return kuura


def test_some_of_the_talk_is_seen_whatever_is_unfolded(kuura):
    kuura.locator("#check > summary").click()
    kuura.locator("details.tools > summary").click()

    expect(kuura.locator("#check")).not_to_have_attribute("open", "")  # one at a time
    assert kuura.evaluate(LEFT_FOR_WORDS) > 120
    kuura.locator("#check > summary").click()
    expect(kuura.locator("details.tools")).not_to_have_attribute("open", "")
    assert kuura.evaluate(LEFT_FOR_WORDS) > 120


def test_with_letters_twice_as_large_the_bars_scroll_along(kuura):
    kuura.evaluate("document.documentElement.style.fontSize = '200%'")
    kuura.locator("article", has_text="Mine was yesterday.").first.evaluate(
        "(one) => scrollTo(0, scrollY + one.getBoundingClientRect().top - 300)"
    )

    expect(kuura.locator("article", has_text="Mine was yesterday.").first).to_be_in_viewport(ratio=1)
    assert kuura.evaluate("document.querySelector('.room__below').getBoundingClientRect().top > innerHeight")
    assert kuura.evaluate("document.querySelector('.room__pinned').getBoundingClientRect().bottom < 0")


def test_ones_own_strip_says_that_the_turn_is_ones_own(kuura, enter_room):
    halla = enter_room("Halla", width=390, height=844)

    expect(kuura.locator(".round__now").get_by_text("It is your turn.")).to_be_visible()
    expect(kuura.get_by_text("It is Kuura’s turn.", exact=True)).to_be_hidden()
    expect(halla.get_by_text("It is Kuura’s turn.", exact=True)).to_be_visible()


def test_the_box_is_a_few_keys_away(enter_room):
    kuura = enter_room("Kuura", talk=5)
    write = kuura.get_by_role("link", name="Write", exact=True)
    for _press in range(9):
        if write.evaluate("(one) => one === document.activeElement"):
            break
        kuura.keyboard.press("Tab")
    expect(write).to_be_in_viewport(ratio=1)
    kuura.keyboard.press("Enter")

    expect(kuura.locator("#say-body")).to_be_focused()
    assert kuura.troubles == []
