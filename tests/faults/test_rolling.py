"""The rolling restart that operators run, with the real script; only systemctl is played, by this house."""

import asyncio
import os
import subprocess

import pytest

from tests.faults.house import DEPLOY

pytestmark = pytest.mark.faults

SYSTEMCTL = """#!/bin/sh
# Asks the house to do it, and waits until the old process has ended, as systemd does.
echo "$@" >"$ASKED.new" && mv "$ASKED.new" "$ASKED"
while [ -e "$ASKED" ]; do sleep 0.05; done
"""


@pytest.fixture
def roll(house, tmp_path):
    """Starts deploy/rolling-restart; gives the process, and what to do for its systemctl."""
    (tmp_path / "systemctl").write_text(SYSTEMCTL)
    (tmp_path / "systemctl").chmod(0o755)
    (tmp_path / "settings.env").write_text('SITE_URL=https://127.0.0.1\nHOSTS="127.0.0.1,localhost"\n')
    asked = tmp_path / "asked"
    facts = os.environ | {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "ENVIRONMENT": str(tmp_path / "settings.env"),
        "ASKED": str(asked),
    }

    def start(*ports):
        command = ["bash", str(DEPLOY / "rolling-restart"), *map(str, ports)]
        return subprocess.Popen(command, env=facts, stderr=subprocess.PIPE, text=True), asked

    return start


async def play_systemd(house, script, asked):
    """Restart what is asked for, in good order, until the script has ended; gives what was asked."""
    orders, coming = [], []
    while script.poll() is None:
        if asked.exists():
            order = asked.read_text().strip()
            orders.append(order)
            process = next(p for p in house.processes if order == f"restart vierelle@{p.port}.service")
            await asyncio.to_thread(process.stop)
            coming.append(asyncio.create_task(asyncio.to_thread(process.start)))
            asked.unlink()
        await asyncio.sleep(0.05)
    await asyncio.gather(*coming)
    return orders


async def test_a_rolling_restart_costs_no_word_and_no_page(night, house, roll):
    tonight = night()
    ports = [process.port for process in house.processes]
    async with tonight.talking(14):
        looking = asyncio.create_task(tonight.look(11))
        script, asked = roll(*ports)
        orders = await play_systemd(house, script, asked)
        await looking

    assert script.returncode == 0, script.stderr.read()
    assert orders == [f"restart vierelle@{port}.service" for port in ports]
    tonight.judge()
    assert tonight.lines_lost() > 0
    assert set(tonight.statuses) == {200}
    assert not tonight.reasons()


async def test_nothing_is_restarted_while_one_is_not_well(house, roll):
    script, asked = roll(house.processes[0].port, 1)
    orders = await play_systemd(house, script, asked)

    assert (script.returncode, orders) == (1, [])
    assert "Port 1 is not ready" in script.stderr.read()


async def test_one_process_alone_cannot_be_rolled(house, roll):
    script, _asked = roll(house.processes[0].port)

    assert script.wait() == 2
