"""The room, live, between real browsers."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def enter(enter_room):
    """Walk into a room in which three things have been said, as somebody, by alias."""
    return lambda alias, **options: enter_room(alias, talk=3, **options)


def box(page):
    return page.get_by_label("Say something to the group")


def say(page, words):
    box(page).fill(words)
    page.get_by_role("button", name="Send").click()


def heard(page, words):
    return page.locator(".message", has_text=words)


def test_what_is_said_arrives_at_the_facilitators_screen(enter):
    anna, kuura = enter("Anna"), enter("Kuura", width=390, height=844)

    say(kuura, "The buns were good, though.")

    expect(heard(anna, "The buns were good")).to_have_count(1)
    expect(heard(anna, "The buns were good").locator(".message__by")).to_contain_text("Kuura")
    expect(box(kuura)).to_have_value("")
    expect(kuura.locator("[data-part=outcome]")).to_have_text("Sent")
    assert anna.troubles == kuura.troubles == []


def test_own_words_look_like_ones_own_and_only_there(enter):
    kuura, halla = enter("Kuura"), enter("Halla")

    say(kuura, "Mine.")

    own, other = heard(kuura, "Mine."), heard(halla, "Mine.")
    expect(own).to_have_class("message message--own")
    expect(own.locator("b")).to_have_text("You", use_inner_text=True)
    expect(other).to_have_class("message")
    expect(other.locator("b")).to_have_text("Kuura", use_inner_text=True)


def test_held_words_wait_for_the_facilitator_and_nobody_else_sees_them(enter):
    anna, kuura, halla = enter("Anna"), enter("Kuura"), enter("Halla")
    anna.get_by_role("button", name="Every message read first").click()
    expect(kuura.locator("[data-part=state]")).to_contain_text("Staff read every message")

    say(kuura, "May I say this?")

    expect(kuura.locator("[data-part=apart] .message--held")).to_contain_text("Only you and staff see this.")
    expect(anna.locator("#waits")).to_have_text("Waits for you")
    expect(heard(halla, "May I say this?")).to_have_count(0)

    anna.get_by_role("button", name="Let it through").click()

    expect(heard(halla, "May I say this?")).to_have_count(1)
    expect(heard(kuura, "May I say this?")).to_have_count(1)
    expect(kuura.locator("[data-part=apart] .message")).to_have_count(0)
    expect(anna.locator("#waits")).to_have_text("Nothing waits for you")


def test_words_given_back_come_with_a_reason_and_can_be_written_anew(enter, live):
    anna, kuura = enter("Anna"), enter("Kuura")
    anna.get_by_role("button", name="Every message read first").click()
    expect(kuura.locator("[data-part=state]")).to_contain_text("Staff read every message")
    say(kuura, "Call 09 000 0000.")

    anna.get_by_role("link", name="Give it back with a reason").click()
    anna.get_by_label("In your own words").fill("Leave the number out.")
    anna.get_by_role("button", name="What is said here stays here").click()

    expect(anna.locator("dialog[open]")).to_have_count(0)
    expect(kuura.locator(".message--returned")).to_contain_text("Anna: Leave the number out.")
    kuura.get_by_role("button", name="Write it anew").click()
    expect(box(kuura)).to_have_value("Call 09 000 0000.")
    expect(box(kuura)).to_be_focused()
    expect(kuura.locator("[data-part=outcome]")).to_have_text("")

    say(kuura, "Call me when you like.")
    expect(kuura.locator(".message--held")).to_contain_text("Call me when you like.")
    expect(kuura.locator("[data-part=outcome]")).to_have_text("Being read by staff")
    expect(kuura.locator(".message--returned")).to_have_count(0)

    anna.get_by_role("button", name="Let it through").click()
    expect(heard(kuura, "Call me when you like.")).to_have_count(1)
    expect(kuura.locator("[data-part=outcome]")).to_have_text("")


def test_near_the_end_of_what_fits_the_signs_are_counted_and_nothing_is_cut(enter):
    kuura = enter("Kuura")

    box(kuura).fill("a" * 1850)
    expect(kuura.locator("[data-part=left]")).to_have_text("Characters left: 150")
    box(kuura).fill("a" * 2001)
    expect(kuura.locator("[data-part=left]")).to_have_text("Characters too many: 1. Send it in two parts.")
    kuura.get_by_role("button", name="Send").click()

    expect(kuura.get_by_role("alert").filter(has_text="2001 signs are more")).to_be_visible()
    expect(box(kuura)).to_have_value("a" * 2001)


def test_a_hidden_message_vanishes_from_every_screen(enter):
    anna, kuura, halla = enter("Anna"), enter("Kuura"), enter("Halla")
    say(kuura, "Jari Virtanen was there.")
    more = heard(anna, "Jari Virtanen").locator(".message__more")

    more.click()
    anna.get_by_label("In your own words").fill("A real name.")
    anna.get_by_role("button", name="What is said here stays here").click()

    expect(heard(halla, "Anna hid this message.")).to_contain_text("Kuura has been told why.")
    for page in (anna, kuura, halla):
        assert "Jari Virtanen" not in page.content()
    kuura.get_by_role("link", name="Read why").click()
    expect(kuura.locator("dialog[open]")).to_contain_text("A real name.")


def test_own_words_can_be_taken_back(enter):
    kuura, halla = enter("Kuura"), enter("Halla")
    say(kuura, "I said too much.")
    heard(kuura, "I said too much.").locator(".message__more").click()
    kuura.get_by_role("button", name="Take it back").click()

    expect(heard(halla, "Kuura took this message back.")).to_have_count(1)
    assert "I said too much." not in halla.content()


def test_a_call_for_help_lights_the_facilitators_panel(enter):
    anna, kuura = enter("Anna"), enter("Kuura", width=390, height=844)

    kuura.get_by_role("link", name="I need help now").click()
    kuura.get_by_role("button", name="Call the staff in this room").click()

    expect(kuura.locator("dialog[open]")).to_contain_text("It stands on their screen")
    expect(anna.locator("#waits")).to_have_text("Somebody calls you")
    expect(anna.locator("[data-part=alarm]")).to_contain_text("Kuura needs help now")
    expect(anna).to_have_title(re.compile(r"^\(1\) Room"))
    anna.get_by_role("button", name="I am with them").click()
    expect(anna.locator("#waits")).to_have_text("Nothing waits for you")
    expect(anna.locator("[data-part=panel]")).to_contain_text("Anna is with them")
    expect(kuura.locator("dialog[open] [role=status]")).to_contain_text("Anna has your call and is with you.")
    kuura.get_by_role("button", name="Close").click()
    expect(kuura.locator(".room__below [role=status]", has_text="Anna has your call")).to_be_visible()


def test_a_pause_keeps_the_words_in_the_box(enter):
    anna, kuura = enter("Anna"), enter("Kuura")
    box(kuura).fill("Half a thought")

    anna.get_by_text("Pause the room", exact=True).click()
    anna.get_by_label("What everybody reads").fill("Five minutes of tea.")
    anna.get_by_role("button", name="Pause now").click()

    expect(kuura.locator("[data-part=state]")).to_contain_text("Five minutes of tea.")
    expect(kuura.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "true")
    box(kuura).press("Control+Enter")
    expect(box(kuura)).to_have_value("Half a thought")
    anna.get_by_role("button", name="Let the talk go on").click()
    expect(kuura.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "false")
    box(kuura).press("Control+Enter")
    expect(heard(anna, "Half a thought")).to_have_count(1)


def test_who_is_here_is_said_by_name(enter):
    anna = enter("Anna")
    seat = anna.locator(".seat[data-alias=Kuura]")
    expect(seat).to_contain_text("not here")

    kuura = enter("Kuura")

    expect(seat).not_to_contain_text("not here")
    expect(kuura.locator(".seat[data-alias=Anna]")).not_to_contain_text("not here")
    expect(kuura.locator(".seat--you .seat__name")).to_have_text("You")


def test_reading_further_up_is_left_in_peace(enter_room):
    anna = enter_room("Anna", talk=40)
    kuura = enter_room("Kuura", talk=40, width=390, height=844)
    kuura.evaluate("scrollTo(0, 0)")

    say(anna, "New down here.")

    expect(heard(kuura, "New down here.")).to_have_count(1)
    assert kuura.evaluate("scrollY") == 0
    kuura.get_by_role("button", name="New messages below").click()
    expect(heard(kuura, "New down here.")).to_be_in_viewport()
    expect(kuura.get_by_role("button", name="New messages below")).to_be_hidden()


def test_somebody_is_asked_to_listen_without_leaving_the_room(enter):
    anna, kuura = enter("Anna"), enter("Kuura")
    box(anna).fill("Half a thought")

    anna.get_by_role("link", name="Choices for Kuura").click()
    anna.get_by_role("button", name="Ask to listen").click()

    expect(anna.locator("[data-part=people]")).to_contain_text("listens until")
    expect(box(anna)).to_have_value("Half a thought")
    expect(kuura.get_by_role("status").filter(has_text="listen for a while. Until")).to_be_visible()
    expect(kuura.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "true")
    box(kuura).fill("And I?")
    box(kuura).press("Control+Enter")
    expect(box(kuura)).to_have_value("And I?")

    anna.get_by_role("link", name="Choices for Kuura").click()
    anna.get_by_role("button", name="Let Kuura speak again").click()
    expect(kuura.get_by_role("status").filter(has_text="listen for a while")).to_have_count(0)
    kuura.get_by_role("button", name="Send").click()
    expect(heard(anna, "And I?")).to_have_count(1)


def test_somebody_whose_words_are_read_first_learns_it_at_once(enter):
    anna, kuura = enter("Anna"), enter("Kuura")

    anna.get_by_role("link", name="Choices for Kuura").click()
    anna.locator("dialog[open]").get_by_role("button", name="Read first").click()

    expect(kuura.get_by_role("status").filter(has_text="For now staff read your words")).to_be_visible()


def test_somebody_who_is_removed_sees_nothing_more_of_the_room(enter):
    anna, kuura = enter("Anna"), enter("Kuura")

    anna.get_by_role("link", name="Choices for Kuura").click()
    anna.get_by_role("link", name="End the seat").click()
    anna.get_by_label("In your own words").fill("We have talked about it.")
    anna.get_by_role("button", name="Be kind").click()

    expect(kuura.get_by_role("heading", name="Your seat in this group has been ended.")).to_be_visible(
        timeout=3000
    )
    assert "buns" not in kuura.content()
    expect(kuura.locator("main").get_by_role("link", name="Help now")).to_be_visible()


def test_exit_leaves_the_room_at_once(enter):
    kuura = enter("Kuura")
    kuura.route("https://**", lambda route: route.fulfill(body="weather"))

    kuura.get_by_role("link", name="Exit page").first.click()

    kuura.wait_for_url("https://**")
    assert "weather" in kuura.content()


def test_the_end_of_the_meeting_takes_the_box_and_leaves_the_words_in_it(enter):
    anna, kuura, halla = enter("Anna"), enter("Kuura", width=390, height=844), enter("Halla")
    box(halla).fill("I had one more thing")

    anna.get_by_text("End the meeting", exact=True).click()
    anna.get_by_role("button", name="End it now").click()

    expect(kuura.get_by_role("link", name="Go to your own page")).to_be_visible()
    expect(box(kuura)).to_be_hidden()
    expect(box(anna)).to_be_hidden()
    expect(box(halla)).to_have_value("I had one more thing")
    expect(box(halla)).to_be_visible()


def test_a_notice_above_the_box_keeps_the_end_of_the_talk_in_view(enter_room):
    anna, kuura = enter_room("Anna", talk=25), enter_room("Kuura", width=390, height=844)
    last = kuura.locator("[data-part=transcript] .message").last
    expect(last).to_be_in_viewport()

    anna.get_by_text("Pause the room", exact=True).click()
    anna.get_by_label("What everybody reads").fill("Five minutes of tea, and a window open. " * 3)
    anna.get_by_role("button", name="Pause now").click()

    expect(kuura.locator("[data-part=state]")).to_contain_text("Five minutes of tea")
    kuura.wait_for_timeout(300)
    room = kuura.evaluate(
        "document.querySelector('.room__below').getBoundingClientRect().top - "
        "[...document.querySelectorAll('[data-part=transcript] .message')].at(-1).getBoundingClientRect().bottom"
    )
    assert room >= 0
    expect(anna.get_by_text("Members read along and cannot write just now. You can.").last).to_be_visible()
