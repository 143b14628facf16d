"""The report form, and the plain list of what waits. Who is let in is in tests/access/table.txt."""

import pytest
from django.urls import reverse

from community.audit.models import Entry
from groups.actions.call import call_staff
from groups.models import HelpCall, Message
from moderation.actions.report import report, report_person
from moderation.models import Case, Report
from tests import cast

pytestmark = pytest.mark.django_db
LIST = "/reports/"


@pytest.fixture
def said(meeting, member):
    return cast.words(member, "You are all fools.")


def reported(message, reporter, **facts):
    message = Message.objects.select_related("room__group", "author").get(pk=message.pk)
    return report(message=message, reporter=reporter, kind="unkind", **facts)


# --- Reporting ---------------------------------------------------------------------------
def test_two_presses_are_enough(client, said, other_member):
    client.force_login(other_member.user)
    address = reverse("moderation:report", args=[said.pk])

    page = client.get(address)
    answer = client.post(address, {"kind": "worry"}, follow=True)

    assert "Nobody in the group is told who asked." in page.text
    assert answer.redirect_chain == [(reverse("groups:room", args=[said.room_id]), 302)]
    assert "A moderator will look at it." in answer.text
    assert Report.objects.get().kind == "worry"


def test_without_a_kind_the_page_asks_again_and_keeps_the_words(client, said, other_member):
    client.force_login(other_member.user)

    answer = client.post(reverse("moderation:report", args=[said.pk]), {"note": "It hurt."})

    assert answer.status_code == 200
    assert "It hurt." in answer.text
    assert not Report.objects.exists()


# --- What waits ----------------------------------------------------------------------------
def test_calls_stand_before_reports_and_seen_reports_last(client, said, member, other_member, moderator):
    seen = reported(said, other_member)
    client.force_login(moderator)
    client.post(reverse("moderation:report_seen", args=[seen.pk]))
    waiting = reported(said, other_member)
    call_staff(room=said.room, caller=member)

    page = client.get(LIST)

    assert page.text.index("Somebody needs help now") < page.text.index(str(waiting.pk))
    assert page.text.index(str(waiting.pk)) < page.text.index(str(seen.pk))
    assert "Oskari has seen to it" in page.text
    assert "You are all fools." not in page.text


def test_an_empty_list_says_so(client, moderator):
    client.force_login(moderator)

    assert "Nobody has sent a report." in client.get(LIST).text


def test_a_long_list_comes_in_pages(client, said, other_member, moderator):
    facts = {"kind": "other", "copy": "[]", "group": said.room.group, "message": said}
    for _number in range(51):
        Report.objects.create(**facts)
    client.force_login(moderator)

    assert client.get(LIST).text.count("<article") == 50
    assert client.get(LIST, {"page": 2}).text.count("<article") == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(
    rows, client, said, member, moderator, django_assert_num_queries
):
    for number in range(rows):
        seat = cast.seat(cast.make_user(), member.group, alias=f"Seat{number}")
        reported(said, seat)
        HelpCall.objects.create(room=said.room, caller=seat)
    client.force_login(moderator)
    client.get(LIST)

    with django_assert_num_queries(13):
        client.get(LIST)


# --- One report ------------------------------------------------------------------------------
def test_opening_a_report_shows_the_words_folded_and_records_the_look(client, said, other_member, moderator):
    made = reported(said, other_member, note="It hurt.")
    client.force_login(moderator)

    page = client.get(reverse("moderation:report_detail", args=[made.pk]))

    assert "It hurt." in page.text
    before, folded = page.text.split("<details")
    assert "You are all fools." in folded
    assert "You are all fools." not in before
    assert Entry.objects.filter(action="report.looked").count() == 1


def test_a_report_never_tells_who_asked(client, said, other_member, moderator):
    made = reported(said, other_member)
    client.force_login(moderator)

    for address in (LIST, reverse("moderation:report_detail", args=[made.pk])):
        assert "Halla" not in client.get(address).text
        assert other_member.user.username not in client.get(address).text


def test_a_moderator_sees_to_a_report(client, said, other_member, moderator):
    made = reported(said, other_member)
    client.force_login(moderator)

    assert (
        reverse("moderation:case", args=[made.case_id])
        in client.get(reverse("moderation:report_detail", args=[made.pk])).text
    )
    Case.objects.update(decided_at=made.made_at)
    client.post(reverse("moderation:report_seen", args=[made.pk]))

    made.refresh_from_db()
    assert made.seen_by == moderator
    assert "Oskari has seen to it" in client.get(reverse("moderation:report_detail", args=[made.pk])).text


def test_a_moderator_takes_a_call(client, said, member, moderator):
    call = call_staff(room=said.room, caller=member)
    client.force_login(moderator)

    answer = client.post(reverse("moderation:take_call", args=[call.pk]))

    call.refresh_from_db()
    assert (answer.url, call.answered_by) == (LIST, moderator)


def test_a_call_that_somebody_has_taken_says_so(client, said, member, moderator):
    call = call_staff(room=said.room, caller=member)
    client.force_login(moderator)
    client.post(reverse("moderation:take_call", args=[call.pk]))

    answer = client.post(reverse("moderation:take_call", args=[call.pk]))

    assert answer.status_code == 403
    assert "Somebody has already taken this call." in answer.text


# --- Live, and what became of it -----------------------------------------------------------
def test_the_title_counts_what_waits(client, said, member, moderator):
    client.force_login(moderator)
    assert "<title>What waits" in client.get(LIST).text

    call_staff(room=said.room, caller=member)

    assert "<title>(1) What waits" in client.get(LIST).text


def test_a_taken_call_stays_listed_with_who_has_it(client, said, member, moderator):
    call = call_staff(room=said.room, caller=member)
    client.force_login(moderator)

    client.post(reverse("moderation:take_call", args=[call.pk]))

    page = client.get(LIST).text
    assert "Kuura, Thursday group" in page
    assert "Oskari has this call since" in page
    assert "I take this" not in page


def test_surrounding_lines_that_were_hidden_say_so(client, said, member, other_member, moderator):
    cast.words(member, "A name.", state=Message.State.HIDDEN)
    asked = reported(said, other_member)
    client.force_login(moderator)

    page = client.get(reverse("moderation:report_detail", args=[asked.pk])).text

    assert page.count("Staff had hidden this from the group.") == 1


# --- About oneself ---------------------------------------------------------------------------
def test_nobody_reads_or_settles_what_is_reported_of_themselves(client, group, meeting, other_member):
    staff = cast.make_staff("moderator", "facilitator")
    seat = cast.lead(staff, group, alias="Aino")
    made = report_person(seat=seat, reporter=other_member, kind="unkind", note="It frightens me.")
    client.force_login(staff)

    answers = [
        client.get(reverse("moderation:report_detail", args=[made.pk])),
        client.post(reverse("moderation:report_seen", args=[made.pk])),
        client.get(reverse("moderation:new_concern_about", args=["report", made.pk])),
    ]

    made.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert made.seen_at is None
    assert str(made.pk) not in client.get(LIST).text


def test_a_report_opens_after_its_words_were_forgotten(client, said, other_member, moderator):
    made = reported(said, other_member)
    Report.objects.update(copy="")
    client.force_login(moderator)

    assert client.get(reverse("moderation:report_detail", args=[made.pk])).status_code == 200


def test_an_empty_list_of_reports_says_nothing_of_what_else_waits(client, said, member, moderator):
    call_staff(room=said.room, caller=member)
    client.force_login(moderator)

    page = client.get(LIST).text

    assert "Nothing waits." not in page
    assert "Nobody has sent a report." in page
