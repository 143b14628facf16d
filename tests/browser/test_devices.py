"""Turning on that a device is told, and what it shows, in a real Chromium.

There is no push service in a closed machine, so `subscribe` answers with a subscription planted in the page, and
what would come from the service is delivered by the browser's own inspector.
"""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.push_service import Browser

pytestmark = pytest.mark.browser
PAGE = "/you/mails/"
PLANTED = """(way) => {
  window.asked = 0;
  const { requestPermission } = Notification;
  Notification.requestPermission = () => { window.asked += 1; return requestPermission.call(Notification); };
  PushManager.prototype.getSubscription = async () => null;
  PushManager.prototype.subscribe = async (options) => {
    window.subscribed = options;
    const { endpoint, ...keys } = way;
    return { toJSON: () => ({ endpoint, keys }) };
  };
}"""


@pytest.fixture
def site(live):
    """Browsers run such a script for this name without a certificate."""
    return live.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def phone(open_page, live, site):
    """The page of mails of a member, in a browser that has, or has not, given leave to notify."""

    def opener(*, may=True, **options):
        page = open_page(None, "/help/", width=390, height=844, **options)
        if may:
            page.context.grant_permissions(["notifications"], origin=site)
        way = vars(Browser().way("https://push.example.net/planted"))
        page.add_init_script(f"({PLANTED})({json.dumps(way)})")
        cookie = live.ask("session", user=live.ask("member")["user"])
        page.context.add_cookies([{**cookie, "url": site}])
        page.goto(site + PAGE)
        return page

    return opener


@pytest.fixture
def told(phone):
    """The page, and the worker of a device that was turned on."""
    page = phone()
    with page.context.expect_event("serviceworker") as came:
        page.get_by_role("button", name="Turn it on here").click()
    expect(page.get_by_text("This device now shows when there is something new.")).to_be_visible()
    return page, came.value


def deliver(page, site, words):
    """What the push service would have brought, opened by the browser."""
    inspector, known = page.context.new_cdp_session(page), []
    inspector.on(
        "ServiceWorker.workerRegistrationUpdated", lambda event: known.extend(event["registrations"])
    )
    inspector.send("ServiceWorker.enable")
    page.wait_for_function("navigator.serviceWorker.ready.then((worker) => Boolean(worker.active))")
    facts = {"origin": site, "registrationId": known[0]["registrationId"], "data": json.dumps(words)}
    inspector.send("ServiceWorker.deliverPushMessage", facts)
    page.wait_for_function(
        "navigator.serviceWorker.ready.then(async (worker) => (await worker.getNotifications()).length)"
    )


def test_nobody_is_asked_before_they_press_and_the_device_is_told_from_then_on(phone):
    page = phone()
    assert page.evaluate("[asked, window.subscribed ?? null]") == [0, None]
    key = page.locator("push-device").get_attribute("data-key")

    page.get_by_role("button", name="Turn it on here").press("Enter")

    expect(page.get_by_text("This device ·")).to_be_visible()
    assert len(key) == 87
    assert page.evaluate("asked") == 0  # the page after it asks nothing either
    assert not page.troubles
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa", "best-practice"]})
    assert not found.response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_shows_the_words_that_were_sent_and_leads_to_the_home_page(told, site):
    page, worker = told

    deliver(page, site, {"words": "Jotain uutta", "language": "fi"})
    deliver(page, site, {"words": "Jotain uutta", "language": "fi"})

    shown = """async () => (await self.registration.getNotifications())
        .map(({ title, body, lang }) => [title, body, lang])"""
    assert worker.evaluate(shown) == [["Jotain uutta", "", "fi"]]
    pressed = """async () => {
        const opened = [];
        self.clients.openWindow = async (address) => opened.push(address);
        const [notification] = await self.registration.getNotifications();
        self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
        return opened;
    }"""
    assert worker.evaluate(pressed) == ["/home/"]
    assert worker.evaluate("async () => (await self.caches.keys()).length") == 0


def test_turned_off_nothing_of_it_stays_in_the_browser(told):
    page, _worker = told

    page.get_by_role("button", name="Turn it off").click()

    expect(page.get_by_role("button", name="Turn it on here")).to_be_visible()
    page.wait_for_function("navigator.serviceWorker.getRegistrations().then((known) => !known.length)")


def test_whoever_does_not_allow_it_reads_that_nothing_was_turned_on(phone):
    page = phone(may=False)

    page.get_by_role("button", name="Turn it on here").click()

    expect(page.get_by_text("Your browser did not allow it.")).to_be_visible()
    expect(page.get_by_role("button", name="Turn it off")).to_have_count(0)
    assert page.evaluate("[asked, window.subscribed ?? null]") == [1, None]


def test_without_javascript_the_page_says_so_and_offers_no_button(phone):
    page = phone(javascript=False)

    expect(page.get_by_text("Turning it on needs JavaScript.")).to_be_visible()
    expect(page.get_by_role("button", name="Turn it on here")).to_be_hidden()
