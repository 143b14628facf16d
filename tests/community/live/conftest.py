"""A ledger and a hub for each test."""

import pytest

from tests.community.live.world import Ledger, open_hub


@pytest.fixture
def ledger():
    return Ledger()


@pytest.fixture
async def hub(ledger):
    hub = open_hub(ledger)
    yield hub
    await hub.stop()
