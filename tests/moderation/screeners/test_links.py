"""Ways out of this place."""

import pytest

from moderation.screeners.links import screen


def kinds(text):
    return {finding.rule: (finding.level, finding.holds) for finding in screen(text, author=None, place=None)}


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/x?y=1",
        "HTTP://EXAMPLE.COM",
        "www.example.com",
        "see example.com.",
        "hxxps://example.org",
        "example dot com",
        "example[.]com",
        "yle.fi/uutiset",
        "http://[::1",
        "https://example\u200b.com",
        "mind.se.example.com",
    ],
)
def test_links_to_elsewhere_are_held(text):
    assert kinds(text) == {"links.address": (2, True)}


@pytest.mark.parametrize(
    "text", ["t.me/kuura", "https://discord.gg/abc", "wa.me/358401234567", "m.facebook.com/x"]
)
def test_invitations_to_other_chats_weigh_more(text):
    assert kinds(text) == {"links.chat": (3, True)}


def test_addresses_that_hide_where_they_lead_are_named():
    assert kinds("bit.ly/2x") == {"links.hidden": (2, True)}


@pytest.mark.parametrize(
    "text",
    [
        "https://sekasin.fi/",
        "see mind.se",
        "www.sidetmedord.no",
        "e.g. this",
        "I was there.And then",
        "3.5 h",
        "osv.",
        "No.",
        "10.30",
    ],
)
def test_crisis_lines_and_ordinary_dots_are_fine(text):
    assert not kinds(text)


def test_our_own_pages_are_fine(settings):
    settings.ALLOWED_HOSTS = ["groups.example.org"]

    assert not kinds("https://groups.example.org/help/")
    assert kinds("https://groups.example.com/")
