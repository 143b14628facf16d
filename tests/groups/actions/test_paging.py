"""A room without staff, and a call nobody takes: who is asked to come, when, and what is told."""

from datetime import timedelta
from threading import Thread

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from community.audit.models import Entry
from community.chores import known, register
from groups import letters
from groups.actions import room as run
from groups.actions.call import call_staff
from groups.actions.paging import page_due
from groups.caring import staffing_of
from groups.models import Meeting, OnDuty, Paged, Paging, Room
from groups.sockets import RoomSource
from tests import cast
from tests.groups.actions.asking import asked, pass_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(meeting):
    """A room whose meeting was opened and goes on."""
    Meeting.objects.update(opened_at=timezone.now() - timedelta(minutes=20))
    return meeting.group.room


# --- A room without staff ---------------------------------------------------------
def test_a_staffed_room_asks_nobody_and_costs_one_query(room, django_assert_num_queries):
    with django_assert_num_queries(1):
        page_due()

    assert not Paging.objects.exists()


def test_one_query_also_beside_rooms_that_have_been_asked_for(lost, facilitator, django_assert_num_queries):
    call_staff(room=lost, caller=cast.seat(cast.make_user(), lost.group))
    cast.attend(facilitator.user, cast.make_group())
    OnDuty.objects.filter(room=lost).update(until=timezone.now() + timedelta(minutes=1))

    with django_assert_num_queries(1):
        page_due()


def test_those_who_lead_are_asked_first_then_moderators_then_safeguarding_leads(
    lost, facilitator, colleague, moderator, safeguarding
):
    page_due()
    assert asked() == {"Anna", "Mikko"}

    pass_time(30)
    page_due()
    assert asked() == {"Anna", "Mikko"}

    pass_time(31)
    page_due()
    assert asked() == {"Anna", "Mikko", "Oskari"}

    pass_time(90)
    page_due()
    assert "Riitta" not in asked()

    pass_time(31)
    page_due()
    assert asked() == {"Anna", "Mikko", "Oskari", "Riitta"}

    pass_time(3600)
    page_due()
    page_due()
    assert Paged.objects.count() == 4
    steps = Entry.objects.filter(action="paging.asked").order_by("seq")
    assert [entry.facts["step"] for entry in steps] == [1, 2, 3]
    assert {entry.actor_id for entry in Entry.objects.filter(action__startswith="paging.")} == {None}


def test_steps_that_find_nobody_are_passed_over(lost, facilitator, safeguarding):
    facilitator.user.credentials.all().delete()

    page_due()

    assert asked() == {"Riitta"}


def test_where_nobody_is_left_nobody_is_asked_again(lost, facilitator):
    facilitator.user.credentials.all().delete()

    page_due()
    page_due()

    assert asked() == set()
    assert Entry.objects.filter(action="paging.asked").count() == 1


def test_only_duties_with_their_proof_are_asked(lost, facilitator):
    for without in ({"step": False}, {"credential": False}, {"standing": "paused"}):
        cast.make_staff("moderator", display_name="Nobody", **without)

    page_due()
    pass_time(61)
    page_due()

    assert asked() == {"Anna"}


def test_a_colleague_who_is_there_is_not_asked_when_two_are_needed(lost, facilitator, colleague):
    lost.group.staff_needed = 2
    lost.group.save()
    cast.attend(colleague.user, lost.group)

    page_due()

    assert asked() == {"Anna"}


@pytest.mark.parametrize("fact", ["before", "closed", "over", "cancelled", "ended"])
def test_a_room_without_a_meeting_that_is_on_asks_nobody(lost, group, fact):
    long_ago = timezone.now() - timedelta(hours=4)
    changed = {
        "before": {"opened_at": None},
        "closed": {"closed_at": timezone.now()},
        "over": {"starts_at": long_ago, "ends_at": long_ago + timedelta(minutes=90)},
        "cancelled": {"cancelled_at": timezone.now()},
    }
    Meeting.objects.update(**changed.get(fact, {}))
    if fact == "ended":
        type(group).objects.update(ended_at=timezone.now())

    page_due()

    assert not Paging.objects.exists()


def test_everyone_reads_who_has_been_asked_and_where_there_is_help(lost, facilitator, moderator, told):
    with told:
        page_due()

    part = told.to(lost.audience, "room.scene")[0]["parts"]["staffing"]
    assert "the room rests. Nothing you wrote is lost." in part
    assert "Your facilitator has been asked to come." in part
    assert 'href="tel:112"' in part

    pass_time(61)
    page_due()
    assert "Your facilitator and a colleague have been asked to come." in staffing_of(lost)


def test_it_ends_when_staff_are_back_and_everyone_is_told(lost, facilitator, told):
    page_due()
    run.attend(room=Room.objects.select_related("group").get(), actor=facilitator)

    with told:
        page_due()

    assert Paging.objects.get().ended_at
    assert "Your facilitator is back" in told.to(lost.audience, "room.scene")[0]["parts"]["staffing"]
    assert Entry.objects.filter(action="paging.ended").count() == 1

    Paging.objects.update(ended_at=timezone.now() - timedelta(minutes=11))
    assert staffing_of(lost) == ""


def test_it_ends_with_the_meeting_without_saying_that_anybody_is_back(lost, facilitator):
    page_due()
    Meeting.objects.update(closed_at=timezone.now())

    page_due()

    assert not Paging.objects.going_on().exists()
    assert staffing_of(lost) == ""


def test_the_hubs_beat_and_the_upkeep_ask(lost, facilitator):
    RoomSource().beat({})
    assert Paging.objects.get().step == 1

    pass_time(61)
    known()
    register["groups.page"].call()
    assert Paging.objects.get().step == 3  # no moderator, no safeguarding lead: everybody has been asked


def test_a_second_loss_is_asked_for_anew(lost, facilitator):
    page_due()
    Paging.objects.update(ended_at=timezone.now())

    page_due()

    assert Paging.objects.count() == 2


# --- The mail ---------------------------------------------------------------------
def test_the_mail_says_that_one_is_needed_and_nothing_else(
    lost, facilitator, member, settings, django_capture_on_commit_callbacks
):
    facilitator.user.email = "anna@example.org"
    facilitator.user.save()

    with django_capture_on_commit_callbacks(execute=True):
        page_due()
    letters.post.submit(int).result()

    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("You are asked to sign in", ["anna@example.org"])
    assert sent.body.startswith("You are needed in Vierelle. Sign in, and your page says where.")
    for word in ("group", member.alias, facilitator.alias, "help", str(lost.pk)):
        assert word not in sent.body + sent.subject


def test_a_mail_that_does_not_leave_is_noted_without_words(lost, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    letters.ask_to_come([("anna@example.org", "en")])
    letters.post.submit(int).result()

    assert "letter.not_sent" in caplog.text
    assert "anna" not in caplog.text


# --- Several processes ------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="One writer cannot race.")
def test_two_processes_ask_once(lost, facilitator, moderator):
    threads = [Thread(target=_page_and_close) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Paging.objects.count() == Paged.objects.count() == 1


def _page_and_close():
    try:
        page_due()
    finally:
        connection.close()
