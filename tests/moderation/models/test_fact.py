"""What is written in a concern stays as it was written, and so does who looked."""

import pytest
from django.db import IntegrityError, transaction

from community.audit.models import AppendOnly
from moderation import actions
from moderation.models import Fact, Look
from tests.moderation.concerns import make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, moderator):
    return make_concern(member, moderator)


def test_what_was_written_is_neither_changed_nor_removed(concern):
    fact = concern.facts.first()

    for act in (fact.save, fact.delete, Fact.objects.all().delete, lambda: Fact.objects.update(by=None)):
        with pytest.raises(AppendOnly):
            act()
    assert str(fact) == str(fact.pk)


def test_a_look_stays_too(concern, lead):
    actions.concern.look_at(concern=concern, actor=lead)

    with pytest.raises(AppendOnly):
        Look.objects.get().delete()
    assert str(Look.objects.get()) == str(Look.objects.get().pk)


@pytest.mark.parametrize(
    "fields",
    [{"kind": "level"}, {"kind": "said", "level": 3}, {"kind": "family"}, {"kind": "said", "family": "told"}],
)
def test_judgements_have_levels_and_the_family_a_word(concern, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(concern=concern, words="x", **fields)
