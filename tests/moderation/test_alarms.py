"""What the alarms stand at: whatever changes it is seen at the next look, also what came and went in between."""

import pytest
from django.utils import timezone

from community.accounts.models import Role
from moderation.actions.alarm import raise_alarm, take_alarm
from moderation.alarms import alarms_html, audiences, signature
from moderation.models import Case
from moderation.sockets import WatchSource
from tests import cast
from tests.moderation.watching import waiting

pytestmark = pytest.mark.django_db


def test_it_changes_when_somebody_is_asked_has_it_and_when_that_is_old(moderator, clock):
    seen = [signature()]
    alarm = raise_alarm(case=waiting())
    seen.append(signature())
    take_alarm(alarm=alarm, actor=moderator)
    seen.append(signature())
    clock.move(minutes=5)
    seen.append(signature())

    assert len(set(seen)) == 4


def test_an_alarm_that_came_and_went_between_two_looks_is_seen(moderator):
    before = signature()
    raise_alarm(case=waiting())
    Case.objects.update(decided_at=timezone.now())

    assert signature() != before
    assert audiences() == [(moderator.audience, "")]


def test_whoever_lost_the_duty_is_not_told_any_more(moderator):
    raise_alarm(case=waiting())
    assert audiences()[0][1]

    Role.objects.filter(user=moderator).delete()

    assert audiences() == [(moderator.audience, "")]


def test_it_costs_one_question(moderator, django_assert_num_queries):
    for _number in range(3):
        raise_alarm(case=waiting())

    with django_assert_num_queries(1):
        signature()


def test_rooms_are_answered_as_ever(group, member):
    source, key = WatchSource(), str(group.room.pk)

    assert list(source.counters([key])) == [key]
    assert source.frames_since(key, 0, 10) == []
    assert source.reading(key, 0, 10)[0] == source.counters([key])[key]
    assert source.changed(key, "", source.counters([key])[key].signature)
    source.beat({})


def test_where_those_on_watch_sit_nothing_is_said(django_assert_num_queries):
    watch = "5f6d0d8e-6b51-5b0b-9d0b-6a4f6f1a7c11"
    with django_assert_num_queries(1):
        assert list(WatchSource().counters([watch])) == [watch]
    assert WatchSource().frames_since(watch, 0, 10) == []


def test_two_alarms_are_told_apart_by_number_kind_and_time(moderator, clock):
    raise_alarm(case=waiting())
    clock.move(minutes=2)
    raise_alarm(case=waiting(kind="report"))

    html = alarms_html(moderator)

    first, second = html.split("</section>")[:2]
    assert ("Alarm 1" in first, "Alarm 2" in second) == (True, True)
    assert ("A member may be at risk." in first, "Report from a member." in second) == (True, True)
    assert time_of(first) != time_of(second)


def test_one_alarm_needs_no_number(moderator):
    raise_alarm(case=waiting())

    assert "Alarm 1" not in alarms_html(moderator)


def time_of(html):
    return html.partition("</time>")[0].rpartition(">")[2]


def test_of_alarms_that_others_have_only_the_newest_is_told(moderator, another_moderator, clock):
    for _number in range(3):
        take_alarm(alarm=raise_alarm(case=waiting()), actor=another_moderator)
        clock.move(minutes=1)
    raise_alarm(case=waiting())

    html = alarms_html(moderator)

    assert html.count("Petra has the alarm since") == 1
    assert html.count("I have it") == 1


def test_it_names_the_group_and_the_meeting_and_nobody_and_nothing_that_was_said(
    moderator, member, meeting, django_assert_num_queries
):
    said = cast.words(member, "I have the pills here.", meeting=meeting)
    raise_alarm(case=waiting(message=said, group=member.group, person=member.user))

    with django_assert_num_queries(2):
        html = alarms_html(moderator)

    assert f"{member.group.name}, meeting of" in html
    assert (
        f'<time datetime="{timezone.localtime(meeting.starts_at, member.group.zone).isoformat(timespec="seconds")}'
        in html
    )
    assert "pills" not in html
    assert member.alias not in html


def test_where_nothing_was_said_at_a_meeting_the_group_stands_alone(moderator, member):
    raise_alarm(case=waiting(group=member.group))

    html = alarms_html(moderator)

    assert member.group.name in html
    assert "meeting of" not in html
