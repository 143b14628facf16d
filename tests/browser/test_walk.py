"""Every page in every role, in a real browser: nothing axe finds, nothing sideways, nothing from elsewhere."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.access.world import ROLES

pytestmark = pytest.mark.browser
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
BARS = "document.querySelectorAll('.frame, .room__below').forEach((bar) => bar.style.position = %s)"
SIDEWAYS = """() => [...document.querySelectorAll("body *")].filter((part) => {
  const box = part.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && getComputedStyle(part).position !== "fixed";
}).map((part) => part.outerHTML.slice(0, 120)).slice(0, 3)"""
SMALL = """() => [...document.querySelectorAll("button, summary, select, input:not([type=hidden])")].filter((part) => {
  const box = (part.closest("label") ?? part).getBoundingClientRect();
  const shown = part.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  if (part.tabIndex < 0 && part.ariaHidden === "true") return false;  // for nobody to press
  return shown && box.width > 1 && (box.width < 24 || box.height < 24);
}).map((part) => part.outerHTML.slice(0, 120))"""
FOCUSED = """() => {
  const part = document.activeElement, look = getComputedStyle(part), box = part.getBoundingClientRect();
  if (part === document.body) return null;
  const around = () => getComputedStyle(part.parentElement).boxShadow;  // a box may light up for the field in it
  const drawn = look.outlineStyle !== "none" && !look.outlineColor.endsWith(", 0)");
  const outlined = drawn && parseFloat(look.outlineWidth) >= 2;
  let seen = outlined || look.boxShadow !== "none";
  if (!seen) {
    const lit = around();
    part.blur();
    seen = lit !== around();
    part.focus();
  }
  return {
    what: part.outerHTML.slice(0, 120),
    skips: part.classList.contains("skip"),
    seen: seen && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
STOPS = 25  # of the Tab key; pages repeat themselves after that
seen = set()  # pages looked at in the wide and in the dark already, by their line in the table


@pytest.fixture(scope="module")
def world(live):
    return live.ask("world")


@pytest.fixture
def browse(chromium, live):
    """A page that remembers what went wrong in it, and what it asked of others."""
    context = chromium.new_context(
        viewport={"width": 320, "height": 640},
        locale="en-GB",
        timezone_id="Europe/Helsinki",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10000)
    page = context.new_page()
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(f"script: {error}"))
    page.on("console", lambda said: said.type == "error" and page.troubles.append(f"console: {said.text}"))
    page.on(
        "request", lambda asked: asked.url.startswith((live.url, "data:")) or page.troubles.append(asked.url)
    )
    page.on("websocket", lambda line: f":{live.port}/" in line.url or page.troubles.append(line.url))
    yield page
    context.close()


def violations(page):
    """What axe finds. Bars that stay lie over what is scrolled under them; a target half under one is not small."""
    page.evaluate(BARS % "'static'")
    found = Axe().run(page, options=AXE).response["violations"]
    page.evaluate(BARS % "''")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def go(page, live, path, cookie):
    page.context.clear_cookies()
    page.context.add_cookies([{**cookie, "url": live.url}])
    answer = page.goto(live.url + path)
    assert answer.status == 200
    assert page.url == live.url + path, "stays where it was asked to be"


def narrow(page):
    """What is wrong on the smallest telephone."""
    wrong = violations(page)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append(f"scrolls sideways: {page.evaluate(SIDEWAYS)}")
    return wrong + [f"small: {part}" for part in page.evaluate(SMALL)]


def wide(page):
    """What is wrong on a desk, in the light and in the dark, and by keyboard."""
    page.set_viewport_size({"width": 1280, "height": 800})
    wrong = [f"wide: {found}" for found in violations(page)]
    page.emulate_media(color_scheme="dark")
    wrong += [f"dark: {found}" for found in violations(page)]
    page.emulate_media(color_scheme="light")
    wrong += by_keyboard(page)
    page.set_viewport_size({"width": 320, "height": 640})
    return wrong


def by_keyboard(page):
    stops = []
    page.evaluate("document.activeElement.blur()")
    for _stop in range(STOPS):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(FOCUSED)) is None:
            break
        stops.append(stop)
    if page.locator("nav .skip").count() and not (stops and stops[0]["skips"]):
        yield f"Tab does not begin with the short ways: {stops[:1]}"
    yield from (f"focus is not seen: {stop['what']}" for stop in stops if not stop["seen"])


def told_by_title(page, private):
    title = page.title()
    if not re.search(r"\w", title):
        yield "no title"
    yield from (f"the title tells: {title}" for word in private if word in title)


@pytest.mark.parametrize("role", ROLES, ids=ROLES.get)
def test_every_page_is_in_order(role, browse, live, world):
    wrong = []

    for name, path, cookie in live.ask("walk_as", role=role)["pages"]:
        go(browse, live, path, cookie)
        troubles = [*narrow(browse), *told_by_title(browse, world["private"])]
        if name not in seen:
            seen.add(name)
            troubles += wide(browse)
        wrong += [f"{name}: {trouble}" for trouble in troubles + browse.troubles]
        browse.troubles.clear()

    assert not wrong, "\n".join(wrong)
