"""What a ring gives out, and when it gives out nothing."""

from community.live.frames import SIGNS_AT_MOST, Frame, pieces_of, signs_in
from community.live.ring import AT_MOST, KEPT_SECONDS, Ring
from community.live.rooms import Room
from community.live.source import Counter, Reading


def numbered(revision, key=None):
    return Frame.of("room.7d1f", {"type": "message", "revision": revision, "id": key or f"row {revision}"})


def reading(since, top, *revisions, chapter="spring"):
    rows = [(number, {"type": "message", "revision": number, "id": f"row {number}"}) for number in revisions]
    return Reading(Counter(top, "", chapter), since, pieces_of(rows), {})


def filled(*facts, **more):
    ring = Ring()
    ring.begin()
    ring.end(reading(*facts, **more), now=0)
    return ring


def told(ring, revision, chapter="spring", now=0):
    pieces = ring.since(revision, chapter, now)
    return None if pieces is None else [piece.revision for piece in pieces]


def test_an_empty_ring_leaves_everything_to_the_database():
    assert told(Ring(), 0) is None


def test_what_was_read_and_what_followed_come_out_oldest_first():
    ring = filled(4, 6, 5, 6)
    ring.add(numbered(7))

    assert told(ring, 4) == [5, 6, 7]
    assert told(ring, 6) == [7]
    assert told(ring, 7) == []
    assert ring.top == 7


def test_a_page_from_before_it_or_ahead_of_it_asks_the_database():
    ring = filled(4, 6, 5, 6)

    assert told(ring, 3) is None
    assert told(ring, 7) is None


def test_of_one_message_only_the_latest_change_comes_out():
    ring = filled(4, 6, 5, 6)
    ring.add(numbered(7, "row 5"))

    assert told(ring, 4) == [6, 7]


def test_it_keeps_no_more_than_fits_into_one_frame():
    ring = filled(0, 0)
    words = "x" * (SIGNS_AT_MOST // 4)
    for revision in range(1, 6):
        ring.add(
            Frame.of(
                "room.7d1f", {"type": "message", "revision": revision, "id": str(revision), "body": words}
            )
        )
    ring.add(numbered(6, "5"))  # said again, and short

    assert told(ring, 1) is None
    assert told(ring, 2) == [3, 4, 6]
    assert ring.signs == signs_in(ring.pieces.values()) <= SIGNS_AT_MOST


def test_a_number_that_does_not_follow_empties_it():
    ring = filled(4, 6, 5, 6)
    ring.add(numbered(8))

    assert told(ring, 6) is None


def test_what_is_in_it_already_changes_nothing():
    ring = filled(4, 6, 5, 6)
    ring.add(numbered(6))

    assert told(ring, 4) == [5, 6]


def test_what_is_told_during_a_reading_comes_after_it():
    ring = Ring()
    ring.begin()
    ring.add(numbered(6))
    ring.add(numbered(7))
    ring.end(reading(4, 6, 5, 6), now=0)

    assert told(ring, 4) == [5, 6, 7]
    assert ring.late is None


def test_a_reading_that_fails_leaves_it_as_it_was():
    ring = filled(4, 6, 5, 6)
    ring.begin()
    ring.end(None, now=0)

    assert told(ring, 4) == [5, 6]
    assert ring.late is None


def test_a_later_reading_that_reaches_less_far_back_does_not_shorten_it():
    ring = filled(4, 6, 5, 6)
    ring.begin()
    ring.end(reading(5, 6, 6), now=0)

    assert told(ring, 4) == [5, 6]


def test_a_reading_that_reaches_further_back_replaces_it():
    ring = filled(5, 6, 6)
    ring.begin()
    ring.end(reading(2, 6, 3, 6), now=0)

    assert told(ring, 2) == [3, 6]


def test_a_repair_is_taken_in_and_too_big_a_one_empties_it():
    room = Room("7d1f")
    room.start(6)
    room.ring = filled(4, 6, 5, 6)

    for due in room.mend(reading(6, 9, 8), known=9):
        room.ring.add(due)
    assert told(room.ring, 4) == [5, 6, 8]
    assert room.ring.top == 9

    too_big = Reading(Counter(12, "", "spring"), 9, None, {})
    for due in room.mend(too_big, known=12):
        room.ring.add(due)
    assert told(room.ring, 9) is None


def test_it_tells_nothing_to_a_seat_of_another_meeting():
    ring = filled(4, 6, 5, 6)

    assert told(ring, 4, chapter="summer") is None
    assert told(ring, 4, chapter="") is None


def test_while_no_meeting_is_on_no_change_goes_in():
    assert told(filled(4, 6, 5, 6, chapter=""), 4, chapter="") is None

    ring = filled(6, 6, chapter="")
    assert told(ring, 6, chapter="") == []
    ring.add(numbered(7))
    assert told(ring, 6, chapter="") is None


def test_it_stays_small_and_knows_where_it_begins_then():
    ring = filled(0, 0)
    for revision in range(1, AT_MOST + 11):
        ring.add(numbered(revision))

    assert told(ring, 9) is None
    assert told(ring, 10) == list(range(11, AT_MOST + 11))


def test_it_keeps_no_words_that_nobody_asks_for():
    ring = filled(4, 6, 5, 6)
    told(ring, 4, now=30)

    ring.forget(now=30 + KEPT_SECONDS)
    assert told(ring, 4, now=30) == [5, 6]

    ring.forget(now=31 + KEPT_SECONDS)
    assert told(ring, 4) is None
    assert ring.pieces == {}
