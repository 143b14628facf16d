"""A seat that a group's own staff end has a statement of reasons, and somebody else to object to."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from community.accounts.models import User
from groups import letters
from groups.actions.seat import remove
from groups.models import Membership
from moderation.actions.appeal import appeal, decide_appeal
from moderation.models import Decision, Sanction
from moderation.subjects import measures_for
from tests import cast

pytestmark = pytest.mark.django_db


def test_an_ended_seat_leaves_all_that_a_statement_has(member, facilitator, client):
    cast.words(member, "Who here is called Aila?")

    remove(
        membership=member, actor=facilitator, rule="private", reason="You asked three of us for our names."
    )

    decision = Decision.objects.get()
    assert (decision.measure, decision.rule, decision.made_by) == ("end_seat", "private", facilitator.user)
    assert (decision.source, decision.automated_detection, decision.takes_words) == ("own", False, False)
    assert (decision.is_permanent, decision.ends_at) == (False, None)  # a new invitation leads back
    assert decision.told_at == decision.starts_at
    for part in (
        "ended your seat",
        "three of us",
        "What is said here stays here",
        "A new invitation",
        "object",
    ):
        assert part in decision.reasons
    case, sanction = decision.case, Sanction.objects.get()
    assert (case.kind, case.person, case.group, case.words) == ("room", member.user, member.group, None)
    assert "called Aila" in case.evidence
    assert (sanction.kind, sanction.seat, sanction.is_current) == ("end_seat", member, False)
    client.force_login(member.user)
    assert "Your seat in the group has ended" in client.get("/decisions/").text
    page = client.get(f"/decisions/{decision.pk}/").text
    assert "It happened once." in page
    assert "Send my objection" in page


def test_the_rule_alone_says_why_in_their_language_and_a_mail_says_that_there_is_something_to_read(
    member, facilitator, django_capture_on_commit_callbacks
):
    User.objects.filter(pk=member.user_id).update(language="sv", email="kuura@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        remove(membership=Membership.objects.get(pk=member.pk), actor=facilitator, rule="kind")
    letters.post.submit(int).result()

    decision = Decision.objects.get()
    assert decision.language == "sv"
    assert "Var vänlig" in decision.reasons
    (letter,) = mail.outbox
    assert letter.to == ["kuura@example.org"]
    assert decision.facts not in letter.body


def test_an_objection_that_is_right_gives_the_seat_back(member, facilitator, moderator):
    remove(membership=member, actor=facilitator, rule="kind")
    assert not Membership.objects.current().filter(pk=member.pk).exists()

    made = appeal(decision=Decision.objects.get(), actor=member.user, words="That was not me.")
    decide_appeal(appeal=made, actor=moderator, outcome="reversed", answer="It was somebody else.")

    assert Membership.objects.current().filter(pk=member.pk).exists()
    assert Decision.objects.get().undone_by == moderator
    assert Sanction.objects.get().lifted_by == moderator


def test_no_seat_ends_where_no_statement_can_be_written(member, facilitator, monkeypatch):
    monkeypatch.setattr("moderation.actions.in_room.draft", lambda **facts: "")

    with pytest.raises(IntegrityError, match="art_17"), transaction.atomic():
        remove(membership=member, actor=facilitator, rule="kind")

    assert Membership.objects.current().filter(pk=member.pk).exists()


def test_it_is_not_among_what_moderators_choose(member, facilitator):
    remove(membership=member, actor=facilitator, rule="kind")

    assert "end_seat" not in measures_for(Decision.objects.get().case, member)
