"""The short way onto the wire: a frame is the same bytes for every socket, so they are made once for all.

The server makes them anew for each socket, with an object and a coroutine for each: half of what it costs to tell a
room something. This reaches into the protocol of the one server we run under; wherever anything is not as it is on
an open line there (another server, compression, a full buffer, a line that closes), the ordinary way is taken.
"""

import struct

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

FINAL_TEXT = 0x81  # RFC 6455, section 5.2: the last frame of a message, and of text


class Event(dict):
    """The ASGI message that sends a text, shared by all who are told it, with its bytes once they were made."""

    __slots__ = ("bytes",)

    def __init__(self, text):
        super().__init__(type="websocket.send", text=text)
        self.bytes = None


def protocol_of(send):
    """The server's protocol behind an ASGI `send` that may be written to directly, else None."""
    protocol = getattr(send, "__self__", None)
    if type(protocol) is not WebSocketsSansIOProtocol or protocol.config.ws_per_message_deflate:
        return None
    return protocol


def write(protocol, event):
    """Write the event; False, and nothing is done, when the ordinary way has to be taken."""
    if (
        not protocol.writable.is_set()
        or not protocol.handshake_complete
        or protocol.close_sent
        or protocol.disconnected
        or protocol.conn.state is not State.OPEN
    ):
        return False
    if event.bytes is None:
        event.bytes = framed(event["text"])
    protocol.transport.write(event.bytes)
    return True


def framed(text):
    """A text as the server sends it: one frame, not masked, not compressed."""
    words = text.encode()
    size = len(words)
    if size < 126:
        head = struct.pack("!BB", FINAL_TEXT, size)
    elif size < 1 << 16:
        head = struct.pack("!BBH", FINAL_TEXT, 126, size)
    else:
        head = struct.pack("!BBQ", FINAL_TEXT, 127, size)
    return head + words
