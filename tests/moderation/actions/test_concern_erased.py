"""A concern closed long ago loses its words and whom it was about; that there was one stays."""

import datetime

import pytest
from django.utils import timezone

from community import vault
from community.audit import chain
from community.audit.models import Entry
from moderation import actions
from moderation.actions.concern import WORDS
from moderation.models import Concern
from tests.moderation.concerns import agreed, close_to_the_end, make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, moderator):
    return make_concern(member, moderator)


@pytest.fixture
def whole(concern, lead, moderator):
    """Closed long ago, with all there can be in it."""
    reveal = agreed(concern, lead)
    actions.reveal.settle(reveal=reveal, actor=lead, told="We looked, to send help.")
    step = actions.step.plan_step(
        concern=concern, actor=lead, kind="act", what="Call.", who="Riitta", due_at=now()
    )
    actions.step.do_step(step=step, actor=lead, came="Answered.")
    actions.concern.consult(concern=concern, actor=lead, whom="Dr. A", advice="Call.")
    actions.authority.note_given(
        concern=concern,
        actor=lead,
        to="child",
        authority="Espoo",
        phone="1",
        reference="7",
        channel="phone",
        was_told=False,
        why_not="He reads it.",
        given_at=now(),
    )
    concern = close_to_the_end(concern, lead)
    actions.concern.close(concern=concern, actor=lead, outcome="help", closing="Nurse visits.")
    Concern.objects.update(closed_at=now() - datetime.timedelta(days=2 * 366 + 3))
    return Concern.objects.get()


def now():
    return timezone.now()


def belonging(concern):
    """(row, names of its sealed fields) of all that belongs to it."""
    for model, names in WORDS.items():
        for row in model._base_manager.filter(**{"pk" if model is Concern else "concern": concern.pk}):
            yield row, names


def test_of_an_erased_concern_no_word_stays_and_nobody_is_named(whole, member):
    assert all(
        any(getattr(row, name) for name in names) for row, names in belonging(whole) if names != ("words",)
    )

    actions.concern.erase(concern=whole)

    stays = Concern.objects.get()
    assert [
        getattr(row, name) for row, names in belonging(stays) for name in names if getattr(row, name)
    ] == []
    assert (stays.seat, stays.group, stays.erased_at is not None) == (None, None, True)
    assert (stays.level, stays.outcome, stays.raised_as) == (3, "help", "moderator")
    assert (stays.reveals.get().person, stays.reveals.get().seat) == (None, None)
    entry = Entry.objects.get(action="concern.erased")
    assert (entry.actor_id, entry.facts) == (None, {"years": 2})
    assert chain.verify().fault == ""


def test_every_sealed_field_of_a_concern_is_among_those_that_are_erased():
    of_concern = [Concern, *(one.related_model for one in Concern._meta.related_objects)]
    sealed = {
        model: {field.name for field in model._meta.fields if isinstance(field, vault.SealedText)}
        for model in of_concern
    }

    assert {model: names for model, names in sealed.items() if names} == {
        model: set(names) for model, names in WORDS.items()
    }


def test_an_open_one_and_one_closed_lately_stay(whole, member, moderator):
    old = now() - datetime.timedelta(days=9999)
    is_open = make_concern(member, moderator)
    Concern.objects.filter(pk=is_open.pk).update(raised_at=old)
    Concern.objects.filter(pk=whole.pk).update(closed_at=now() - datetime.timedelta(days=725))

    for concern in (is_open, whole):
        actions.concern.erase(concern=concern)

    assert not Concern.objects.exclude(erased_at=None)
    assert not Entry.objects.filter(action="concern.erased")


def test_it_is_erased_once_and_read_as_such(whole, lead, client):
    client.force_login(lead)
    for _night in range(2):
        actions.concern.erase(concern=whole)

    assert Entry.objects.filter(action="concern.erased").count() == 1
    page = client.get(f"/concerns/{whole.pk}/").text
    assert "These words were erased for good." in page
    assert "Kuura" not in page
