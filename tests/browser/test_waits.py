"""What waits for moderators, live and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_call_appears_by_itself_and_the_caller_learns_who_took_it(enter_room, open_page, live):
    kuura = enter_room("Kuura", width=390, height=844, staffed=False)
    watch = open_page(live.ask("moderator")["user"], "/reports/")
    expect(watch.get_by_role("link", name="Show what is new")).to_be_hidden()
    calls = watch.locator("article", has=watch.get_by_role("button", name="I take this"))
    before = calls.count()  # of other tests, on the same server

    kuura.get_by_role("link", name="I need help now").click()
    kuura.get_by_role("button", name="Call the moderators").click()

    expect(calls).to_have_count(before + 1, timeout=14000)
    expect(watch).to_have_title(re.compile(r"^\(\d+\) What waits"))
    expect(watch.locator("[data-part=said]")).to_contain_text("Something new waits.")
    calls.last.get_by_role("button").click()  # the longest wait stands first

    expect(watch.locator("article", has_text="Oskari has this call since").first).to_be_visible()
    expect(kuura.locator("dialog[open] [role=status]")).to_contain_text(
        "Oskari of the moderators has your call"
    )
    assert watch.troubles == kuura.troubles == []


def test_without_javascript_a_link_shows_what_is_new(open_page, live):
    watch = open_page(live.ask("moderator")["user"], "/reports/", javascript=False)

    watch.get_by_role("link", name="Show what is new").click()

    expect(watch.get_by_role("heading", name="What waits")).to_be_visible()


def test_a_case_appears_in_the_queue_by_itself_and_the_focus_stays(open_page, live):
    seats = [person["seat"] for person in live.ask("scene", staffed=False)["people"].values()]
    first = live.ask("case", seat=seats[0])["case"]
    queue = open_page(live.ask("moderator")["user"], "/moderation/queue/", width=390, height=844)
    expect(queue.get_by_role("link", name="Look again")).to_be_hidden()
    taking = queue.locator(f"#case-{first}").get_by_role("button", name="Take it")
    taking.focus()

    second = live.ask("case", seat=seats[1])["case"]

    expect(queue.locator(f"#case-{second}")).to_be_visible(timeout=14000)
    expect(queue.locator(f"#case-{first}").get_by_role("button", name="Take it")).to_be_focused()
    expect(queue.locator("what-waits > [data-part=said]")).to_contain_text("Something new waits.")
    assert queue.troubles == []


def test_without_javascript_the_queue_has_a_link_to_look_again(open_page, live):
    queue = open_page(live.ask("moderator")["user"], "/moderation/queue/", javascript=False)

    queue.get_by_role("link", name="Look again").click()

    expect(queue.get_by_role("heading", name="Queue")).to_be_visible()


LOWEST = """() => [...document.querySelectorAll("main a, main button")].filter((one) => {
  const box = one.getBoundingClientRect();
  return one.checkVisibility() && box.top < innerHeight - 24 && box.bottom > innerHeight - 160;
}).at(-1)?.focus({ preventScroll: true })"""


def test_an_alarm_that_comes_does_not_push_the_focus_out_of_sight(open_page, live):
    seat = live.ask("scene", staffed=False)["people"]["Kuura"]["seat"]
    page = open_page(live.ask("moderator")["user"], "/duty/", width=390, height=640)
    page.evaluate(LOWEST)
    assert page.evaluate("document.activeElement !== document.body")

    live.ask("case", seat=seat, priority=0)

    expect(page.get_by_role("button", name="I have it").first).to_be_attached(timeout=14000)
    expect(page.locator(":focus")).to_be_in_viewport()
    assert page.troubles == []
