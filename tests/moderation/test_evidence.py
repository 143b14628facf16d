"""Who decides has read the words: rewritten while the page stood open, they are shown, and nothing is decided."""

import re
import time
from threading import Event

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from community.forum.actions import reply as in_forum
from community.forum.actions.deciding import FORUM
from community.forum.actions.writing import edit
from community.forum.models import Reply
from community.screening import Finding
from groups.models import Membership
from moderation.actions.case import open_case
from moderation.actions.decision import confirm, decide
from moderation.evidence import as_it_reads, copy_of, mark_of
from moderation.models import Case
from tests import cast
from tests.groups.test_saying_at_once import all_at_once

REFUSED = (PermissionDenied, ValidationError)


def holds_all(text, *, author, place):
    return [Finding("identifiers.phone", 2, holds=True)]


@pytest.fixture
def reply(topic, other_member):
    return cast.reply(topic, other_member, "I live by the lake.", state="held")


@pytest.fixture
def topic(member):
    return cast.topic(member)


def case_of(reply, kind="held"):
    facts = {"person": reply.author.user, "group": reply.group, "evidence": copy_of(reply)}
    return open_case(kind=kind, priority=2, reply=reply, **facts)


def found(case):
    return Case.objects.get(pk=case.pk)


def rewritten(reply, words, facilitator, settings):
    """Given back by the group's own staff, and held anew as its author says it now."""
    settings.SCREENERS = [f"{__name__}.holds_all"]
    in_forum.give_back(reply=reply, actor=facilitator, rule="private")
    return edit(reply=Reply.objects.get(pk=reply.pk), actor=reply.author, body=words)


def mark_on(page):
    return re.search(r'name="seen" value="(\w+)"', page)[1]


@pytest.mark.django_db
def test_rewritten_words_are_not_let_through_unread_and_nothing_written_is_lost(
    client, moderator, facilitator, reply, settings
):
    case = case_of(reply, kind="report")
    client.force_login(moderator)
    address = reverse("moderation:decide_case", args=[case.pk])
    page = client.get(reverse("moderation:case", args=[case.pk])).text
    rewritten(reply, "Call me on 040 123.", facilitator, settings)
    written = {"measure": "release", "rule": "private", "facts": "My own words."}

    for more in ({}, {"letter": "on"}, {"rule": "nonsense"}):
        answer = client.post(address, written | {"seen": mark_on(page)} | more)
        assert answer.status_code == 422
        assert "The words were changed since you opened this page" in answer.text
        assert "I live by the lake." in answer.text
        assert "Call me on 040 123." in answer.text
        assert "My own words.</textarea>" in answer.text
    assert Reply.objects.get(pk=reply.pk).state == "held"
    assert (found(case).claimed_by, found(case).decided_at) == (None, None)

    assert client.post(address, written | {"seen": mark_on(answer.text)}).status_code == 302
    assert Reply.objects.get(pk=reply.pk).state == "shown"
    assert (
        "Call me on 040 123." in found(case).evidence
    )  # whoever reads an objection reads what was decided about


@pytest.mark.django_db
def test_what_is_changed_between_the_form_and_the_lock_is_refused_with_what_it_is_now(
    client, moderator, facilitator, reply, settings, monkeypatch
):
    case = case_of(reply, kind="report")
    client.force_login(moderator)
    page = client.get(reverse("moderation:case", args=[case.pk])).text

    def slower(**facts):
        rewritten(reply, "Call me on 040 123.", facilitator, settings)
        return decide(**facts)

    monkeypatch.setattr("moderation.actions.decision.decide", slower)
    facts = {"measure": "release", "rule": "private", "seen": mark_on(page)}
    answer = client.post(reverse("moderation:decide_case", args=[case.pk]), facts)

    assert answer.status_code == 422
    assert "The words were changed since you opened this page" in answer.text
    assert "Call me on 040 123." in answer.text
    assert mark_on(answer.text) == mark_of(found(case))


@pytest.mark.django_db
def test_who_confirms_has_read_the_words_too(moderator, another_moderator, other_member, topic):
    reply = cast.reply(topic, other_member, "I live by the lake.")
    case = case_of(reply, kind="report")
    decide(case=case, actor=moderator, measure="end_membership", rule="kind", facts="Again and again.")
    seen = mark_of(found(case))
    edit(reply=reply, actor=reply.author, body="I live by a lake.")

    with pytest.raises(ValidationError, match="or the words were changed"):
        confirm(case=case, actor=another_moderator, seen=seen)

    confirm(case=case, actor=another_moderator, seen=mark_of(found(case)))
    assert "I live by a lake." in found(case).evidence


@pytest.mark.django_db
def test_words_read_as_they_were_sealed_once_they_are_taken_back_or_were_never_kept(reply):
    case = case_of(reply)
    sealed = case.evidence

    Reply.objects.filter(pk=reply.pk).update(body="", state="retracted")
    assert as_it_reads(found(case)) == sealed
    Case.objects.update(evidence="")
    assert as_it_reads(found(case)) == ""
    assert as_it_reads(open_case(kind="report", priority=2, evidence="[]")) == "[]"


# --- At the same moment -------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ["moderator", "facilitator"])
def test_a_press_that_waits_for_the_rewriting_does_not_let_it_through(
    moderator, facilitator, other_member, topic, settings, who
):
    settings.SCREENERS = [f"{__name__}.holds_all"]
    with transaction.atomic():
        reply = cast.reply(topic, other_member, "I live by the lake.", state="held")
        case = case_of(reply, kind="report")
    reply = Reply.objects.get(pk=reply.pk)
    seen = {"moderator": mark_of(found(case)), "facilitator": FORUM.mark_of(reply)}[who]
    is_locked, outcome = Event(), []

    def rewrite():
        with transaction.atomic():
            in_forum.give_back(reply=reply, actor=facilitator, rule="private")
            edit(reply=Reply.objects.get(pk=reply.pk), actor=other_member, body="Call me on 040 123.")
            is_locked.set()
            time.sleep(0.3)  # the press below waits for this

    def press():
        is_locked.wait()
        try:
            if who == "moderator":
                decide(case=case, actor=moderator, measure="release", rule="private", seen=seen)
            else:
                in_forum.release(reply=reply, actor=facilitator, seen=seen)
        except ValidationError as refusal:
            outcome.append(refusal.code)

    all_at_once([rewrite, press])

    assert outcome == ["changed"]
    assert Reply.objects.get(pk=reply.pk).state == "held"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_whoever_is_first_nothing_is_hidden_that_was_not_read(moderator, other_member, topic):
    for _again in range(8):
        with transaction.atomic():
            reply = cast.reply(topic, other_member, "I live by the lake.")
            case = case_of(reply, kind="report")
        seat, seen = Membership.objects.get(pk=other_member.pk), mark_of(found(case))

        def rewrite(reply=reply, seat=seat):
            try:
                edit(reply=reply, actor=seat, body="I live by a lake.")
            except REFUSED:
                return

        def press(case=case, seen=seen):
            try:
                decide(case=case, actor=moderator, measure="hide", rule="private", seen=seen)
            except REFUSED:
                return

        all_at_once([rewrite, press])
        reply.refresh_from_db()
        assert (reply.state, reply.body) in {
            ("hidden", "I live by the lake."),
            ("shown", "I live by a lake."),
        }
