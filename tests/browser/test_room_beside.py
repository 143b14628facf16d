"""Beside the talk, between real browsers: signs, answers, folding somebody away, and private lines."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_room_live import box, heard, say

pytestmark = pytest.mark.browser


@pytest.fixture
def enter(enter_room):
    """Walk into a room in which Anna, Kuura and Tuuli have said something, by alias."""
    return lambda alias, **options: enter_room(alias, talk=3, **options)


def choices(page, words):
    heard(page, words).first.locator(".message__more").click()
    return page.locator("dialog[open]")


def as_read(page):
    """What the transcript says to a screen reader, as Chromium sees it."""
    return page.locator("[data-part=transcript]").aria_snapshot()


def write_to_staff(page, words):
    page.locator("details.tools summary").click()
    page.get_by_role("link", name="Write to staff only").click()
    page.get_by_label("What you want to say").fill(words)
    page.get_by_role("button", name="Send to staff only").last.click()
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_sign_stands_under_the_words_on_every_page_and_is_not_read_as_news(enter):
    kuura, halla = enter("Kuura"), enter("Halla")
    kuura.evaluate(
        """() => { window.added = []; new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach(
        (node) => node.matches?.("article") && window.added.push(node.id)))).observe(
        document.querySelector("[data-part=transcript]"), { childList: true }); }"""
    )

    choices(halla, "I had baked already").get_by_role("button", name="I am with you").click()

    sign = heard(kuura, "I had baked already").locator(".message__sign")
    expect(sign).to_have_text("Halla: I am with you", use_inner_text=True)
    assert kuura.evaluate("window.added") == []  # no article came anew
    article = heard(kuura, "I had baked already").first
    assert article.get_attribute("aria-live") == "off"
    assert "Halla: I am with you" in as_read(kuura)
    choices(halla, "I had baked already").get_by_role("button", name="Take back: I am with you").click()
    expect(sign).to_have_count(0)
    assert kuura.troubles == halla.troubles == []


def test_one_message_is_answered_and_the_quote_goes_when_its_words_are_hidden(enter):
    anna, halla, kuura = enter("Anna"), enter("Halla"), enter("Kuura", width=320, height=640)

    choices(halla, "I had baked already").get_by_role("link", name="Answer this").click()
    expect(halla.locator("answer-line")).to_contain_text("You answer Kuura: Ours was cancelled on Monday.")
    expect(box(halla)).to_be_focused()
    say(halla, "Mine too.")

    quote = heard(kuura, "Mine too.").locator(".message__reply")
    expect(quote).to_contain_text("Kuura: Ours was cancelled on Monday.")
    expect(halla.locator("answer-line")).to_be_empty()
    choices(halla, "I go for a walk").get_by_role("link", name="Answer this").click()
    halla.get_by_role("link", name="Write without answering").click()
    expect(halla.locator("answer-line")).to_be_empty()
    assert kuura.evaluate("document.documentElement.scrollWidth <= innerWidth")

    choices(halla, "Ours was cancelled").get_by_role("link", name="Answer this").click()
    dialog = choices(anna, "Ours was cancelled")
    dialog.get_by_label("In your own words").fill("A real name.")
    dialog.get_by_role("button", name="What is said here stays here").click()

    expect(quote).to_contain_text("Kuura: these words are no longer here")
    expect(halla.locator("answer-line")).to_be_empty()
    for page in (halla, kuura):
        expect(page.locator("body")).not_to_contain_text("Ours was cancelled")
    assert anna.troubles == halla.troubles == kuura.troubles == []


@pytest.mark.parametrize("line", ["open", "lost meanwhile"])
def test_the_quote_goes_also_when_the_words_are_hidden_after_the_meeting(enter, line):
    anna, halla, kuura = enter("Anna"), enter("Halla"), enter("Kuura")
    choices(halla, "I had baked already").get_by_role("link", name="Answer this").click()
    say(halla, "Mine too.")
    quote = heard(kuura, "Mine too.").locator(".message__reply")
    expect(quote).to_contain_text("Kuura: Ours was cancelled on Monday.")
    anna.get_by_text("End the meeting", exact=True).click()
    anna.get_by_role("button", name="End it now").click()
    expect(kuura.locator("[data-part=state]")).to_contain_text("The meeting has ended.")

    if line == "lost meanwhile":
        kuura.context.set_offline(True)
    dialog = choices(anna, "Ours was cancelled")
    dialog.get_by_label("In your own words").fill("A real name.")
    dialog.get_by_role("button", name="What is said here stays here").click()
    expect(dialog).to_have_count(0)
    kuura.context.set_offline(False)

    expect(quote).to_contain_text("Kuura: these words are no longer here", timeout=15000)
    for page in (anna, halla, kuura):
        expect(page.locator("body")).not_to_contain_text("Ours was cancelled")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (820, 1180), (1024, 768)])
def test_what_one_answers_never_pushes_the_button_off_the_page(enter, width, height):
    halla = enter("Halla", width=width, height=height)

    choices(halla, "I had baked already").get_by_role("link", name="Answer this").click()

    expect(halla.locator("answer-line")).to_contain_text("You answer Kuura")
    for name in ("Send", "Write without answering"):
        control = halla.locator(".composer").get_by_text(name, exact=True)
        expect(control).to_be_in_viewport(ratio=1)
        assert control.evaluate("(one) => one.getBoundingClientRect().right <= innerWidth")


def test_somebody_folded_away_stays_folded_and_does_not_know(enter):
    kuura, halla = enter("Kuura"), enter("Halla")

    choices(halla, "I had baked already").get_by_role(
        "button", name="Do not show me what Kuura writes"
    ).click()

    expect(halla.locator(".message__fold").first).to_contain_text("Kuura wrote something.")
    expect(halla.get_by_text("I had baked already")).to_be_hidden()
    assert "baked" not in as_read(halla)
    say(kuura, "And again on Friday.")
    expect(halla.locator(".message--folded")).to_have_count(2)
    expect(halla.get_by_text("And again on Friday.")).to_be_hidden()

    halla.get_by_role("button", name="Show it").last.click()
    expect(halla.get_by_text("And again on Friday.")).to_be_visible()
    expect(halla.get_by_text("I had baked already")).to_be_hidden()
    halla.reload()
    expect(halla.get_by_text("And again on Friday.")).to_be_hidden()
    expect(kuura.locator("body")).not_to_contain_text("wrote something")
    halla.locator("details.tools summary").click()
    halla.get_by_role("button", name="Show again").click()
    expect(halla.get_by_text("I had baked already")).to_be_visible()
    assert kuura.troubles == halla.troubles == []


def test_a_member_and_staff_write_to_each_other_and_nobody_else_sees_it(enter):
    anna, kuura, halla = enter("Anna"), enter("Kuura"), enter("Halla")

    write_to_staff(kuura, "I stay, but I may go quiet.")

    expect(kuura.locator("[data-part=line]")).to_contain_text("What you wrote is with staff.")
    waiting = anna.locator("[data-part=lines] .waiting")
    expect(waiting).to_contain_text("I stay, but I may go quiet.")
    expect(anna.locator("line-ears")).to_have_text("Kuura wrote to staff")
    expect(anna).to_have_title("(1) Room · Vierelle")
    waiting.get_by_role("link", name="Answer").click()
    anna.get_by_label("What you want to say").fill("I see you.")
    anna.get_by_role("button", name="Send to Kuura only").click()

    expect(kuura.locator("line-ears")).to_have_text("Anna has answered you.")
    kuura.locator("[data-part=line] summary").click()
    expect(kuura.get_by_text("I see you.")).to_be_visible()
    kuura.get_by_role("textbox", name="Write to staff only").fill("Thank you.")
    kuura.get_by_role("button", name="Send to staff only").click()
    expect(waiting).to_contain_text("Thank you.")
    waiting.get_by_role("button", name="Seen").click()
    expect(waiting).to_have_count(0)
    expect(kuura.locator("[data-part=line]")).to_contain_text("Staff have read what you wrote.")
    for words in ("go quiet", "I see you", "Thank you."):
        expect(halla.locator("body")).not_to_contain_text(words)
    assert anna.troubles == kuura.troubles == halla.troubles == []


def test_staff_talk_among_themselves_beside_the_room(enter):
    anna, kuura = enter("Anna"), enter("Kuura")

    anna.locator("#staff-line summary").click()
    anna.get_by_label("Say it to staff only").fill("Shall we pause?")
    anna.locator("#staff-line").get_by_role("button", name="Send to staff only").click()

    expect(anna.locator("#staff-line li")).to_contain_text("Shall we pause?")
    expect(kuura.locator("body")).not_to_contain_text("Shall we pause?")
    assert anna.troubles == kuura.troubles == []


def test_all_of_it_works_without_javascript(enter):
    halla, kuura = enter("Halla", javascript=False), enter("Kuura", javascript=False)

    heard(halla, "I had baked already").locator(".message__more").click()
    halla.get_by_role("link", name="Answer this").click()
    expect(halla.locator("answer-line")).to_contain_text("You answer Kuura:")
    say(halla, "Mine too.")
    expect(heard(halla, "Mine too.").locator(".message__reply")).to_contain_text("Kuura: Ours was")
    heard(halla, "I had baked already").first.locator(".message__more").click()
    halla.get_by_role("button", name="Do not show me what Kuura writes").click()
    expect(halla.locator("details.folded > summary").first).to_contain_text("Kuura wrote something.")
    halla.locator("details.folded > summary").first.click()
    expect(halla.get_by_text("I had baked already").first).to_be_visible()

    kuura.locator("details.tools summary").click()
    kuura.get_by_role("link", name="Write to staff only").click()
    kuura.get_by_label("What you want to say").fill("I may go quiet.")
    kuura.get_by_role("button", name="Send to staff only").click()
    expect(kuura.locator("[data-part=line]")).to_contain_text("What you wrote is with staff.")
