"""A round: the turn goes from person to person; one says something, one passes, one just listens."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_room_live import box, heard, say
from tests.browser.test_room_plain import tab_to

pytestmark = pytest.mark.browser
MEMBERS = ("Kuura", "Halla", "Tuuli")


@pytest.fixture
def around(open_page, live):
    """Pages of the facilitator and of three members, by alias, in one room."""
    scene = live.ask("scene", talk=2, aliases=MEMBERS)

    def enter(alias, **options):
        page = open_page(scene["people"][alias]["user"], f"/rooms/{scene['room']}/", **options)
        expect(page.locator("[data-part=transcript]")).to_have_attribute("aria-live", "polite")
        return page

    return {"Anna": enter("Anna")} | {alias: enter(alias, width=390, height=844) for alias in MEMBERS}


def begin(anna, prompt):
    anna.get_by_role("link", name="Round", exact=True).click()
    anna.locator("dialog[open] input[type=text], dialog[open] textarea").first.fill(prompt)
    anna.get_by_role("button", name="Begin", exact=True).click()


def turn(page):
    return page.locator("#my-turn")


def test_a_round_of_three_with_a_pass_and_one_who_listens(around):
    anna, *members = around.values()
    begin(anna, "One thing to take home")
    for page in members:
        expect(page.locator("[data-part=round]")).to_contain_text("One thing to take home")
    first, second, third = members

    expect(turn(first)).to_contain_text("It is your turn.")
    expect(second.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "true")
    say(first, "That I was not the only one.")
    for page in (anna, second, third):
        expect(heard(page, "That I was not the only one.")).to_have_count(1)
    turn(first).get_by_role("button", name="I have said what I wanted").click()

    expect(turn(second)).to_contain_text("It is your turn.")
    turn(second).get_by_role("button", name="Pass").click()
    expect(turn(third)).to_contain_text("It is your turn.")
    expect(anna.locator(".panel--round")).to_contain_text("passed this time")
    turn(third).get_by_role("button", name="I am just listening today").click()

    expect(anna.locator(".panel--round")).to_contain_text("Everyone has had a turn.")
    anna.get_by_role("button", name="End the round").click()
    for page in members:
        expect(page.locator("[data-part=round]")).to_be_empty()
        expect(page.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "false")
        assert page.troubles == []
    assert box(first).input_value() == ""


def test_a_facilitator_leads_a_round_by_keyboard_alone(around):
    anna, kuura, halla, _tuuli = around.values()
    anna.keyboard.press("F6")
    tab_to(anna, anna.get_by_role("link", name="Round", exact=True), most=10)
    anna.keyboard.press("Enter")
    expect(anna.get_by_role("heading", name="Begin a round")).to_be_focused()
    tab_to(anna, anna.locator("dialog[open] textarea").first, most=5)
    anna.keyboard.type("One thing to take home")
    tab_to(anna, anna.get_by_role("button", name="Begin", exact=True), most=5)
    anna.keyboard.press("Enter")
    expect(turn(kuura)).to_contain_text("It is your turn.")

    tab_to(anna, anna.get_by_role("button", name="Move on"), most=60)
    anna.keyboard.press("Enter")
    expect(turn(halla)).to_contain_text("It is your turn.")
    expect(anna.locator(".panel--round")).to_contain_text("the turn moved on")


def test_ones_own_turn_is_said_aloud_once(around):
    anna, kuura, *_others = around.values()
    kuura.evaluate(
        """window.loud = []; new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => {
          if (!target.closest?.("[role=status]")) return;
          addedNodes.forEach((one) => one.textContent.trim() && loud.push(one.textContent));
        })).observe(document.body, { subtree: true, childList: true });"""
    )

    begin(anna, "One thing")
    expect(turn(kuura)).to_contain_text("It is your turn.")
    say(kuura, "This.")
    expect(heard(anna, "This.")).to_have_count(1)

    assert len([words for words in kuura.evaluate("loud") if "It is your turn." in words]) == 1
