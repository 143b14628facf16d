"""A bare broadcast server: no Django, no sign-in, no database, no order. What one core can do at best.

It sends the frames the house sends, as many and as long, so that both put the same weight on the
line: BARE_SAID bytes to everyone for a message, BARE_ACCEPTED to who said it, BARE_CAUGHT_UP to who
comes in (nothing where that is 0).
"""

import json
import os

SAID, ACCEPTED, CAUGHT_UP = (
    int(os.environ.get(f"BARE_{name}", "0")) for name in ("SAID", "ACCEPTED", "CAUGHT_UP")
)
rooms = {}


async def application(scope, receive, send):
    if scope["type"] != "websocket":
        return
    members = rooms.setdefault(scope["path"], set())
    await receive()
    await send({"type": "websocket.accept"})
    try:
        while (event := await receive())["type"] == "websocket.receive":
            await _answer(json.loads(event["text"]), members, send)
    finally:
        members.discard(send)


async def _answer(content, members, send):
    if "since" in content:
        members.add(send)
        await send(_padded({"type": "caught_up", "revision": 0, "news": []}, CAUGHT_UP))
        return
    event = _padded({"type": "message.said", "html": content["say"]["body"]}, SAID)
    for member in tuple(members):
        try:
            await member(event)
        except Exception:  # noqa: BLE001 (it has gone)
            members.discard(member)
    if ACCEPTED:
        await send(_padded({"type": "accepted"}, ACCEPTED))


def _padded(facts, size):
    text = json.dumps(facts, separators=(",", ":"))
    text = text[:-1] + " " * (size - len(text)) + "}"
    return {"type": "websocket.send", "text": text}
