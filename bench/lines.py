"""WebSocket lines for the load generator: plain sockets and as little Python as possible per frame.

A library costs more per frame than the server under test does; then one would measure the generator.
"""

import json
import re
import socket

MARK = b"mark-no-"  # stands in every body that is sent, before its number
MARK_SIZE, DIGITS = len(MARK), 8
SAID = b'{"type":"message.said"'
MARKS = re.compile(MARK + rb"(\d{8})")
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
READ_AT_MOST = 262_144

_buffer = bytearray(READ_AT_MOST)
_view = memoryview(_buffer)


def url_parts(url):
    host, _, port = url.removeprefix("http://").rstrip("/").partition(":")
    return host, int(port or 80)


def masked(payload, opcode=TEXT):
    """A frame from a client. The mask is zero, which the protocol allows and costs nothing."""
    if len(payload) < 126:
        head = bytes([0x80 | opcode, 0x80 | len(payload)])
    else:
        head = bytes([0x80 | opcode, 0xFE]) + len(payload).to_bytes(2, "big")
    return head + b"\0\0\0\0" + payload


def hear(data):
    """Cut what has arrived: the marks of messages said, in order; every other frame; how much was used.

    The one piece of Python that runs for each frame. What is left over is the start of the next one.
    """
    marks, others, at, end = [], [], 0, len(data)
    while end - at >= 2:
        size, start = data[at + 1], at + 2
        if size == 126:
            size, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
        elif size == 127:
            size, start = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
        stop = start + size
        if stop > end or start > end:
            break
        if data.startswith(SAID, start) and (mark := data.find(MARK, start, stop)) > 0:
            marks.append(data[mark + MARK_SIZE : mark + MARK_SIZE + DIGITS])
        else:
            others.append((data[at] & 0x0F, data[start:stop]))
        at = stop
    return marks, others, at


class Refusal(Exception):  # noqa: N818 - it says what happened
    """The server did not let this line in, or ended it."""


class Line:
    """One person's socket: comes in, catches up, then hears and speaks."""

    def __init__(self, url, door, since):
        self.host, self.port = url_parts(url)
        self.room, self.cookie, self.since = door["path"], door["cookie"], since
        self.rest = b""
        self.heard = []  # the marks, in the order they came
        self.bytes = 0  # of the frames that carried them
        self.waiting_for = None  # the mark this line has sent and not yet heard
        self.step = self._shake
        self.caught_up = None  # the frame that made it live
        self.sock = socket.socket()
        self.sock.setblocking(False)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.connect_ex((self.host, self.port))

    def ask(self):
        """The opening handshake, once the socket is connected."""
        host = f"{self.host}:{self.port}"
        request = (
            f"GET {self.room} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            f"Origin: http://{host}\r\nCookie: {self.cookie}\r\n\r\n"
        )
        self._send(request.encode())

    def come_in(self):
        """Take one step on the way in with what has arrived; True once live."""
        chunk = self._read()
        if chunk is not None:
            self.rest += chunk
            self.step()
        return self.caught_up is not None

    def _shake(self):
        head, end, rest = self.rest.partition(b"\r\n\r\n")
        if not end:
            return
        if not head.startswith(b"HTTP/1.1 101"):
            raise Refusal(head[:60].decode(errors="replace"))
        self.rest, self.step = rest, self._catch_up
        self._send(masked(b'{"since":%d}' % self.since))
        self._catch_up()

    def _catch_up(self):
        _marks, others, used = hear(self.rest)
        self.rest = self.rest[used:]
        for opcode, payload in others:
            if opcode == TEXT and payload.startswith(b'{"type":"caught_up"'):
                self.caught_up = payload
            elif opcode == CLOSE:
                raise Refusal(farewell(payload))
            elif payload.startswith((b'{"type":"leave"', b'{"type":"reload"')):
                raise Refusal(payload[:80].decode(errors="replace"))

    def listen(self):
        """The marks that have arrived, and frames of other kinds; pings are answered."""
        chunk = self._read()
        if chunk is None:
            return (), ()
        data = self.rest + chunk if self.rest else chunk
        marks, others, used = hear(data)
        self.rest = data[used:]
        self.heard += marks
        self.bytes += used
        for opcode, payload in others:
            self.bytes -= len(payload) + 4
            if opcode == PING:
                self._send(masked(payload, opcode=PONG))
            elif opcode == CLOSE:
                raise Refusal(farewell(payload))
        return marks, others

    def say(self, number, run):
        """Say a numbered body of 120 bytes, the usual size."""
        body = f"{MARK.decode()}{number:08d} ".ljust(120, "x")
        client_id = f"00000000-0000-4000-8{run:03x}-{number:012x}"
        self.waiting_for = b"%08d" % number
        self._send(masked(json.dumps({"say": {"client_id": client_id, "body": body}}).encode()))

    def _send(self, data):
        try:
            self.sock.send(data)
        except OSError as trouble:
            raise Refusal(str(trouble)) from trouble

    def _read(self):
        try:
            size = self.sock.recv_into(_buffer)
        except BlockingIOError:
            return None
        except OSError as trouble:
            raise Refusal(str(trouble)) from trouble
        if not size:
            raise Refusal("the server closed the line")
        return bytes(_view[:size])


def farewell(payload):
    """Why the server has closed a line, from its closing frame."""
    return (
        f"closed with {int.from_bytes(payload[:2], 'big')} {payload[2:60].decode(errors='replace')}".strip()
    )


def number_in(client_id):
    """The number of the message that a client_id was made for."""
    return int(client_id.rpartition("-")[2], 16)
