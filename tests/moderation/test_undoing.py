"""Taking a decision back gives back what it took, and nothing that somebody decided since."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.accounts.models import User
from groups.actions.message import hide, restore
from groups.models import Message
from moderation.actions.case import open_case
from moderation.actions.decision import undo
from tests.moderation.actions.test_decision import WEEK, case_about, decided

pytestmark = pytest.mark.django_db


def test_undoing_leaves_what_its_author_took_back_since(moderator, another_moderator, member):
    decision = decided(case_about(member), moderator)
    Message.objects.update(state="retracted")

    undo(decision=decision, actor=another_moderator)

    assert Message.objects.get().state == "retracted"


def test_undoing_leaves_words_that_another_decision_holds(moderator, another_moderator, member, facilitator):
    first = decided(case_about(member), moderator)
    words = Message.objects.get()
    restore(message=words, actor=facilitator)
    words.refresh_from_db()
    again = open_case(kind="report", priority=2, message=words, person=member.user, group=member.group)
    second = decided(again, another_moderator)

    undo(decision=first, actor=another_moderator)
    assert Message.objects.get().state == "hidden"
    undo(decision=second, actor=moderator)
    assert Message.objects.get().state == "shown"


def test_undoing_leaves_words_that_their_room_took_since(moderator, another_moderator, member, facilitator):
    decision = decided(case_about(member), moderator)
    restore(message=Message.objects.get(), actor=facilitator)
    hide(message=Message.objects.get(), actor=facilitator, rule="private", reason="It names somebody.")

    undo(decision=decision, actor=another_moderator)

    assert Message.objects.get().state == "hidden"


def test_undoing_one_leaves_what_another_decision_says(moderator, another_moderator, member):
    short = decided(case_about(member), moderator, "mute", ends_at=timezone.now() + timedelta(days=1))
    long = decided(case_about(member), moderator, "mute", ends_at=timezone.now() + WEEK)

    undo(decision=short, actor=another_moderator)
    member.refresh_from_db()
    assert member.listens_until == long.ends_at
    undo(decision=long, actor=another_moderator)

    member.refresh_from_db()
    assert not member.listens


def test_undoing_a_pause_leaves_another_one(moderator, another_moderator, member):
    first = decided(case_about(member), moderator, "pause", ends_at=timezone.now() + WEEK)
    second = decided(case_about(member), moderator, "pause", ends_at=timezone.now() + timedelta(days=2))
    person = User.objects.get(pk=member.user.pk)
    assert person.paused_until == first.ends_at

    undo(decision=first, actor=another_moderator)

    assert User.objects.get(pk=person.pk).paused_until == second.ends_at


def test_a_decision_is_undone_once(moderator, another_moderator, member):
    decision = decided(case_about(member), moderator)
    undo(decision=decision, actor=another_moderator)

    with pytest.raises(PermissionDenied, match="undone already"):
        undo(decision=decision, actor=another_moderator)
