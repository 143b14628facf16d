"""Choices for one reply, changing it, taking it back, and signs."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.forum.models import Reply
from tests import cast
from tests.community.forum.pages import at, text_of

pytestmark = pytest.mark.django_db


def choices(client, reply, **query):
    return text_of(client.get(at("reply", reply, **query)))


# --- What one can do ---------------------------------------------------------------------
def test_an_author_can_change_and_take_back_but_not_hide(as_, reply, other_member):
    shown = choices(as_(other_member), reply)

    assert "What you wrote" in shown
    assert at("edit", reply) in shown
    assert at("retract", reply) in shown
    for name in ("hide", "react"):
        assert at(name, reply) not in shown


def test_another_member_can_quote_report_and_give_a_sign(as_, reply, member):
    shown = choices(as_(member), reply)

    assert at("topic", reply.topic) + f"?quote={reply.pk}#write" in shown
    assert reverse("moderation:report_reply", args=[reply.pk]) in shown
    assert at("react", reply) in shown
    assert reverse("groups:fold", args=[reply.author_id]) in shown
    for name in ("hide", "edit", "retract"):
        assert at(name, reply) not in shown


def test_staff_can_hide(as_, reply, facilitator):
    assert at("hide", reply) in choices(as_(facilitator), reply)


def test_staff_read_held_words_with_why_they_wait_and_members_find_nothing(
    as_, topic, other_member, member, facilitator, stranger
):
    held = cast.reply(topic, other_member, "By the lake", state="held")

    shown = choices(as_(facilitator), held)
    assert "By the lake" in shown
    assert at("release", held) in shown
    assert at("give_back", held) in shown
    for seat in (member, stranger):
        assert as_(seat).get(at("reply", held)).status_code == 404
    own = choices(as_(other_member), held)
    assert "By the lake" in own
    assert at("release", held) not in own


def test_words_given_back_are_not_staffs_to_read_any_more(as_, topic, other_member, facilitator):
    returned = cast.reply(
        topic, other_member, "By the lake", state="returned", reason="It says where you live."
    )

    assert as_(facilitator).get(at("reply", returned)).status_code == 404
    assert "It says where you live." in choices(as_(other_member), returned)


def test_a_facilitator_whose_proof_has_lapsed_finds_no_held_words(as_, topic, other_member, group):
    held = cast.reply(topic, other_member, "By the lake", state="held")
    lapsed = cast.seat(cast.make_user(), group, alias="Anna", part="facilitator")

    assert as_(lapsed).get(at("reply", held)).status_code == 404


def test_seeing_hidden_words_is_a_look_and_looks_are_written_down(
    as_, topic, other_member, member, facilitator
):
    hidden = cast.reply(topic, other_member, "By the lake", state="hidden", reason="Unkind.")

    assert "By the lake" not in choices(as_(facilitator), hidden)
    assert not Entry.objects.filter(action="reply.looked").exists()
    assert "By the lake" in choices(as_(facilitator), hidden, look=1)
    assert Entry.objects.filter(action="reply.looked", subject_id=str(hidden.pk)).count() == 1
    assert "By the lake" not in choices(as_(member), hidden, look=1)
    own = choices(as_(other_member), hidden, look=1)
    assert "By the lake" in own
    assert "Unkind." in own
    assert Entry.objects.filter(action="reply.looked").count() == 1


def test_opening_words_are_shown_with_their_title_and_words_of_nobody_too(as_, topic, member):
    assert "What helps at night?" in choices(as_(member), topic.replies.get())
    orphan = cast.reply(topic, None, "Long ago.")
    assert "What somebody wrote who has left" in choices(as_(member), orphan)


# --- Changing -----------------------------------------------------------------------------
def test_words_are_changed_in_their_own_box(as_, reply, other_member):
    client = as_(other_member)
    assert "What I have to write.</textarea>" in text_of(client.get(at("edit", reply)))

    answer = client.post(at("edit", reply), {"body": "Better words.", "content_note": "illness"})
    assert answer.url == f"{at('topic', reply.topic)}?page=1#reply-{reply.pk}"
    assert Reply.objects.get(pk=reply.pk).body == "Better words."


def test_opening_words_are_changed_with_their_title(as_, topic, member):
    opening = topic.replies.get()
    assert 'value="What helps at night?"' in text_of(as_(member).get(at("edit", opening)))

    as_(member).post(at("edit", opening), {"title": "Sleep", "body": "What?", "content_note": ""})
    topic.refresh_from_db()
    assert topic.title == "Sleep"


def test_changes_that_are_wrong_or_too_late_keep_what_was_typed(as_, reply, other_member, settings):
    client = as_(other_member)
    assert "Write something first." in text_of(client.post(at("edit", reply), {"body": ""}), 422)

    settings.SIGN_PACE = (1, 60.0)
    client.post(at("edit", reply), {"body": "One."})
    shown = text_of(client.post(at("edit", reply), {"body": "Two."}), 403)
    assert "Two.</textarea>" in shown

    Reply.objects.filter(pk=reply.pk).update(said_at=timezone.now() - datetime.timedelta(hours=1))
    assert "for 15 minutes" in text_of(client.get(at("edit", reply)), 403)
    settings.SIGN_PACE = (30, 60.0)
    late = text_of(client.post(at("edit", reply), {"body": "Three, and too late."}), 403)
    assert "for 15 minutes" in late
    assert "Three, and too late.</textarea>" in late
    reply.refresh_from_db()
    assert reply.body == "One."


def test_words_of_somebody_else_stand_in_no_box(as_, reply, member):
    assert "<textarea" not in text_of(as_(member).post(at("edit", reply), {"body": "Mine now."}), 403)


def test_from_held_opening_words_staff_come_back_to_the_list(as_, topic, facilitator):
    opening = topic.replies.get(position=1)
    Reply.objects.filter(pk=opening.pk).update(state="held", position=None)
    type(topic).objects.filter(pk=topic.pk).update(state="held", length=0)

    shown = text_of(as_(facilitator).get(at("reply", opening)))

    assert f'href="{reverse("forum:topics", args=[topic.group_id])}"' in shown
    assert reverse("forum:topic", args=[topic.pk]) not in shown


def test_whoever_is_read_first_is_told_what_a_change_does(as_, reply, other_member):
    other_member.is_read_first = True
    other_member.save()

    assert "see neither the old words nor the new" in text_of(as_(other_member).get(at("edit", reply)))


def test_words_given_back_are_written_anew_beside_the_reason(as_, topic, other_member):
    returned = cast.reply(topic, other_member, "Call me", state="returned", reason="It names your street.")
    shown = text_of(as_(other_member).get(at("edit", returned)))

    assert "It names your street." in shown
    assert "Write it anew" in shown


def test_others_words_are_not_changed(as_, reply, member, stranger):
    assert "not your words" in text_of(as_(member).get(at("edit", reply)), 403)
    assert as_(stranger).get(at("edit", reply)).status_code == 404


# --- Taking back, and signs ------------------------------------------------------------------
def test_words_are_taken_back(as_, reply, other_member):
    answer = as_(other_member).post(at("retract", reply))

    assert answer.url == f"{at('topic', reply.topic)}?page=1#reply-{reply.pk}"
    assert Reply.objects.get(pk=reply.pk).state == "retracted"


def test_a_topic_nobody_knew_of_is_gone_with_its_words(as_, member, group):
    topic = cast.topic(member, state="held")

    assert as_(member).post(at("retract", topic.replies.get())).url == at("topics", group)


def test_signs_are_given_and_taken_back(as_, reply, member, settings):
    client = as_(member)
    client.post(at("react", reply), {"kind": "thanks"})
    client.post(at("react", reply), {"kind": "like"})
    assert [sign.kind for sign in reply.reactions.all()] == ["thanks"]
    assert "Take back: Thank you for saying it" in choices(client, reply)

    client.post(at("unreact", reply), {"kind": "thanks"})
    assert not reply.reactions.exists()
