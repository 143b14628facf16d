"""Every rate is one that allauth can read, and every action of ours has one."""

import re
from pathlib import Path

from allauth.core.internal.ratelimit import parse_rates

from community.rates import rates

USED = re.compile(r"ratelimit\.consume\w*\([^)]*action=\"(\w+)\"")


def test_all_can_be_read():
    for rate in rates(10).values():
        assert parse_rates(rate)


def test_wrong_codes_are_forgotten_after_the_wait_that_is_said():
    assert rates(15)["invitation_code"] == "20/15m/ip"


def test_whatever_is_tried_out_here_has_a_rate():
    root = Path(__file__).parents[2]
    used = {
        name
        for app in ("community", "groups", "moderation")
        for file in (root / app).rglob("*.py")
        for name in USED.findall(file.read_text())
    }

    assert used
    assert used <= set(rates(10))
