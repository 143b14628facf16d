"""The order of one room's news."""

from community.live.frames import Frame, pieces_of
from community.live.rooms import HELD_AT_MOST, Room
from community.live.source import Counter, Reading


def numbered(revision):
    return Frame.of("room.7d1f", {"type": "message", "revision": revision})


def reading(since, top, *revisions):
    rows = [(revision, {"type": "message", "revision": revision}) for revision in revisions]
    return Reading(Counter(top, ""), since, pieces_of(rows), {})


def started(revision):
    room = Room("7d1f")
    room.start(revision)
    return room


def numbers(frames):
    return [frame.revision for frame in frames]


def test_the_next_revision_goes_out_and_a_told_one_is_dropped():
    room = started(4)

    assert numbers(room.take(numbered(5))) == [5]
    assert room.take(numbered(5)) == []
    assert room.take(numbered(3)) == []
    assert not room.is_behind


def test_swapped_arrivals_go_out_in_order():
    room = started(4)

    assert room.take(numbered(7)) == []
    assert room.take(numbered(6)) == []
    assert room.is_behind
    assert numbers(room.take(numbered(5))) == [5, 6, 7]
    assert not room.is_behind


def test_before_the_baseline_everything_is_held():
    room = Room("7d1f")

    assert room.take(numbered(5)) == []
    assert room.take(numbered(6)) == []

    assert numbers(room.start(5)) == [6]
    assert room.held == {}


def test_a_repair_flushes_only_what_follows_without_a_hole():
    room = started(4)
    room.take(numbered(9))
    room.take(numbered(7))

    due = room.mend(reading(4, 6, 5, 6), known=6)

    assert numbers(due) == [6, 7]
    assert due[0].rows == reading(4, 6, 5, 6).pieces
    assert room.last == 7
    assert list(room.held) == [9]
    assert room.is_behind


def test_a_repair_moves_on_over_revisions_that_no_row_carries_any_more():
    room = started(4)

    due = room.mend(reading(4, 9, 8), known=9)

    assert numbers(due) == [9]
    assert [piece.revision for piece in due[0].rows] == [8]
    assert room.last == 9


def test_a_repair_believes_a_row_that_is_later_than_the_counter_read_before_it():
    room = started(4)

    room.mend(reading(4, 5, 5, 6), known=5)

    assert room.last == 6


def test_what_arrived_during_a_repair_is_not_told_twice():
    room = started(4)
    found = reading(4, 6, 5, 6)
    room.take(numbered(5))

    due = room.mend(found, known=6)

    assert [piece.revision for piece in due[0].rows] == [6]


def test_a_number_the_database_has_never_heard_of_is_not_waited_for():
    room = started(4)
    room.take(numbered(99))

    assert room.mend(reading(4, 4), known=99) == []

    assert not room.is_behind
    assert room.held == {}


def test_what_is_held_is_bounded_and_the_rest_is_left_to_the_repair():
    room = started(0)
    for revision in range(2, HELD_AT_MOST + 50):
        room.take(numbered(revision))

    assert len(room.held) == HELD_AT_MOST
    assert room.expected == HELD_AT_MOST + 49


def test_a_bundle_is_cut_for_someone_who_has_a_part_of_it():
    room = started(4)
    bundle = room.mend(reading(4, 8, 5, 7, 8), known=8)[0]

    assert [piece.revision for piece in bundle.since(6).rows] == [7, 8]
    assert bundle.since(6).revision == 8
    assert bundle.since(4) is bundle
