"""Three stories of what happens between the meetings: a question and its answer, held words that are said another way
and let through, and somebody who goes for good."""

import uuid
from datetime import time, timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.utils import timezone

from community.accounts.actions import own_data as act
from community.accounts.models import User
from community.audit import chain
from community.audit.models import Entry
from community.forum.models import Reply, Topic
from community.vault import SealedText
from community.vault.sealed import stored
from groups import letters
from groups.actions.digest import send_digests
from groups.actions.message import say
from groups.actions.note import write_note
from groups.actions.wellbeing import answer_wellbeing, begin_wellbeing
from groups.models import Membership
from tests import cast
from tests.community.accounts.people import with_address
from tests.journeys.test_between_meetings import browser_of, page, send
from tests.journeys.test_own_data import browser_of as just_signed_in
from tests.journeys.test_own_data import disk

pytestmark = pytest.mark.django_db(transaction=True)
ASKED, TITLE, ANSWER = "May I bring the pelargonium?", "About Thursday", "Bring it, there is a windowsill."
NUMBER, AGAIN = "Ring me on 040 123 4567 tonight.", "Let us talk about the ferry here."


def test_a_question_is_answered_and_the_mail_says_only_that_there_is_something(
    group, member, other_member, facilitator
):
    with_address(member.user, "meri@example.org")
    any_hour = {"quiet_from": time(0), "quiet_to": time(0), "told_at": timezone.now() - timedelta(days=2)}
    User.objects.filter(pk=member.user_id).update(digest="daily", **any_hour)
    phone, desk = browser_of(member), browser_of(facilitator)
    start = f"/groups/{group.pk}/forum/new/"
    asked = {"kind": "question", "title": TITLE, "body": ASKED, "content_note": ""}

    send(phone, f"{start}?kind=question", start, **asked)
    topic = f"/topics/{Topic.objects.get().pk}/"
    send(desk, topic, f"{topic}write/", body=ANSWER, content_note="")
    send_digests()
    send_digests()
    letters.post.submit(int).result()

    (letter,) = mail.outbox
    text = f"{letter.subject} {letter.body} {letter.extra_headers}"
    assert letter.to == ["meri@example.org"]
    assert "/home/" in text
    private = [ASKED, TITLE, ANSWER, group.name, member.alias, facilitator.alias, member.user.username]
    assert not [words for words in [*private, "/topics/", "forum", "windowsill"] if words in text]
    assert ANSWER in page(phone, f"{topic}unread/")


def test_held_words_are_said_another_way_and_let_through(settings, group, member, other_member, facilitator):
    settings.SCREENERS = ["moderation.screeners.identifiers.screen"]
    Membership.objects.filter(pk=other_member.pk).update(is_read_first=True)  # so the second try is read too
    phone, laptop, desk = map(browser_of, (other_member, member, facilitator))
    topic, waits = f"/topics/{cast.topic(member).pk}/", f"/groups/{group.pk}/forum/waiting/"

    send(phone, topic, f"{topic}write/", body=NUMBER, content_note="")
    held = f"/replies/{Reply.objects.get(opens=False).pk}/"
    assert NUMBER in page(desk, waits)
    send(desk, held, f"{held}give_back/", rule="private", reason="Keep numbers to yourself.")
    assert "Keep numbers to yourself." in page(phone, topic)
    send(phone, f"{held}edit/", f"{held}edit/", body=AGAIN, content_note="")
    assert AGAIN not in page(laptop, topic)
    send(desk, waits, f"{held}release/")

    read = page(laptop, topic)
    assert AGAIN in read
    assert "040 123" not in read
    assert AGAIN in page(phone, topic)
    assert [reply.state for reply in Reply.objects.filter(opens=False)] == ["shown"]


# --- Somebody goes for good ------------------------------------------------------------------
OURS = [
    "the kettle and the cradle",
    "a title of mine alone",
    "I too am awake at four",
    "what I said in the room",
    "what I told my notebook",
]
THEIRS = ["so is mine, until the ferry", "I heard you about the kettle"]


def sealed_now():
    """The bytes of every sealed value there is, in every table."""
    found = set()
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, SealedText)]
        for thing in model.objects.all() if names else ():
            found |= {stored(instance=thing, name=name) for name in names} - {b""}
    return found


@pytest.fixture
def lived(group, meeting, member, other_member, monkeypatch):
    """Two people who wrote to each other in every place; PostgreSQL may sweep its tables now."""
    monkeypatch.setattr(act, "NIGHT", range(24))
    Membership.objects.filter(pk=member.pk).update(alias="Lumimarja")
    before = sealed_now()
    own = cast.topic(member, OURS[1], OURS[0])
    cast.reply(own, other_member, THEIRS[0], quotes=own.replies.get())
    cast.reply(cast.topic(other_member), member, OURS[2])
    said = say(room=group.room, author=member, body=OURS[3], client_id=uuid.uuid4())
    say(room=group.room, author=other_member, body=THEIRS[1], client_id=uuid.uuid4(), reply_to=said.pk)
    write_note(account=member.user, words=OURS[4])
    begin_wellbeing(account=member.user)
    answer_wellbeing(account=member.user, numbers=[1, 2, 3, 4, 5])
    return own, sealed_now() - before


def test_whoever_goes_leaves_a_thread_that_can_be_read_and_no_byte_of_theirs(
    lived, group, member, other_member
):
    topic, written = lived
    assert len(written) >= 8
    assert all(words in disk() for words in written)
    browser, username = just_signed_in(member.user), member.user.username

    browser.get("/you/own-data/account/")
    receipt = browser.post("/you/own-data/account/", {"now": ""}).text

    assert "What went, for good" in receipt
    left, stays = disk(), sealed_now()
    gone = written - stays
    assert len(gone) == len(OURS) + 1  # and the five answers
    assert not [words for words in gone if words in left or words[29:] in left]
    assert all(words in left for words in written & stays)
    open_words = [*OURS, "Lumimarja", username]
    assert not [words for words in open_words if words.encode() in left]
    laptop = browser_of(other_member)
    assert_reads_on(laptop, f"/topics/{topic.pk}/", "These words were taken back.")
    assert_reads_on(laptop, f"/rooms/{group.room.pk}/", "Someone who has left took these words away")
    assert chain.verify().fault == ""
    assert Entry.objects.filter(action="own_data.erased").count() == 1


def assert_reads_on(browser, address, gone):
    """What the other wrote stands; of what went there is a line, and no name."""
    text = page(browser, address)
    assert any(words in text for words in THEIRS)
    assert gone in text
    assert not [words for words in [*OURS, "Lumimarja"] if words in text]
    assert "hese words are no longer here" in text
