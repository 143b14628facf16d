"""Looking up who somebody is: two people, both in the log, and the person is told or it is said why not."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from groups.actions.invitation import invite
from groups.models import Signature
from moderation import actions
from moderation.models import Reveal
from tests import cast
from tests.moderation.concerns import agreed, make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, moderator):
    return make_concern(member, moderator)


@pytest.fixture
def asked(concern, lead):
    return actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")


def actors(action):
    return list(Entry.objects.filter(action=action).values_list("actor_id", flat=True))


def test_asking_names_the_account_and_seals_the_reason(asked, member, lead):
    assert (asked.person, asked.asked_by, asked.state) == (member.user, lead, "waits")
    assert actors("identity.asked") == [lead.pk]


def test_why_somebody_is_looked_up_stands_in_the_request_and_not_in_the_log(concern, lead, coordinator):
    reveal = agreed(concern, lead, coordinator)

    log = Entry.objects.filter(action__startswith="identity.")
    assert [entry.reason for entry in log] == ["", ""]
    assert {entry.subject_id for entry in log} == {str(reveal.pk)}
    assert (reveal.reason, reveal.answer) == ("Police ask where they live.", "Needed.")


def test_both_people_stand_in_the_log(concern, lead, coordinator):
    reveal = agreed(concern, lead, coordinator)

    assert (reveal.second, reveal.answer, reveal.state) == (coordinator, "Needed.", "open")
    assert actors("identity.asked") == [lead.pk]
    assert actors("identity.agreed") == [coordinator.pk]


def test_declining_opens_nothing(asked, lead, coordinator):
    actions.reveal.answer(reveal=asked, actor=coordinator, is_agreed=False, words="Ask the referrer first.")

    assert actors("identity.declined") == [coordinator.pk]
    with pytest.raises(PermissionDenied, match="declined"):
        actions.reveal.look_behind(reveal=asked, actor=lead)


def test_who_asked_does_not_agree(asked, lead):
    with pytest.raises(PermissionDenied, match="Another person"):
        actions.reveal.answer(reveal=asked, actor=lead, is_agreed=True)

    assert Reveal.objects.get().answered_at is None


def test_looking_shows_the_account_and_who_invited_them_and_is_recorded(concern, lead, member, referrer):
    invitation = invite(
        actor=referrer, group=member.group, channel="letter", language="en", label="blue house"
    ).invitation
    invitation.membership = member
    invitation.save()
    reveal = agreed(concern, lead)

    known = actions.reveal.look_behind(reveal=reveal, actor=lead)

    assert (known["person"], known["seat"], known["invitation"]) == (member.user, member, invitation)
    assert known["invitation"].referrer == referrer
    assert actors("identity.looked") == [lead.pk]


def test_without_an_invitation_or_a_seat_the_account_is_shown_alone(concern, lead, member):
    reveal = agreed(concern, lead)
    assert actions.reveal.look_behind(reveal=reveal, actor=lead)["invitation"] is None

    Signature.objects.all().delete()
    member.delete()
    known = actions.reveal.look_behind(reveal=reveal, actor=lead)
    assert (known["person"], known["seat"], known["invitation"]) == (member.user, None, None)


def test_after_an_hour_it_is_over(concern, lead):
    reveal = agreed(concern, lead)
    Reveal.objects.update(answered_at=reveal.answered_at - datetime.timedelta(minutes=61))

    with pytest.raises(PermissionDenied, match="The time to look is over"):
        actions.reveal.look_behind(reveal=reveal, actor=lead)


def test_reading_a_request_is_recorded(asked, coordinator):
    actions.reveal.look_at_request(reveal=asked, actor=coordinator)

    assert actors("identity.read") == [coordinator.pk]
    with pytest.raises(PermissionDenied):
        actions.reveal.look_at_request(reveal=asked, actor=cast.make_staff("moderator"))


@pytest.mark.parametrize(
    ("facts", "is_told"), [({"told": "We looked."}, True), ({"why_not": "Danger."}, False)]
)
def test_the_person_is_told_or_it_is_said_why_not(facts, is_told, concern, lead):
    reveal = agreed(concern, lead)

    actions.reveal.settle(reveal=reveal, actor=lead, **facts)

    reveal.refresh_from_db()
    assert (reveal.told_at is not None, reveal.settled_by) == (is_told, lead)
    assert Entry.objects.get(action="identity.settled").facts == {"is_told": is_told}
    with pytest.raises(PermissionDenied, match="decided already"):
        actions.reveal.settle(reveal=reveal, actor=lead, **facts)


@pytest.mark.parametrize("facts", [{}, {"told": "We looked.", "why_not": "Danger."}])
def test_it_is_one_or_the_other(facts, concern, lead):
    with pytest.raises(ValueError, match="Either the person is told"):
        actions.reveal.settle(reveal=agreed(concern, lead), actor=lead, **facts)
