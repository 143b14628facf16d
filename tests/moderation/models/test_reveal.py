"""Looking up who somebody is takes two people: kept by the database."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import vault
from moderation import actions
from moderation.models import Reveal
from moderation.models.reveal import OPEN_FOR
from tests import cast
from tests.moderation.concerns import agreed, make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, lead):
    return make_concern(member, lead)


def refused(reveal, **fields):
    for name, value in fields.items():
        setattr(reveal, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        reveal.save()


def test_the_second_person_is_never_the_first(concern, lead):
    asked = actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")

    refused(asked, second=lead, second_as="safeguarding", answered_at=timezone.now(), is_agreed=True)


@pytest.mark.parametrize("fields", [{"is_agreed": True}, {"answered_at": timezone.now(), "is_agreed": True}])
def test_nothing_opens_without_a_second_person(concern, lead, fields):
    refused(actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask."), **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"told_at": timezone.now(), "told": "We looked."},
        {"settled_at": timezone.now()},
        {"settled_at": timezone.now(), "told_at": timezone.now()},
        {"settled_at": timezone.now(), "told_at": timezone.now(), "told": "We looked.", "why_not": "Danger."},
    ],
)
def test_the_person_is_told_or_it_is_said_why_not(concern, lead, fields):
    refused(agreed(concern, lead), **fields)


def test_of_what_was_declined_nobody_is_told(concern, lead, coordinator):
    asked = actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")
    actions.reveal.answer(reveal=asked, actor=coordinator, is_agreed=False)

    refused(Reveal.objects.get(), settled_at=timezone.now(), why_not="Nothing.")


def test_it_waits_opens_and_is_over_by_the_clock(concern, lead):
    asked = actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")
    assert (asked.state, asked.open_until) == ("waits", None)

    asked.second, asked.answered_at = cast.make_staff("safeguarding"), timezone.now()
    assert asked.state == "declined"

    asked.is_agreed = True
    assert (asked.state, asked.open_until) == ("open", asked.answered_at + OPEN_FOR)

    asked.answered_at -= OPEN_FOR + datetime.timedelta(seconds=1)
    assert asked.state == "over"


def test_who_sees_a_request(concern, lead, member, moderator, coordinator):
    waiting = actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")
    other = make_concern(cast.seat(cast.make_user(), member.group, alias="Meri"), lead)
    answered = agreed(other, lead, cast.make_staff("coordinator"))

    assert set(Reveal.objects.visible_to(lead)) == {waiting, answered}
    assert list(Reveal.objects.visible_to(coordinator)) == [waiting]
    assert list(Reveal.objects.visible_to(answered.second)) == [waiting, answered][::-1]
    assert not Reveal.objects.visible_to(moderator)
    assert not Reveal.objects.visible_to(member.user)


def test_only_what_was_told_reaches_the_person(concern, lead, member):
    asked = agreed(concern, lead)
    assert list(Reveal.objects.unsettled()) == [asked]
    assert not Reveal.objects.told_to(member.user)

    actions.reveal.settle(reveal=asked, actor=lead, told="We looked up who you are.")

    assert list(Reveal.objects.told_to(member.user)) == [asked]
    assert not Reveal.objects.unsettled()


def test_reasons_lie_under_the_sites_own_key(concern, lead):
    asked = actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")

    assert asked.vault_key_id == vault.site_key()
    assert str(asked) == str(asked.pk)


def test_nobody_sees_the_request_about_themselves(group, lead, moderator):
    staff = cast.make_staff("safeguarding", "facilitator")
    concern = make_concern(cast.lead(staff, group, alias="Aino"), moderator)
    asked = actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")

    assert not Reveal.objects.visible_to(staff)
    assert list(Reveal.objects.visible_to(lead)) == [asked]


def test_the_accounts_of_both_can_be_erased_and_the_record_stands_without_names(concern, lead, coordinator):
    reveal = agreed(concern, lead, coordinator)

    lead.delete()
    coordinator.delete()

    stands = Reveal.objects.get(pk=reveal.pk)
    assert (stands.asked_by, stands.second, stands.second_as) == (None, None, "coordinator")
    assert (stands.is_agreed, stands.reason, stands.answer) == (
        True,
        "Police ask where they live.",
        "Needed.",
    )
    stands.save()  # it breaks no rule of the table


def test_the_record_stands_without_the_account_that_was_looked_up(concern, lead, member):
    reveal = agreed(concern, lead)

    member.user.delete()

    assert Reveal.objects.get(pk=reveal.pk).person is None
