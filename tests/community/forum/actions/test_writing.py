"""Writing in a forum: topics begun, replies, changed words; held where they must be, and never twice."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from community.forum.actions import writing
from community.forum.actions.writing import start, write
from community.forum.models import Following, Reply, Topic

pytestmark = pytest.mark.django_db


def begin(author, title="What helps at night?", body="I lie awake.", client_id=None, **facts):
    return start(
        group=author.group,
        author=author,
        title=title,
        body=body,
        client_id=client_id or uuid.uuid4(),
        **facts,
    )


def answer(topic, author, body="Warm milk.", client_id=None, **facts):
    return write(topic=topic, author=author, body=body, client_id=client_id or uuid.uuid4(), **facts)


# --- Beginning -----------------------------------------------------------------------
def test_a_topic_begins_with_its_opening_words(member):
    begun = begin(member, kind="question", content_note="loss")

    topic, opening = Topic.objects.get(), Reply.objects.get()
    assert begun == topic
    assert (topic.title, topic.kind, topic.state, topic.length) == (
        "What helps at night?",
        "question",
        "shown",
        1,
    )
    assert (opening.body, opening.opens, opening.position, opening.state) == (
        "I lie awake.",
        True,
        1,
        "shown",
    )
    assert topic.content_note == opening.content_note == "loss"


@pytest.mark.parametrize("where", ["title", "body"])
def test_a_topic_whose_title_or_words_must_be_read_waits(screener, heard, member, where):
    told = heard(begin, author=member, **{where: "By the lake"})

    topic = Topic.objects.get()
    assert (topic.state, topic.length) == ("held", 0)
    assert told == [("held", "held", ["links.lake"])]


def test_a_second_press_finds_the_first_topic_and_other_words_are_not_lost(member):
    client_id = uuid.uuid4()
    first = begin(member, client_id=client_id)

    assert begin(member, client_id=client_id) == first
    assert begin(member, body="Something else.", client_id=client_id) != first
    assert Topic.objects.count() == 2


def test_the_same_press_through_two_processes_begins_one_topic(member, monkeypatch):
    client_id = uuid.uuid4()
    first = begin(member, client_id=client_id)
    monkeypatch.setattr(
        writing.Topic.objects, "select_related", _blind_once(writing.Topic.objects.select_related)
    )

    assert begin(member, client_id=client_id) == first
    assert Reply.objects.count() == 1


def _blind_once(look):
    """Sees nothing the first time, as whoever looks a moment too early."""
    looks = iter([True])

    def looked(*names):
        return look(*names).none() if next(looks, False) else look(*names)

    return looked


def test_whoever_may_not_begin_is_told_why(member, stranger):
    with pytest.raises(PermissionDenied, match="those who lead"):
        begin(member, kind="week")
    with pytest.raises(PermissionDenied, match="This forum is for members"):
        start(group=member.group, author=stranger, title="Hello", body="Hello", client_id=uuid.uuid4())
    member.user.delete()
    with pytest.raises(PermissionDenied, match="for members"):
        begin(member)
    assert not Topic.objects.exists()


# --- Replying --------------------------------------------------------------------------
def test_a_reply_gets_the_next_place(topic, member, other_member):
    first, second = answer(topic, other_member), answer(topic, member, "Thank you.", content_note="illness")

    topic.refresh_from_db()
    assert [first.position, second.position, topic.length] == [2, 3, 3]
    assert topic.latest_at >= second.said_at
    assert Reply.objects.get(pk=second.pk).content_note == "illness"
    assert topic.content_note == ""


def test_words_that_must_be_read_wait_without_a_place_and_nobody_hears_of_them(
    screener, heard, topic, other_member
):
    told = heard(answer, topic=topic, author=other_member, body="At the lake.")

    reply = Reply.objects.get(opens=False)
    assert (reply.state, reply.position) == ("held", None)
    assert told == [("held", "held", ["links.lake"])]
    topic.refresh_from_db()
    assert topic.length == 1


def test_what_is_shown_although_something_was_found_is_told(screener, heard, topic, other_member):
    told = heard(answer, topic=topic, author=other_member, body="In the boat.")

    assert told == [("noticed", "shown", ["risk.boat"])]
    assert heard(answer, topic=topic, author=other_member, body="In the car.") == []


@pytest.mark.parametrize("why", ["seat", "group"])
def test_words_of_whoever_is_read_first_wait(topic, other_member, why):
    thing = other_member if why == "seat" else other_member.group
    thing.is_read_first = True
    thing.save()

    assert answer(topic, other_member).state == "held"


def test_a_second_press_says_nothing_twice_and_other_words_are_not_lost(topic, other_member):
    client_id = uuid.uuid4()
    first = answer(topic, other_member, client_id=client_id)

    assert answer(topic, other_member, client_id=client_id) == first
    assert answer(topic, other_member, "And honey.", client_id=client_id) != first
    assert topic.replies.count() == 3


def test_two_presses_at_once_say_it_once(topic, other_member, monkeypatch):
    client_id = uuid.uuid4()
    first = answer(topic, other_member, client_id=client_id)
    looks = iter([None])
    look = writing._said_before
    monkeypatch.setattr(writing, "_said_before", lambda *facts: next(looks, look(*facts)))

    assert answer(topic, other_member, client_id=client_id) == first


def test_a_resend_is_answered_also_when_the_topic_is_closed_and_new_words_are_not(topic, other_member):
    client_id = uuid.uuid4()
    first = answer(topic, other_member, client_id=client_id)
    topic.closed_at = timezone.now()
    topic.save()

    assert answer(topic, other_member, client_id=client_id) == first
    with pytest.raises(PermissionDenied, match="closed"):
        answer(topic, other_member, "More.")


def test_a_topic_closed_while_screeners_read_takes_nothing(topic, other_member):
    stale = Topic.objects.select_related("group").get()
    topic.closed_at = timezone.now()
    topic.save()

    with pytest.raises(PermissionDenied, match="closed"):
        answer(stale, other_member)


def test_strangers_write_nothing(topic, stranger):
    with pytest.raises(PermissionDenied):
        answer(topic, stranger)


def test_quoting_keeps_a_reference_and_no_words(topic, reply, member):
    quoting = answer(topic, member, "That helps me too.", quotes=reply.pk)
    assert Reply.objects.get(pk=quoting.pk).quotes == reply

    reply.state = Reply.State.HIDDEN
    reply.save()
    for quotes in (reply.pk, uuid.uuid4()):
        with pytest.raises(PermissionDenied, match="no longer here"):
            answer(topic, member, "Again.", quotes=quotes)


def test_whoever_writes_too_fast_waits_and_screeners_are_not_asked(settings, topic, other_member):
    settings.FORUM_PACE = {"member": (1, 60.0)}
    settings.SCREENERS = ["nowhere.at_all"]
    answer(topic, other_member)

    with pytest.raises(PermissionDenied, match="write again in 1 minute") as refusal:
        answer(topic, other_member, "More.")
    assert 0 < refusal.value.seconds <= 60


def test_whoever_writes_follows_and_a_mute_stays(topic, other_member, facilitator):
    answer(topic, other_member)
    assert Following.objects.get(person=other_member.user).is_followed

    Following.objects.create(topic=topic, person=facilitator.user, mode="mute")
    answer(topic, facilitator)
    assert Following.objects.get(person=facilitator.user).is_muted


def test_places_are_never_given_twice(topic, other_member):
    stale = Topic.objects.select_related("group").get()
    answer(topic, other_member, "one")
    answer(stale, other_member, "two")

    assert [reply.position for reply in topic.replies.between(1, 9)] == [1, 2, 3]
    with pytest.raises(IntegrityError):
        Reply.objects.filter(position=2).update(position=3)
