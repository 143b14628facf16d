"""Where a line leads that nobody has: it is not opened, and nothing is said of it."""

from community.live.members import NOT_FOUND


async def nowhere(scope, receive, send):
    """Refuse the line as a room does that is not there."""
    await receive()
    await send({"type": "websocket.close", "code": NOT_FOUND})
