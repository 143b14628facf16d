"""Objections as moderators see them. Who is let in is in tests/access/table.txt."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from groups.models import Message
from moderation.actions.appeal import appeal
from moderation.actions.case import open_case
from moderation.actions.decision import confirm, decide
from moderation.actions.report import report
from moderation.models import Appeal, Sanction
from tests import cast

pytestmark = pytest.mark.django_db
LIST = "/appeals/"


@pytest.fixture
def objection(meeting, member, other_member, moderator):
    said = cast.words(member, "You are all fools.")
    message = Message.objects.select_related("room__group", "author").get(pk=said.pk)
    case = report(message=message, reporter=other_member, kind="unkind").case
    decision = decide(case=case, actor=moderator, measure="hide", rule="kind")
    return appeal(decision=decision, actor=member.user, words="It was a joke.")


@pytest.fixture
def desk(client, another_moderator):
    client.force_login(another_moderator)
    return client


def page_of(objection):
    return reverse("moderation:appeal", args=[objection.pk])


def test_another_moderator_sees_the_evidence_folded_and_answers(desk, objection, another_moderator):
    page = desk.get(page_of(objection)).text
    before, folded = page.split("<details")

    assert "It was a joke." in before
    assert "You are all fools." not in before
    assert "You are all fools." in folded
    assert Entry.objects.filter(action="appeal.looked", actor_id=another_moderator.pk).count() == 1

    answer = desk.post(page_of(objection), {"outcome": "reversed", "answer": "It was one."}, follow=True)

    assert "The person reads it on their own page." in answer.text
    assert Message.objects.get().state == "shown"


@pytest.mark.parametrize("gone", ["ended", "full"])
def test_a_membership_that_was_ended_wrongly_is_undone_also_where_no_seat_is_free(
    desk, meeting, member, moderator, lead, gone
):
    case = open_case(kind="report", priority=2, person=member.user, group=member.group)
    decide(case=case, actor=moderator, measure="end_membership", rule="kind")
    decision = confirm(case=case, actor=lead)
    ended = timezone.now() if gone == "ended" else None
    type(member.group).objects.update(capacity=1, ended_at=ended)
    if gone == "full":
        cast.seat(cast.make_user(), member.group, alias="Usva")
    objection = appeal(decision=decision, actor=member.user, words="I did nothing.")

    page = desk.post(page_of(objection), {"outcome": "reversed", "answer": "You are right."}, follow=True)

    assert "The seat cannot be given back" in page.text
    objection.refresh_from_db()
    assert objection.decision.undone_at is not None
    assert objection.answer.startswith(
        "You are right.\n\nYour old seat in the group could not be given back."
    )
    assert not Sanction.objects.current().exists()


def test_what_cannot_be_undone_just_now_is_said_and_waits(desk, objection, monkeypatch):
    def refuse(*args):
        raise ValidationError("Somebody has already decided about these words.", "decided")

    monkeypatch.setattr("moderation.subjects.undo", refuse)

    page = desk.post(page_of(objection), {"outcome": "reversed", "answer": "You are right."})

    assert "already decided about these words" in page.text
    assert Appeal.objects.get().is_open


def test_whoever_decided_first_reads_and_has_no_form(client, objection, moderator):
    client.force_login(moderator)
    page = client.get(page_of(objection)).text

    assert "You took part in this decision." in page
    assert '<form method="post" action="/appeals/' not in page
    answer = client.post(page_of(objection), {"outcome": "upheld", "answer": "I stand by it."})
    assert answer.status_code == 403
    assert Appeal.objects.get().is_open


@pytest.mark.parametrize("missing", ["outcome", "answer"])
def test_an_answer_without_reasons_is_none(missing, desk, objection):
    facts = {"outcome": "upheld", "answer": "Because."} | {missing: ""}

    assert "needs your attention" in desk.post(page_of(objection), facts).text
    assert Appeal.objects.get().is_open


def test_an_answered_one_shows_its_answer(desk, objection):
    desk.post(page_of(objection), {"outcome": "upheld", "answer": "It hurt somebody."})

    page = desk.get(page_of(objection)).text
    assert "It hurt somebody." in page
    assert "Petra" in page


def test_the_list_says_who_may_answer_and_tells_no_words(desk, client, objection, moderator):
    assert "Waits for an answer" in desk.get(LIST).text
    assert "joke" not in desk.get(LIST).text

    client.force_login(moderator)
    assert "You took part in this decision." in client.get(LIST).text


def test_an_empty_list_says_so(desk):
    assert "Nobody has objected." in desk.get(LIST).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(rows, desk, moderator, group, django_assert_num_queries):
    for _number in range(rows):
        person = cast.make_user()
        decision = cast.decide(person, by=moderator, group=group)
        Appeal.objects.create(decision=decision, by=person, words="Why?", first_by=moderator)
    desk.get(LIST)

    with django_assert_num_queries(10):
        desk.get(LIST)
