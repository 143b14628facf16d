"""Inviting: made, sent, found, opened, declined, taken back, made anew."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.audit.models import Entry
from groups import codes
from groups.actions.invitation import (
    decline_invitation,
    find_by_code,
    find_by_token,
    forget_old_invitations,
    on_their_way,
    open_invitation,
    renew_invitation,
    revoke_invitation,
)
from groups.models import Invitation
from tests import cast

pytestmark = pytest.mark.django_db
State = Invitation.State


def last_entry():
    return Entry.objects.order_by("-seq").first()


def after(invitation, **changes):
    """The invitation as it would stand after that."""
    Invitation.objects.filter(pk=invitation.pk).update(**changes)
    invitation.refresh_from_db()
    return invitation


# --- Made ----------------------------------------------------------------------
def test_a_text_message_gets_a_link_and_a_code(made):
    assert made.invitation.state == State.SENT
    assert made.link.endswith(f"/i/{made.token}/")
    assert find_by_token(token=made.token) == made.invitation
    assert find_by_code(code=codes.spaced(made.code).lower()) == made.invitation


def test_it_is_good_for_thirty_days(made):
    assert made.invitation.expires_at - made.invitation.made_at == datetime.timedelta(days=30)


def test_only_digests_of_the_secrets_are_stored(made):
    stored = Invitation.objects.values().get()

    assert bytes(stored["token_digest"]) == codes.digest(made.token)
    assert bytes(stored["code_digest"]) == codes.digest(made.code)
    assert made.token not in str(stored)
    assert made.code not in str(stored)


def test_making_one_is_recorded_without_words(made, referrer):
    entry = last_entry()

    assert (entry.action, entry.actor_id) == ("invitation.made", referrer.pk)
    assert entry.subject_id == str(made.invitation.pk)
    assert "blue house" not in str(entry.facts)


def test_a_label_is_sealed_and_opens_for_its_referrer(made):
    assert Invitation.objects.get().label == "blue house"


def test_a_contact_is_not_kept_when_the_referrer_sends_it_themselves(make_invitation):
    assert make_invitation(contact="a@example.org").invitation.contact == ""


def test_only_a_referrer_with_proof_invites(make_invitation):
    with pytest.raises(PermissionDenied, match="checked credential"):
        make_invitation(actor=cast.make_staff("referrer", credential=False))


def test_nobody_is_invited_to_a_group_that_ended(make_invitation, group):
    group.ended_at = timezone.now()

    with pytest.raises(PermissionDenied, match="has ended"):
        make_invitation()


def test_nobody_is_invited_to_a_full_group(referrer, make_invitation):
    group = cast.make_group(capacity=2)
    cast.seat(cast.make_user(), group)
    cast.seat(cast.make_user(), group)

    with pytest.raises(ValidationError, match="no free seat"):
        make_invitation(group=group)


def test_no_more_are_invited_than_seats_are_free(make_invitation):
    group = cast.make_group(capacity=2)
    first, _second = make_invitation(group=group), make_invitation(group=group)

    with pytest.raises(ValidationError, match="has an invitation on its way"):
        make_invitation(group=group)
    decline_invitation(invitation=first.invitation)

    assert make_invitation(group=group).invitation.is_usable


def test_a_lost_one_is_made_anew_although_all_free_seats_are_spoken_for(make_invitation, referrer):
    group = cast.make_group(capacity=2)
    first, _second = make_invitation(group=group), make_invitation(group=group)

    anew = renew_invitation(invitation=first.invitation, actor=referrer)

    assert anew.invitation.is_usable
    assert on_their_way(groups=[group]) == {group.pk: 2}


# --- By e-mail --------------------------------------------------------------------
def test_an_email_leaves_after_the_commit_and_the_address_is_forgotten(
    make_invitation, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        made = make_invitation(channel="email", contact="client@example.org")
        assert mail.outbox == []

    assert mail.outbox[0].to == ["client@example.org"]
    assert made.link in mail.outbox[0].body
    assert Invitation.objects.get().contact == ""
    assert made.code == ""


@pytest.mark.parametrize("language", ["en", "fi", "sv", "nb"])
def test_an_email_says_nothing_of_what_it_is_about(
    make_invitation, django_capture_on_commit_callbacks, group, language
):
    with django_capture_on_commit_callbacks(execute=True):
        make_invitation(channel="email", contact="client@example.org", language=language, label="blue house")

    said = (mail.outbox[0].subject + mail.outbox[0].body).casefold()
    for word in (
        "group",
        "ryhm",
        "grupp",
        "vierelle",
        "leena",
        "blue house",
        "social",
        group.name.casefold(),
    ):
        assert word not in said


@pytest.mark.parametrize("failure", [smtplib.SMTPServerDisconnected("gone"), ConnectionRefusedError()])
def test_an_email_that_could_not_leave_keeps_its_address_for_another_try(
    make_invitation, django_capture_on_commit_callbacks, monkeypatch, failure
):
    def refuse(*args, **kwargs):
        raise failure

    monkeypatch.setattr("groups.actions.invitation.send_mail", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        make_invitation(channel="email", contact="client@example.org")

    assert Invitation.objects.get().contact == "client@example.org"


# --- Found and opened -----------------------------------------------------------
@pytest.mark.parametrize(
    "ended",
    [
        {"revoked_at": timezone.now()},
        {"declined_at": timezone.now()},
        {"accepted_at": timezone.now()},
        {"expires_at": timezone.now() - datetime.timedelta(seconds=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_ended_an_invitation_neither_link_nor_code_finds_it(made, ended):
    after(made.invitation, **ended)

    assert find_by_token(token=made.token) is None
    assert find_by_code(code=made.code) is None


def test_an_invitation_to_a_group_that_ended_is_not_found(made, group):
    type(group).objects.update(ended_at=timezone.now())

    assert find_by_token(token=made.token) is None


@pytest.mark.parametrize("typed", ["", "ABC", "!!!!!!!!", "OOOOOOOO", "AAAA-AAAA"])
def test_a_wrong_code_finds_nothing(made, make_invitation, django_capture_on_commit_callbacks, typed):
    make_invitation(channel="email", contact="client@example.org")  # has no code at all

    assert find_by_code(code=typed) is None


def test_secrets_survive_a_change_of_the_sites_key(made, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + "y" * 50

    assert find_by_token(token=made.token) == made.invitation
    assert find_by_code(code=made.code) == made.invitation


def test_the_first_opening_counts(made):
    open_invitation(invitation=made.invitation)
    first = made.invitation.opened_at

    open_invitation(invitation=made.invitation)

    assert Invitation.objects.get().opened_at == first
    assert Entry.objects.filter(action="invitation.opened").count() == 1
    assert last_entry().actor_id is None


# --- Declined, taken back, made anew ------------------------------------------------
def test_saying_no_ends_it_and_keeps_no_reason(made):
    decline_invitation(invitation=made.invitation)

    assert Invitation.objects.get().state == State.DECLINED
    assert last_entry().action == "invitation.declined"
    assert last_entry().reason == ""


def test_no_cannot_be_said_twice(made):
    decline_invitation(invitation=made.invitation)

    with pytest.raises(PermissionDenied, match="no longer works"):
        decline_invitation(invitation=made.invitation)


def test_taking_back_stops_the_secrets_and_forgets_the_address(made, referrer):
    revoke_invitation(invitation=made.invitation, actor=referrer)

    assert Invitation.objects.get().state == State.REVOKED
    assert find_by_token(token=made.token) is None
    assert last_entry().action == "invitation.revoked"


def test_nobody_takes_back_what_somebody_else_made(made):
    with pytest.raises(PermissionDenied, match="not yours"):
        revoke_invitation(invitation=made.invitation, actor=cast.make_staff("referrer"))


def test_what_was_answered_cannot_be_taken_back(made, referrer):
    decline_invitation(invitation=made.invitation)

    with pytest.raises(PermissionDenied, match="no longer be taken back"):
        revoke_invitation(invitation=made.invitation, actor=referrer)


def test_made_anew_the_old_secrets_are_dead_and_the_label_is_kept(made, referrer):
    anew = renew_invitation(invitation=made.invitation, actor=referrer)

    assert find_by_token(token=made.token) is None
    assert find_by_code(code=made.code) is None
    assert find_by_code(code=anew.code).label == "blue house"


def test_when_there_is_no_seat_to_make_it_anew_for_the_old_one_stays(made, referrer, group):
    for _place in range(9):
        cast.seat(cast.make_user(), group)

    with pytest.raises(ValidationError, match="no free seat"):
        renew_invitation(invitation=made.invitation, actor=referrer)

    assert find_by_token(token=made.token) == made.invitation


def test_an_email_made_anew_goes_to_the_address_that_was_not_reached(
    make_invitation, referrer, monkeypatch, django_capture_on_commit_callbacks
):
    with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
        broken.setattr("groups.actions.invitation._send", lambda made: None)
        made = make_invitation(channel="email", contact="client@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        renew_invitation(invitation=made.invitation, actor=referrer)

    assert mail.outbox[0].to == ["client@example.org"]
    assert [invitation.contact for invitation in Invitation.objects.all()] == ["", ""]


# --- Forgotten -----------------------------------------------------------------------
def test_invitations_nobody_used_are_forgotten_a_month_after_their_end(make_invitation):
    old, ended, used, fresh = (make_invitation().invitation for _ in range(4))
    long_ago = timezone.now() - datetime.timedelta(days=31)
    after(old, expires_at=long_ago)
    after(ended, expires_at=timezone.now() - datetime.timedelta(days=29))
    after(used, expires_at=long_ago, accepted_at=long_ago)

    forget_old_invitations()

    assert set(Invitation.objects.all()) == {ended, used, fresh}
