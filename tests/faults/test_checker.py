"""The checker itself, with faults planted: one that sees nothing would pass everything."""

import json

import pytest

from tests.faults.checker import Event, Log, check

KNOWN = ["mark-" + f"{number:016x}" for number in range(10)]


def row(number, author="ann", **facts):
    """A message as it stands in the database; its position is its number."""
    facts = {"state": "shown", "position": number, "was_held": False, "room": "here"} | facts
    body = f"{KNOWN[number]} & some words"
    return {"id": _id(number), "author": author, "client_id": f"c{number}", "body": body, **facts}


def said(number, **facts):
    """The frame that tells it."""
    html = f'<article id="message-{_id(number)}">{KNOWN[number]} &amp; some words</article>'
    facts = {"type": "message.said", "id": _id(number), "position": number, "revision": number} | facts
    return Event(number, "heard", json.dumps({"html": html} | facts))


def greeting(*numbers, revision):
    news = [json.loads(said(number).what) for number in numbers]
    return Event(revision, "heard", json.dumps({"type": "caught_up", "revision": revision, "news": news}))


def speaking(number):
    """Saying it, and the answer."""
    answer = {"type": "accepted", "client_id": f"c{number}", "id": _id(number), "state": "shown"}
    sent = {"client_id": f"c{number}", "body": f"{KNOWN[number]} & some words"}
    return [Event(number, "said", sent), Event(number, "heard", json.dumps(answer))]


def _id(number):
    return f"00000000-0000-4000-8000-{number:012}"


@pytest.fixture
def night():
    """Three messages, the third let through by staff at 2.5; heard by three people, one after a broken line."""
    start = [Event(0, "open"), Event(0, "asked", 0), greeting(revision=0)]
    ann = Log("ann", "here", events=[*start, *speaking(1), said(1), *speaking(2), said(2), said(3)])
    bea = Log("bea", "here", events=[*start, *speaking(3), said(1)])
    bea.events += [Event(1, "lost"), Event(2, "open"), Event(2, "asked", 1), greeting(2, 3, revision=3)]
    cia = Log("cia", "here", leads=True, events=[*start, said(1), said(2), _panel(3), said(3)])
    dan = Log("dan", "elsewhere", events=list(start))
    rows = [row(1), row(2), row(3, author="bea", was_held=True)]
    return {"logs": [ann, bea, cia, dan], "rows": rows, "releases": {_id(3): 2.5}}


def _panel(number):
    return Event(2, "heard", json.dumps({"type": "staff.scene", "parts": {"panel": KNOWN[number]}}))


def events_of(night, seat):
    return next(log.events for log in night["logs"] if log.seat == seat)


def test_a_night_without_faults_passes(night):
    assert check(**night) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_message_one_page_never_got_is_found(night, number):
    heard = events_of(night, "cia")
    heard[:] = [event for event in heard if event.kind != "heard" or event.what != said(number).what]

    assert f"lost: {_id(number)} for cia" in check(**night)


def test_a_message_missed_while_the_line_was_broken_is_found(night):
    events_of(night, "bea")[-1] = greeting(3, revision=3)

    assert check(**night) == [f"lost: {_id(2)} for bea"]


def test_a_message_told_twice_is_found(night):
    events_of(night, "ann").append(said(2))

    assert "told again" in check(**night)[0]


def test_an_answer_with_more_than_was_asked_for_is_found(night):
    events_of(night, "bea")[-1] = greeting(1, 2, 3, revision=3)

    assert "told again" in check(**night)[0]


def test_a_page_that_saw_a_hole_may_be_told_again(night):
    heard = events_of(night, "ann")
    heard[-2:] = [said(3), Event(3, "asked", 1), greeting(2, 3, revision=3)]

    assert check(**night) == []


def test_a_page_fetched_whole_counts_as_heard(night):
    """What the line brings of it once more is placed over what is there."""
    heard = events_of(night, "ann")
    articles = "".join(_article(number) for number in (1, 2, 3))
    heard[-2:] = [Event(3, "page", f'<live-room data-since="3">{articles}'), said(3)]
    assert check(**night) == []

    heard[-2] = Event(3, "page", f'<live-room data-since="3">{_article(1)}{_article(3)}')
    assert f"lost: {_id(2)} for ann" in check(**night)


def _article(number):
    return f'<article class="message" id="message-{_id(number)}" data-position="{number}">{KNOWN[number]}</article>'


def test_swapped_messages_are_found(night):
    events_of(night, "bea")[-1] = greeting(3, 2, revision=3)

    assert "out of order" in check(**night)[0]


def test_another_order_than_the_databases_is_found(night):
    night["rows"][0]["position"], night["rows"][1]["position"] = 2, 1

    assert any("another order" in finding for finding in check(**night))


def test_other_words_than_were_said_are_found(night):
    night["rows"][0]["body"] += " and more"

    assert check(**night) == [f"not the words that were sent: {_id(1)}"]


def test_an_accepted_message_that_is_gone_is_found(night):
    del night["rows"][1]

    assert f"accepted but not in the database: {_id(2)} of ann" in check(**night)


def test_words_that_were_never_answered_are_found(night):
    events_of(night, "ann").append(Event(4, "said", {"client_id": "c9", "body": KNOWN[9]}))

    assert check(**night) == ["never accepted: c9 of ann"]


@pytest.mark.parametrize("change", [{"client_id": "c8"}, {"id": _id(8), "position": 8}])
def test_words_that_stand_twice_are_found(night, change):
    """By the same client id, or by the same words under another."""
    night["rows"].append(row(2) | {"position": None, "state": "held"} | change)

    assert any("twice in the database" in finding for finding in check(**night))


def test_two_messages_in_one_place_are_found(night):
    night["rows"].append(row(4, position=2))

    assert any("twice in the database" in finding for finding in check(**night))


@pytest.mark.parametrize("how", ["frame", "page", "panel"])
def test_held_words_that_reached_another_member_are_found(night, how):
    leak = {
        "frame": said(4),
        "page": Event(4, "page", f'<live-room data-since="3">{KNOWN[4]}'),
        "panel": _panel(4),
    }
    night["rows"].append(row(4, author="bea", position=None, state="held", was_held=True))
    events_of(night, "bea").extend(speaking(4))
    events_of(night, "ann").append(leak[how])

    assert any(finding.startswith("leaked though held") and "ann" in finding for finding in check(**night))


def test_words_let_through_that_came_before_that_are_found(night):
    night["releases"][_id(3)] = 3.5

    assert f"leaked before it was let through: {_id(3)} to ann" in check(**night)


def test_words_in_another_room_are_found(night):
    events_of(night, "dan").append(_panel(1))

    assert check(**night) == [f"leaked to another room: {_id(1)} to dan"]


def test_words_that_nobody_kept_are_found(night):
    events_of(night, "dan").append(_panel(7))

    assert check(**night) == [f"unknown words at dan: {KNOWN[7]}"]
