"""An appeal is never decided by who decided first: the database itself refuses it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from moderation.models import Appeal
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(member, group, moderator, another_moderator):
    facts = {"measure": "close_account", "is_permanent": True, "second_by": another_moderator}
    return cast.decide(member.user, group=group, by=moderator, **facts)


def objection(decision, by, **fields):
    first = {"first_by": decision.made_by, "first_second_by": decision.second_by}
    return Appeal.objects.create(decision=decision, by=by, words="It was a joke.", **first | fields)


def decided(by, **fields):
    facts = {"decided_by": by, "decided_at": timezone.now(), "outcome": "upheld", "answer": "No."}
    return facts | fields


def test_neither_the_first_nor_the_second_decides(decision, member, moderator, another_moderator):
    for person in (moderator, another_moderator):
        with pytest.raises(IntegrityError, match="somebody_else"), transaction.atomic():
            objection(decision, member.user, **decided(person))


def test_not_even_by_a_change_past_every_action(decision, member, moderator):
    made = objection(decision, member.user)

    with pytest.raises(IntegrityError, match="somebody_else"), transaction.atomic():
        Appeal.objects.filter(pk=made.pk).update(
            decided_by=moderator, decided_at=timezone.now(), outcome="reversed"
        )


def test_a_third_person_decides_it(decision, member):
    made = objection(decision, member.user, **decided(cast.make_staff("safeguarding")))

    assert not made.is_open


def test_one_first_person_is_enough_to_be_kept_away(member, group, moderator):
    decision = cast.decide(member.user, group=group, by=moderator)

    with pytest.raises(IntegrityError, match="somebody_else"), transaction.atomic():
        objection(decision, member.user, **decided(moderator))
    objection(decision, member.user, **decided(cast.make_staff("moderator")))


@pytest.mark.parametrize(
    "half", [{"outcome": ""}, {"decided_at": None}, {"outcome": "perhaps"}, {"decided_by": None}]
)
def test_it_is_decided_wholly_or_not(half, decision, member):
    facts = decided(cast.make_staff("moderator")) | half

    with pytest.raises(IntegrityError, match="wholly"), transaction.atomic():
        objection(decision, member.user, **facts)


def test_its_words_lie_sealed_under_the_sites_key(decision, member):
    made = objection(decision, member.user)

    assert Appeal.objects.values_list("words", flat=True).get() != "It was a joke."
    assert b"joke" not in Appeal.objects.values_list("words", flat=True).get().stored
    assert str(made) == str(made.pk)


def test_one_sees_ones_own_and_moderators_all_but_theirs(decision, member, stranger, moderator):
    made = objection(decision, member.user)
    about_a_moderator = objection(cast.decide(moderator, by=cast.make_staff("moderator")), moderator)

    assert list(Appeal.objects.visible_to(member.user)) == [made]
    assert list(Appeal.objects.visible_to(moderator)) == [made]
    assert not Appeal.objects.visible_to(stranger.user).exists()
    assert about_a_moderator in Appeal.objects.visible_to(cast.make_staff("safeguarding"))


def test_what_waits_is_open_to_those_who_took_no_part(decision, member, moderator, another_moderator):
    objection(decision, member.user)

    assert not Appeal.objects.open_to(moderator).exists()
    assert not Appeal.objects.open_to(another_moderator).exists()
    assert Appeal.objects.open_to(cast.make_staff("moderator")).count() == 1
