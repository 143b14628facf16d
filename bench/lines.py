"""WebSocket lines for the load generator: plain sockets and as little Python as possible per frame.

A library costs more per frame than the server under test does; then one would measure the generator.
"""

import json
import re
import socket

MARK = re.compile(rb"mark(\d{8})")  # in every body that is sent: its number


def url_parts(url):
    host, _, port = url.removeprefix("http://").rstrip("/").partition(":")
    return host, int(port or 80)


def masked(text):
    """A text frame from a client. The mask is zero, which the protocol allows and costs nothing."""
    payload = text.encode()
    if len(payload) < 126:
        head = bytes([0x81, 0x80 | len(payload)])
    else:
        head = bytes([0x81, 0xFE]) + len(payload).to_bytes(2, "big")
    return head + b"\0\0\0\0" + payload


class Line:
    """One open socket: cuts what arrives into frames."""

    def __init__(self, host, port, path, cookie):
        self.room = path
        self.sock = socket.create_connection((host, port), timeout=30)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = (
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            f"Origin: http://{host}:{port}\r\nCookie: {cookie}\r\n\r\n"
        )
        self.sock.sendall(request.encode())
        self.rest = b""
        self.marks = set()
        self.doubles = 0
        self.waiting_for = None  # the mark this line has sent and not yet heard

    def shake(self, since):
        """Finish the opening and say the first word; raises when the door stays closed."""
        while b"\r\n\r\n" not in self.rest:
            chunk = self.sock.recv(65536)
            if not chunk:
                raise ConnectionError(f"{self.room} closed the line: {self.rest[:60]!r}")
            self.rest += chunk
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n")[0] + b" ":
            raise ConnectionError(f"{self.room} refused: {head[:60]!r}")
        self.sock.sendall(masked(json.dumps({"since": since})))

    def await_greeting(self):
        """Wait for the caught_up frame, so that all are in the room before anybody speaks."""
        while True:
            for opcode, payload in self.frames():
                if opcode == 1 and b'"caught_up"' in payload[:40]:
                    return
                if opcode == 8 or b'"leave"' in payload[:40]:
                    raise ConnectionError(f"{self.room} sent {payload[:80]!r}")
            self.rest += self.sock.recv(65536)

    def frames(self):
        """Take whole frames off what has arrived."""
        data, at, found = self.rest, 0, []
        while len(data) - at >= 2:
            size, start = data[at + 1] & 0x7F, at + 2
            if size == 126:
                size, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            elif size == 127:
                size, start = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
            if len(data) < start + size:
                break
            found.append((data[at] & 0x0F, data[start : start + size]))
            at = start + size
        self.rest = data[at:] if at else data
        return found

    def say(self, number, run):
        """Say a numbered body of 120 bytes, the usual size."""
        body = f"mark{number:08d} ".ljust(120, "x")
        client_id = f"00000000-0000-4000-8{run % 4096:03x}-{number:012x}"
        frame = {"say": {"client_id": client_id, "body": body}}
        self.waiting_for = number
        self.sock.send(masked(json.dumps(frame)))
