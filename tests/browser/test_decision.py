"""A moderator’s evening in presses: whatever is decided, it takes at most three from the queue."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
AT_MOST = 3
OF_SHOWN = ("none", "remind", "hide", "hold_first", "mute", "pause", "end_membership", "close_account")
OF_HELD = ("release", "return")


class Hand:
    """Presses, and counts them; writing into a box costs the press that opens it."""

    def __init__(self):
        self.presses = 0

    def press(self, locator):
        self.presses += 1
        locator.click()

    def write(self, locator, words):
        self.press(locator)
        locator.press_sequentially(words)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def queue(open_page, live, request):
    """The queue of a moderator, and a case of somebody's in it: `queue(state)` answers (page, case id)."""
    scene = live.ask("scene", staffed=False)

    def opener(state):
        case = live.ask("case", seat=scene["people"]["Kuura"]["seat"], state=state)["case"]
        user = live.ask("moderator")["user"]
        return open_page(user, "/moderation/queue/", width=390, height=844, javascript=request.param), case

    return opener


@pytest.mark.parametrize(
    ("state", "measure"), [("shown", one) for one in OF_SHOWN] + [("held", one) for one in OF_HELD]
)
def test_every_measure_takes_at_most_three_presses_from_the_queue(queue, live, state, measure):
    page, case = queue(state)
    hand = Hand()

    hand.press(page.locator(f"#case-{case}").get_by_role("button", name="Take it"))
    if measure in {"end_membership", "close_account"}:  # for ever nobody is told by ready words alone
        hand.write(page.get_by_label("What happened"), "You said it again after the talk.")
    hand.press(page.locator(f"button[name=measure][value={measure}]"))

    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    decided = live.ask("decided", case=case)
    assert decided["measure"] == measure or decided["is_proposed"]
    assert hand.presses <= AT_MOST
    assert page.troubles == []


def test_another_rule_is_one_of_the_three_presses_and_its_ready_sentence_is_read_first(queue, live):
    page, case = queue("shown")
    hand = Hand()

    hand.press(page.locator(f"#case-{case}").get_by_role("button", name="Take it"))
    hand.press(page.get_by_role("radio", name="What is said here stays here"))
    expect(page.get_by_text("It told something that can show who somebody is")).to_be_visible()
    hand.press(page.locator("button[name=measure][value=mute]"))

    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    assert live.ask("decided", case=case) == {"measure": "mute", "rule": "private", "is_proposed": False}
    assert hand.presses <= AT_MOST


def test_another_rule_for_another_time_takes_three_presses_from_next_and_is_undone_by_one(queue, live):
    page, case = queue("shown")
    hand = Hand()

    hand.press(page.locator(f"#case-{case} h2 a"))
    hand.press(page.get_by_role("radio", name="What is said here stays here"))
    hand.press(page.get_by_role("group", name="Listen only").get_by_role("button", name="30 days"))

    expect(page.get_by_text("The words still stand in the group.")).to_be_visible()
    assert live.ask("decided", case=case) == {"measure": "mute", "rule": "private", "is_proposed": False}
    assert hand.presses <= AT_MOST
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone. It waits again, and you have it.")).to_be_visible()


def test_enter_on_a_rule_decides_nothing(queue, live):
    page, case = queue("shown")
    page.locator(f"#case-{case}").get_by_role("button", name="Take it").click()

    page.get_by_role("radio").first.press("Enter")

    assert live.ask("decided", case=case) == {"measure": None, "rule": None, "is_proposed": False}


def test_by_keyboard_a_case_is_opened_and_its_decision_is_one_key_away(open_page, live):
    seat = live.ask("scene", staffed=False)["people"]["Kuura"]["seat"]
    case = live.ask("case", seat=seat)["case"]
    page = open_page(live.ask("moderator")["user"], "/moderation/queue/")
    page.locator(f"#case-{case} h2 a").focus()

    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{case}/")
    page.keyboard.press("d")

    expect(page.get_by_role("button", name="Hide the words")).to_be_focused()
    assert live.ask("decided", case=case)["measure"] is None
    page.keyboard.press("Enter")
    expect(page.get_by_text("Decided: Hide the words · ")).to_be_visible()
