"""Whose socket opens: the table's lines with OPEN, through the real door with real sessions."""

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings

from community.asgi import application
from tests.access import table
from tests.access.world import ROLES, World

ROWS = [row for row in table.rows() if row.method == "OPEN"]


async def opens(path, session):
    """Whether the socket at that address opens for that session."""
    cookie = f"sid={session or 'made-up'}".encode()
    headers = [(b"host", b"127.0.0.1"), (b"origin", settings.SITE_URL.encode()), (b"cookie", cookie)]
    line = WebsocketCommunicator(application, path, headers)
    is_open, _code = await line.connect(timeout=10)
    if is_open:
        await line.disconnect(timeout=10)
    return is_open


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("row", ROWS, ids=str)
async def test_the_socket_opens_as_the_table_says(row):
    world = await sync_to_async(World)()
    path = f"{row.name}{world.things[row.thing][0]}/" if row.thing in world.things else row.name
    wrong = []

    for role, expected in row.cells.items():
        if await opens(path, world.sessions.get(role)) != (expected == "101"):
            wrong.append(f"{ROLES[role]}: should be {expected}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "origin",
    [
        "https://elsewhere.example",
        "http://127.0.0.1:9999",  # another service on the same machine
        "https://127.0.0.1:8000",
        "http://localhost:8000",
        "http://127.0.0.1:8000.elsewhere.example",
        "null",
        None,
    ],
)
async def test_no_socket_opens_from_another_place(origin):
    world = await sync_to_async(World)()
    headers = [(b"host", b"127.0.0.1:8000"), *([(b"origin", origin.encode())] if origin else [])]
    cookie = (b"cookie", f"sid={world.sessions['mem']}".encode())
    line = WebsocketCommunicator(application, f"/ws/rooms/{world.things['room'][0]}/", [*headers, cookie])

    is_open, _code = await line.connect(timeout=10)

    assert not is_open
