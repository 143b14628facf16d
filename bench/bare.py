"""A bare broadcast server: no Django, no sign-in, no database, no order. What one core can do at best.

It speaks as much of the room's protocol as the load generator needs, and pads what it sends to
BARE_FRAME bytes, so that both servers put the same weight on the line.
"""

import json
import os

FRAME = int(os.environ.get("BARE_FRAME", "300"))
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
        facts = {"type": "caught_up", "revision": 0, "news": []}
        await send({"type": "websocket.send", "text": json.dumps(facts)})
        return
    text = json.dumps({"type": "message.said", "html": content["say"]["body"]})
    text = text[:-1] + " " * (FRAME - len(text)) + "}"
    event = {"type": "websocket.send", "text": text}
    for member in tuple(members):
        try:
            await member(event)
        except Exception:  # noqa: BLE001 (it has gone)
            members.discard(member)
