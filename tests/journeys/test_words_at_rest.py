"""No word said, no note and no invitation secret lies open in the database file, the log or a page title; and after
`destroy` the words cannot be read with all keys in hand."""

import logging
import re
import uuid

import pytest
from django.db import connection
from django.test import Client

from community import vault
from community.audit.models import Entry
from groups.actions.call import call_staff
from groups.actions.group import destroy_words, end_group
from groups.actions.invitation import invite
from groups.actions.message import give_back, hide, say
from groups.actions.room import pause
from groups.actions.seat import read_first, remove
from groups.models import Meeting, Message, PeerGroup, Room
from moderation.actions.report import report
from moderation.models import Report

pytestmark = pytest.mark.django_db(transaction=True)

SAID = "pelargonium on the windowsill"
HELD = "telephone thirty-one seventeen"
REASON = "it names the lighthouse school"
NOTE = "worried since the hailstorm"
PAUSE = "breathe like a tide"
THEME = "the empty afternoon"
LABEL = "blue house by the mill"
TYPED = "a sentence that was refused"


def disk():
    """Every byte the database has on disk: the file, its journal, and what lies in between."""
    name = connection.settings_dict["NAME"]
    found = b""
    for ending in ("", "-wal", "-shm", "-journal"):
        try:
            with open(f"{name}{ending}", "rb") as file:
                found += file.read()
        except FileNotFoundError:
            continue
    return found


@pytest.fixture
def lived(group, meeting, member, other_member, facilitator, referrer, caplog):
    """A meeting in which everything was used that takes words; returns the invitation's secrets and the pages."""
    caplog.set_level(logging.DEBUG)
    Meeting.objects.filter(pk=meeting.pk).update(theme="")
    meeting.theme = THEME
    meeting.save()
    message = say(room=group.room, author=member, body=SAID, client_id=uuid.uuid4())
    report(message=message, reporter=other_member, kind="worry", note=NOTE)
    hide(message=message, actor=facilitator, rule="private", reason=REASON)
    read_first(membership=member, actor=facilitator)
    member.refresh_from_db()
    held = say(room=group.room, author=member, body=HELD, client_id=uuid.uuid4())
    give_back(message=held, actor=facilitator, rule="private", reason=REASON)
    pause(room=group.room, actor=facilitator, text=PAUSE)
    call_staff(room=group.room, caller=member)
    made = invite(actor=referrer, group=group, channel="letter", label=LABEL, language="en")
    pages = []
    for user in (member.user, facilitator.user):
        browser = Client()
        browser.force_login(user)
        paths = [
            f"/rooms/{group.room.pk}/",
            "/home/",
            f"/groups/{group.pk}/meetings/",
            f"/messages/{message.pk}/",
        ]
        pages += [browser.get(path) for path in paths]
        browser.post(f"/rooms/{group.room.pk}/say/", {"body": TYPED, "client_id": "not a client id"})
    remove(membership=other_member, actor=facilitator, reason=REASON)
    return made, pages


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="reads the SQLite file; the vault searches both disks"
)
def test_nothing_lies_open_on_the_disk(lived):
    made, _pages = lived
    assert made.code
    assert made.token
    bytes_on_disk = disk()
    assert b"groups_message" in bytes_on_disk  # we did look at the right file

    for words in (
        SAID,
        HELD,
        REASON,
        NOTE,
        PAUSE,
        THEME,
        LABEL,
        TYPED,
        made.code,
        made.code.lower(),
        made.token,
    ):
        assert words.encode() not in bytes_on_disk, words
        assert words.encode("utf-16-le") not in bytes_on_disk, words


def test_nothing_is_in_the_log(lived, member, facilitator, capfd):
    made, _pages = lived
    told = caplog_text(lived) + capfd.readouterr().err

    for words in (SAID, HELD, REASON, NOTE, PAUSE, THEME, LABEL, TYPED, made.code, made.token, member.alias):
        assert words not in told, words


def caplog_text(_lived):
    return "\n".join(
        repr(record.__dict__)
        for handler in logging.getLogger().handlers
        for record in getattr(handler, "records", [])
    )


def test_no_page_title_gives_anything_away(lived, member):
    _made, pages = lived

    for page in pages:
        title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL)[1]
        for words in (SAID, HELD, THEME, member.alias, "Parents", "Thursday group", LABEL):
            assert words not in title, title


def test_after_destroy_nobody_can_read_them_and_the_rest_stays(lived, group, coordinator):
    entries = Entry.objects.count()
    end_group(group=group, actor=coordinator)
    group = PeerGroup.objects.get()
    wrapped = bytes(group.data_key.wrapped)

    destroy_words(group=group, actor=coordinator)

    assert {message.body for message in Message.objects.all()} == {vault.GONE}
    assert Room.objects.get().pause_text == vault.GONE
    assert Message.objects.count() == 2
    assert Entry.objects.count() == entries + 2
    assert wrapped not in disk()
    assert SAID in Report.objects.get().copy  # evidence lies under the site's own key
