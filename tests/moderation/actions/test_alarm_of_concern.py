"""A concern about a life rings for safeguarding leads, one after the other, until one of them has it."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from community.accounts.models import User
from community.audit.models import Entry
from groups import letters
from moderation.actions.alarm import page_due, raise_alarm, take_alarm
from moderation.actions.concern import judge, take
from moderation.models import Alarm, Concern
from tests import cast
from tests.moderation.concerns import make_concern
from tests.moderation.watching import asked, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def leads(lead, moderator):
    """Riitta on duty with a moderator, Salla on call, Tapio at home."""
    on(lead)
    on(moderator)
    on(cast.make_staff("safeguarding", display_name="Salla"), kind="on_call", order=1)
    cast.make_staff("safeguarding", display_name="Tapio", email="tapio@example.org")
    return lead


def test_the_lead_on_duty_at_once_and_the_next_one_every_two_minutes(leads, member, moderator, clock):
    make_concern(member, moderator, level=5)
    assert asked() == {"Riitta"}

    clock.move(seconds=119)
    page_due()
    assert asked() == {"Riitta"}

    for name in ("Salla", "Tapio"):
        clock.move(seconds=1 if name == "Salla" else 120)
        page_due()
        assert name in asked()
    assert asked() == {"Riitta", "Salla", "Tapio"}


def test_with_no_lead_on_the_rota_all_of_them_at_once(lead, another_moderator, member, moderator):
    on(another_moderator)

    make_concern(member, moderator, level=5)

    assert asked() == {"Riitta"}


def test_who_raised_it_and_whom_it_is_about_are_not_asked(leads, lead, group, facilitator):
    tapio = User.objects.get(display_name="Tapio")
    own = cast.seat(tapio, group)

    alarm = make_concern(own, lead, level=5).alarms.get()

    assert asked() == {"Salla"}
    for one in (tapio, lead):
        assert not Alarm.objects.before(one)
    assert Entry.objects.get(action="alarm.raised").facts == {
        "kind": "urgent",
        "priority": 0,
        "concern": str(alarm.concern_id),
    }


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_lower_level_rings_for_nobody(level, leads, member, moderator):
    concern = make_concern(member, moderator, level=level)

    assert raise_alarm(concern=concern) is None
    assert not Alarm.objects.exists()


def test_a_level_judged_higher_rings_once_and_judged_lower_rings_no_more(leads, lead, member, moderator):
    concern = make_concern(member, moderator, level=4)

    for _press in range(2):
        judge(concern=concern, actor=lead, level=5, why="Has pills.")
    assert Alarm.objects.going_on().get().concern == concern
    assert raise_alarm(concern=concern) == Alarm.objects.get()

    judge(concern=concern, actor=lead, level=3, why="Gave them away.")
    assert not Alarm.objects.going_on()


def test_i_have_it_takes_the_concern_and_the_others_read_who_has_it(
    leads, lead, member, moderator, told, clock, django_capture_on_commit_callbacks
):
    alarm = make_concern(member, moderator, level=5).alarms.get()
    clock.move(minutes=2)
    page_due()
    salla = User.objects.get(display_name="Salla")
    told.clear()

    with django_capture_on_commit_callbacks(execute=True):
        take_alarm(alarm=alarm, actor=salla)
        take_alarm(alarm=alarm, actor=salla)

    concern = Concern.objects.get()
    assert (concern.taken_by, concern.state) == (salla, "in_hand")
    assert "Salla has the alarm" in dict(told)[lead.audience]["html"]
    acts = Entry.objects.filter(actor_id=salla.pk).order_by("seq").values_list("action", flat=True)
    assert list(acts) == ["alarm.taken", "concern.taken"]
    with pytest.raises(PermissionDenied, match="Somebody has it already"):
        take_alarm(alarm=alarm, actor=lead)


def test_a_lead_who_takes_the_concern_has_its_alarm_too(leads, lead, member, moderator):
    concern = make_concern(member, moderator, level=5)

    take(concern=concern, actor=lead)

    alarm = Alarm.objects.get()
    assert alarm.taken_by == lead
    assert Entry.objects.filter(action="concern.taken").count() == 1


def test_a_moderator_does_not_take_it(leads, member, moderator):
    with pytest.raises(PermissionDenied, match="safeguarding leads"):
        take_alarm(alarm=make_concern(member, moderator, level=5).alarms.get(), actor=moderator)


def test_it_stands_on_every_page_of_the_lead_and_of_nobody_else(leads, lead, member, moderator, client):
    alarm = make_concern(member, moderator, level=5).alarms.get()
    pages = {}
    for user in (lead, moderator):
        browser = Client()
        browser.force_login(user)
        pages[user] = [browser.get(address).text for address in ("/emergency/", "/duty/", "/concerns/")]

    assert all(f"alarm-{alarm.pk}" in page for page in pages[lead])
    assert not any("alarm-" in page for page in pages[moderator])


def test_what_is_told_names_nobody_and_no_group(
    leads, lead, member, moderator, told, clock, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        make_concern(member, moderator, level=5, who="Her neighbour Pirkko")
    clock.move(minutes=2)
    with django_capture_on_commit_callbacks(execute=True):
        page_due()
    clock.move(minutes=2)
    with django_capture_on_commit_callbacks(execute=True):
        page_due()
    letters.post.submit(int).result()

    (letter,) = mail.outbox
    assert letter.to == ["tapio@example.org"]
    frames = [news["html"] for audience, news in told if audience == lead.audience]
    assert "Life or a child in danger" in frames[0]
    for said in (*frames, letter.subject, letter.body):
        for word in ("Kuura", "Thursday", "wake", "Pirkko", "concern", str(member.pk)):
            assert word not in said


def test_whoever_takes_it_on_their_page_is_led_to_the_concern(leads, lead, member, moderator, client):
    alarm = make_concern(member, moderator, level=5).alarms.get()
    client.force_login(lead)

    answer = client.post(f"/alarms/{alarm.pk}/take/")

    assert answer.url == f"/concerns/{alarm.concern_id}/"
