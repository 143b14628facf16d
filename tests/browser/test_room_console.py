"""The facilitator’s console while a meeting goes on: what is going on stays in sight, and nothing is cut off."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SIZES = ((1280, 800), (820, 1180))


def begin_round(anna):
    anna.get_by_role("link", name="Round", exact=True).click()
    anna.locator("dialog[open] textarea").first.fill("What helped you this week?")
    anna.get_by_role("button", name="Begin", exact=True).click()
    expect(anna.locator(".panel--round")).to_contain_text("It is Kuura’s turn.")


@pytest.mark.parametrize("size", SIZES)
def test_a_long_list_never_makes_the_page_itself_scroll(enter_room, size):
    anna = enter_room("Anna", talk=5, width=size[0], height=size[1])
    begin_round(anna)

    assert anna.evaluate("document.documentElement.scrollHeight <= window.innerHeight")


@pytest.mark.parametrize("size", SIZES)
def test_answers_in_a_long_talk_never_make_the_page_itself_scroll(enter_room, live, size):
    anna = enter_room("Anna", width=size[0], height=size[1])
    live.ask("talk", seat=anna.scene["people"]["Kuura"]["seat"], count=40, answers=True)
    anna.reload()
    expect(anna.get_by_text("Word 40 of 40.")).to_be_visible()

    assert anna.evaluate("document.documentElement.scrollHeight") == size[1]


@pytest.mark.parametrize("size", SIZES)
def test_whose_turn_it_is_and_the_ways_on_stay_in_sight_however_far_one_scrolls(enter_room, size):
    anna = enter_room("Anna", width=size[0], height=size[1])
    begin_round(anna)

    anna.evaluate("document.querySelector('.console__left').scrollTop = 250")

    for seen in (
        anna.locator(".panel--round").get_by_text("It is Kuura’s turn."),
        anna.get_by_text("Move on"),
    ):
        expect(seen).to_be_in_viewport(ratio=1)
    assert anna.get_by_role("button", name="Move on").evaluate(
        "(one) => { const { x, y } = one.getBoundingClientRect();"
        " return document.elementFromPoint(x + 4, y + 9) === one; }"
    )


@pytest.mark.parametrize("size", SIZES)
def test_every_exercise_can_be_read_and_pressed(enter_room, size):
    anna = enter_room("Anna", width=size[0], height=size[1])
    anna.get_by_text("Show an exercise", exact=True).click()

    for choice in anna.locator("[data-part=exercise_lead] button[name=key]").all():
        choice.scroll_into_view_if_needed()
        expect(choice).to_be_in_viewport(ratio=1)
        left = choice.evaluate("(one) => one.getBoundingClientRect().left")
        assert left >= anna.locator(".console__right").evaluate("(one) => one.getBoundingClientRect().left")
    anna.locator("[data-part=exercise_lead] button[name=key]").first.click()
    expect(anna.get_by_role("button", name="End the exercise")).to_be_visible()


def test_a_call_is_seen_though_the_column_was_scrolled(enter_room):
    anna = enter_room("Anna", height=600)
    kuura = enter_room("Kuura", width=390, height=844)
    anna.get_by_text("Show an exercise", exact=True).click()
    anna.locator(".console__right").evaluate("(one) => { one.scrollTop = 1000; }")
    expect(anna.locator("#waits")).not_to_be_in_viewport()

    kuura.get_by_role("link", name="I need help now").click()
    kuura.get_by_role("button", name="Call the staff in this room").click()

    expect(anna.get_by_role("button", name="I am with them")).to_be_in_viewport(ratio=1)
    anna.get_by_role("button", name="I am with them").click()
    anna.get_by_role("link", name="Write to Kuura only").click()
    expect(anna.get_by_role("heading", name="Kuura and staff")).to_be_visible()


def test_one_thing_unfolds_at_a_time(enter_room):
    anna = enter_room("Anna")
    anna.get_by_text("Slow mode", exact=True).click()
    anna.get_by_text("Pause the room", exact=True).click()

    expect(anna.get_by_role("button", name="Pause now")).to_be_visible()
    expect(anna.locator("#slow-60")).to_be_hidden()


def test_a_hand_is_two_keys_away(enter_room):
    anna, kuura = enter_room("Anna"), enter_room("Kuura", width=390, height=844)
    kuura.get_by_role("button", name="Raise my hand").click()
    expect(anna.locator("#hands")).to_have_text("Would like to speak")

    while anna.evaluate("document.activeElement.id") != "hands":
        anna.keyboard.press("F6")
    anna.keyboard.press("Tab")
    anna.keyboard.press("Enter")

    expect(anna.locator("#hands")).to_have_count(0)
