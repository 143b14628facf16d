"""The copy of one’s own data, taken by a press and opened where there is no network: one’s own, and of nobody else."""

import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.stage import TALK
from tests.cast import PASSPHRASE

pytestmark = pytest.mark.browser


@pytest.fixture
def alone(chromium, tmp_path):
    """A browser without network, and what it asked for all the same."""
    context = chromium.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.asked, page.troubles = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda said: page.troubles.append(said.text))
    yield page
    context.close()


def test_a_copy_opens_by_itself_and_holds_no_word_of_anybody_else(open_page, live, alone, tmp_path):
    scene = live.ask("scene", talk=len(TALK))
    page = open_page(scene["people"]["Kuura"]["user"], "/you/own-data/", width=390, height=844)
    page.get_by_role("link", name="See what is in it").click()
    page.locator("input[name=password]").fill(
        PASSPHRASE
    )  # who signed in long ago proves once more who they are
    page.keyboard.press("Enter")

    with page.expect_download() as download:
        page.get_by_role("button", name="Save the copy").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        archive.extractall(tmp_path)
    alone.goto(f"file://{tmp_path}/index.html")

    expect(alone.get_by_role("heading", level=1, name="Your own data")).to_be_visible()
    said = alone.content()
    whole = said + (tmp_path / "data.json").read_text()
    assert [words in said for author, words in TALK if author == "Kuura"] == [True]
    others = [part for author, words in TALK if author != "Kuura" for part in words.split("\n\n")]
    assert not [words for words in others if words in whole]
    assert not [alias for alias in scene["people"] if alias != "Kuura" and alias in whole]
    assert alone.asked == [f"file://{tmp_path}/index.html"]
    assert alone.troubles == []
    assert alone.evaluate("document.documentElement.scrollWidth <= innerWidth")
