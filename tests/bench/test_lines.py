"""Cutting what arrives into frames, and reading the numbers in them."""

import json

import pytest

from bench import lines


def frame(payload, opcode=lines.TEXT):
    """A frame as a server sends it."""
    if len(payload) < 126:
        size = bytes([len(payload)])
    elif len(payload) < 65536:
        size = b"\x7e" + len(payload).to_bytes(2, "big")
    else:
        size = b"\x7f" + len(payload).to_bytes(8, "big")
    return bytes([0x80 | opcode]) + size + payload


def said(number, filling=0):
    words = f"<p>mark-no-{number:08d} {'x' * filling}</p>"
    return frame(json.dumps({"type": "message.said", "html": words}, separators=(",", ":")).encode())


@pytest.mark.parametrize("filling", [0, 20, 200, 70_000])
def test_messages_of_every_length_are_heard_in_order(filling):
    data = said(7, filling) + said(3, filling) + said(7, filling)

    marks, others, used = lines.hear(data)

    assert marks == [b"00000007", b"00000003", b"00000007"]
    assert others == []
    assert used == len(data)


def test_a_frame_cut_anywhere_waits_for_its_rest():
    data = said(1) + said(2, 200)

    for cut in range(len(data)):
        first, _others, used = lines.hear(data[:cut])
        second, _others, used_then = lines.hear(data[used:])
        assert first + second == [b"00000001", b"00000002"]
        assert used + used_then == len(data)


def test_other_frames_are_handed_on_and_never_counted():
    ping, answer = frame(b"ping", lines.PING), frame(b'{"type":"accepted","html":"mark-no-00000001"}')

    marks, others, _used = lines.hear(ping + answer + said(1))

    assert marks == [b"00000001"]
    assert others == [(lines.PING, b"ping"), (lines.TEXT, b'{"type":"accepted","html":"mark-no-00000001"}')]


def test_a_message_counts_once_however_often_its_number_stands_in_it():
    text = b'{"type":"message.said","html":"<p title=mark-no-00000005>mark-no-00000005</p>"}'

    assert lines.hear(frame(text))[0] == [b"00000005"]


def test_what_is_said_carries_its_number_twice():
    class Sock:
        def send(self, data):
            self.data = data

    line = lines.Line.__new__(lines.Line)
    line.sock = Sock()
    line.say(12, run=5)

    payload = line.sock.data[8:]  # two bytes of head, two of length, four of mask
    facts = json.loads(payload)["say"]
    assert lines.MARKS.findall(payload) == [line.waiting_for] == [b"00000012"]
    assert len(facts["body"]) == 120
    assert lines.number_in(facts["client_id"]) == 12


def test_a_farewell_is_told_in_full():
    assert lines.farewell((4404).to_bytes(2, "big") + b"not here") == "closed with 4404 not here"
    assert lines.farewell(b"") == "closed with 0"
