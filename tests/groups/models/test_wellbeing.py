"""How somebody is, as they said themselves: sealed, and theirs alone."""

import pytest
from django.utils import timezone

from community import vault
from groups.models import Wellbeing, WellbeingAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture
def wellbeing(member):
    return Wellbeing.objects.create(account=member.user, data_key=vault.personal_key())


@pytest.fixture
def answer(wellbeing):
    answer = WellbeingAnswer(wellbeing=wellbeing)
    answer.numbers = [3, 3, 3, 2, 2]
    answer.save()
    return answer


def test_answers_are_sealed_under_a_key_of_their_own(answer, wellbeing):
    read = WellbeingAnswer.objects.get()

    assert b"[3,3,3" not in vault.stored(instance=read, name="sealed_numbers")
    assert read.numbers == [3, 3, 3, 2, 2]
    assert read.score == 52
    assert answer.vault_key_id == wellbeing.data_key_id
    assert str(read) == str(answer.pk)


def test_nothing_is_left_of_them_without_the_key(answer, wellbeing):
    vault.destroy(key=wellbeing.data_key)

    read = WellbeingAnswer.objects.get()
    assert (read.numbers, read.score) == ([], None)


def test_they_are_visible_to_the_person_alone(wellbeing, member, facilitator, moderator):
    assert Wellbeing.objects.visible_to(member.user).get() == wellbeing
    for other in (facilitator.user, moderator):
        assert not Wellbeing.objects.visible_to(other).exists()
    assert str(wellbeing) == str(wellbeing.pk)


def test_they_are_asked_until_the_person_stops_them(wellbeing):
    assert wellbeing.is_on
    wellbeing.stopped_at = timezone.now()
    assert not wellbeing.is_on
