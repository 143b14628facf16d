"""A line to an address nobody has is refused like a room that is not there, without a line in the log."""

import pytest
from channels.testing import WebsocketCommunicator

from community.asgi import application


@pytest.mark.parametrize(
    "path", ["/", "/ws/", "/ws/rooms/", "/ws/rooms/1/", "/rooms/%F0%9F/", "/ws/elsewhere/"]
)
async def test_an_unknown_address_is_refused_quietly(path, settings, caplog):
    origin = [(b"origin", settings.SITE_URL.encode()), (b"host", settings.SITE_URL.split("//")[1].encode())]
    line = WebsocketCommunicator(application, path, headers=origin)

    assert await line.connect() == (False, 4404)
    assert caplog.records == []
