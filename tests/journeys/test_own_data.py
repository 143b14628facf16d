"""Somebody takes a copy of their own data, takes their words away, and in the end their account: the others still
follow what they said, the words are nowhere in the database's bytes, and the log's chain is whole."""

import io
import json
import re
import uuid
import zipfile

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.accounts import own_data
from community.accounts.actions import own_data as act
from community.accounts.actions.own_data import forget_people
from community.accounts.models import OwnDataRequest, User
from community.audit import chain
from community.audit.models import Entry
from community.directory.actions.card import keep_card, note_card
from groups.actions.aside import answer_line, write_to_staff
from groups.actions.message import say
from groups.actions.reaction import react
from groups.models import Membership, Message, Signature
from moderation.actions.report import report
from moderation.models import Case
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)

OURS = [
    "pelargonium on the windowsill",
    "thank you, that helps me",
    "only for staff: the back stairs",
    "open late",
]
THEIRS = ["my sister has the ferry tickets", "I heard you about the flowers", "we read it, come early"]


def disk():
    """Every byte the database has on disk; of PostgreSQL those of the tables that held words."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            files = [f"pg_read_binary_file(pg_relation_filepath('{table}'))" for table in own_data.tables()]
            cursor.execute(f"SELECT {', '.join(files)}")
            return b"".join(map(bytes, cursor.fetchone()))
    name, found = connection.settings_dict["NAME"], b""
    for ending in ("", "-wal", "-journal"):
        try:
            with open(f"{name}{ending}", "rb") as file:
                found += file.read()
        except FileNotFoundError:
            continue
    return found


def sealed(table, column="body"):
    """The sealed bytes of a column, by row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {column} FROM {table}")  # noqa: S608
        return {str(uuid.UUID(str(row[0]))): bytes(row[1] or b"") for row in cursor.fetchall()}


def browser_of(user):
    """Signed in just now."""
    browser = Client()
    browser.force_login(user)
    request = HttpRequest()
    request.session = browser.session
    record_authentication(request, user, "password")
    request.session.save()
    return browser


@pytest.fixture(autouse=True)
def _at_night(monkeypatch):
    """PostgreSQL may sweep its tables now."""
    monkeypatch.setattr(act, "NIGHT", range(24))


@pytest.fixture
def evening(group, meeting, member, other_member, facilitator):
    """The two talk, answer each other and write beside the talk."""

    def says(seat, body, **facts):
        return say(room=group.room, author=seat, body=body, client_id=uuid.uuid4(), **facts)

    hers = says(other_member, THEIRS[0])
    ours = says(member, OURS[0])
    says(member, OURS[1] + ", Halla", reply_to=hers.pk)
    says(other_member, THEIRS[1], reply_to=ours.pk)
    react(message=hers, actor=member, kind="with_you")
    write_to_staff(room=group.room, actor=member, body=OURS[2], client_id=uuid.uuid4())
    answer_line(member=member, actor=facilitator, body=THEIRS[2], client_id=uuid.uuid4())
    note_card(kept=keep_card(account=member.user, key="crisis:fi-mieli-fi"), note=OURS[3])
    return ours


def copy_of(browser):
    """What the archive holds, by name."""
    assert browser.get("/you/own-data/copy/").status_code == 200
    answer = browser.post("/you/own-data/copy/")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_copy_holds_all_of_ones_own_and_no_word_of_anybody_else(evening, member, other_member):
    files = copy_of(browser_of(member.user))

    assert set(files) == {"data.json", "index.html"}
    for text in files.values():
        assert all(words in text for words in OURS)
        assert not any(words in text for words in THEIRS)
        assert other_member.alias not in text
        assert "[someone else’s words]" in text
        assert "What is said here stays here." in text  # what was promised
    whole = json.loads(files["data.json"])
    assert (whole["form"], whole["version"]) == ("vierelle-own-data", 1)
    assert not re.search(r"<script|<link|<img|https?://|@import|url\(", files["index.html"])
    assert '<html lang="en">' in files["index.html"]
    assert Entry.objects.filter(action="own_data.copied", actor_id=member.user.pk).count() == 1


def test_words_taken_away_leave_a_thread_and_nothing_on_the_disk(evening, member, other_member, group):
    before = sealed("groups_message")
    own = [before[str(pk)] for pk in Message.objects.filter(author=member).values_list("pk", flat=True)]
    line = list(sealed("groups_aside").values())
    assert all(len(words) > 50 and words in disk() for words in own + line)
    browser = browser_of(member.user)

    page = browser.get(f"/you/own-data/words/{member.pk}/").content.decode()
    assert "2 things you said" in page
    done = browser.post(f"/you/own-data/words/{member.pk}/", follow=True)

    assert "What went, for good" in done.content.decode()
    left = disk()
    assert not [words for words in own + line if words in left or words[40:] in left]
    assert all(words in left for words in before.values() if words not in own)
    assert OwnDataRequest.objects.get().wiped_at
    assert_followed(browser_of(other_member.user), group, "Kuura took this message back")
    assert chain.verify().fault == ""
    assert Membership.objects.get(pk=member.pk).is_current


def assert_followed(browser, group, gone):
    """What the others read: their own words, and lines where words were."""
    page = browser.get(f"/rooms/{group.room.pk}/").content.decode()
    assert all(words in page for words in THEIRS[:2])
    assert not any(words in page for words in OURS)
    assert page.count(gone) == 2
    assert "these words are no longer here" in page


def test_an_erased_account_leads_to_nobody(evening, member, other_member, group):
    other = cast.seat(member.user, cast.make_group(name="Tuesday group"), alias="Kivi")
    name, number = member.user.username, member.user.pk
    own = [
        words for pk, words in sealed("groups_message").items() if Message.objects.get(pk=pk).author == member
    ]
    note = list(sealed("directory_kept", "note").values())
    browser = browser_of(member.user)
    browser.get("/you/own-data/account/")

    later = browser.post("/you/own-data/account/", {"later": ""}).content.decode()
    assert "Keep my account" in later
    assert "Keep my account" in browser.get("/you/own-data/").content.decode()
    browser.post("/you/own-data/keep/")
    assert User.objects.get(pk=number).username == name

    receipt = browser.post("/you/own-data/account/", {"now": ""}).content.decode()
    code = re.search(r'class="code">([A-Z0-9-]{14})<', receipt)[1]

    left = disk()
    assert not [words for words in [name.encode(), *own, *note] if words in left]
    gone = User.objects.get(pk=number)
    assert (gone.email, gone.is_active, gone.has_usable_password()) == ("", False, False)
    assert not Membership.objects.filter(user=number).exists()
    assert {seat.alias for seat in Membership.objects.filter(pk__in=[member.pk, other.pk])} == {"–"}
    assert Signature.objects.filter(membership=member).exists()
    assert_followed(browser_of(other_member.user), group, "Someone who has left took these words away")
    assert browser.get("/you/").status_code == 302
    again = Client().post("/you/own-data/receipt/", {"code": code})
    assert "What went, for good" in again.content.decode()
    assert name not in again.content.decode()
    entry = Entry.objects.order_by("seq").last()
    assert (entry.action, entry.facts) == ("own_data.erased", {})  # not how many notes somebody had
    assert chain.verify().fault == ""
    assert reverse("accounts:receipt") in receipt


def test_while_a_case_is_open_its_evidence_stays_and_its_person_can_be_found(
    evening, member, other_member, moderator
):
    made = report(message=evening, reporter=other_member, kind="unkind", note="")
    person, browser = member.user, browser_of(member.user)
    browser.get("/you/own-data/account/")

    browser.post("/you/own-data/account/", {"now": ""})

    made.refresh_from_db()
    assert OURS[0] in made.copy
    assert made.message.body == ""
    assert Membership.objects.get(pk=member.pk).user == person
    assert not User.objects.get(pk=person.pk).is_active
    forget_people()
    assert User.objects.get(pk=person.pk).username == person.username

    Case.objects.update(decided_at=timezone.now())
    forget_people()

    assert User.objects.get(pk=person.pk).username != person.username
    assert Membership.objects.get(pk=member.pk).user is None
    assert OwnDataRequest.objects.get().forgotten_at
