"""Words at the highest level, said in a live room: screening holds them and opens a case, whoever is on duty is called
and the next one after two minutes, it becomes a concern that is worked on, closed and told back."""

import time

import pytest
from asgiref.sync import sync_to_async
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.accounts.models import User
from community.audit.models import Entry
from community.chores import known, run
from community.screening import make_ready
from groups.letters import post
from groups.models import Message
from moderation.models import Alarm, Case, Concern, Reveal
from tests import cast
from tests.clock import Clock
from tests.lines import Line
from tests.moderation.watching import on

pytestmark = pytest.mark.django_db(transaction=True)
CRY = "I have just taken all the pills. Goodbye everybody."


async def in_thread(call, *args, **kwargs):
    return await sync_to_async(call)(*args, **kwargs)


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def entered(user, address, data=None):
    """What somebody reads who comes in and opens or posts a page."""
    browser = browser_of(user)
    return (browser.post(address, data, follow=True) if data is not None else browser.get(address)).text


@pytest.fixture
def screened(settings):
    """As in operation: all screeners of the house, their rules read when the process starts."""
    settings.SCREENERS = [f"moderation.screeners.{name}.screen" for name in settings.SCREENED]
    make_ready()


@pytest.fixture
def petra(db):
    return cast.make_staff("moderator", display_name="Petra", email="petra@example.org")


@pytest.fixture
def lead(db):
    return cast.make_staff("safeguarding", display_name="Riitta")


@pytest.fixture
def watch(moderator, petra):
    """Oskari on duty, Petra next."""
    User.objects.filter(pk=moderator.pk).update(email="oskari@example.org")
    on(moderator)
    on(petra, kind="on_call", order=1)


async def test_from_words_in_a_live_room_to_who_raised_the_concern(
    screened,
    watch,
    meeting,
    member,
    other_member,
    facilitator,
    moderator,
    petra,
    lead,
    coordinator,
    monkeypatch,
):
    author, other, leader = [
        Line(await in_thread(browser_of, seat.user), member.group.room)
        for seat in (member, other_member, facilitator)
    ]
    first, second = [
        Line(await in_thread(browser_of, user), path="/ws/watch/") for user in (moderator, petra)
    ]
    lines = (author, other, leader, first, second)
    for line in lines:
        assert await line.open()
    assert (await author.say("Good evening. I am here."))["state"] == "shown"

    await is_heard_by_whoever_is_on_duty(author, leader, first)
    assert not second.has_heard("I have it")
    assert not other.has_heard("pills")
    await is_heard_by_the_next_after_two_minutes(second, monkeypatch)
    for line in lines:
        await line.close()

    await in_thread(takes_it, petra)
    concern = await in_thread(raised_from_the_case, petra)
    await in_thread(closed, concern, await in_thread(worked_on, concern, lead, coordinator), lead)
    await in_thread(is_told_back, concern, petra, member)
    await in_thread(stands_in_the_log, petra, lead, coordinator)


async def is_heard_by_whoever_is_on_duty(author, leader, first):
    """Within two seconds: on their open page and by mail. Its author reads so, and staff in the room see the words."""
    began = time.monotonic()
    said = await author.say(CRY)
    await first.wait_for("watch.alarm", holds="I have it", seconds=2)
    await in_thread(post.submit(int).result)
    assert time.monotonic() - began < 2

    assert said["state"] == "held"
    assert [letter.to for letter in mail.outbox] == [["oskari@example.org"]]
    assert "pills" not in mail.outbox[0].subject + mail.outbox[0].body
    assert not first.has_heard("pills")
    if not author.has_heard("Staff have been called"):
        await author.wait_for("own.scene", holds="Staff have been called")
    assert author.has_heard("tel:112")
    await leader.wait_for("staff.scene", holds="Somebody may be in danger")
    case = await Case.objects.aget()
    assert (case.kind, case.priority, case.level) == ("risk", Case.Priority.LIFE, 5)
    assert case.rules == sorted(finding.rule for finding in (await kept()).findings)


@sync_to_async
def kept():
    return Message.objects.select_related("room__group", "author").get(state=Message.State.HELD)


async def is_heard_by_the_next_after_two_minutes(second, monkeypatch):
    clock = Clock(monkeypatch)
    clock.move(minutes=2)
    await in_thread(the_chore_runs)
    await second.wait_for("watch.alarm", holds="I have it", seconds=2)
    await in_thread(post.submit(int).result)
    assert [letter.to for letter in mail.outbox] == [["oskari@example.org"], ["petra@example.org"]]


def the_chore_runs():
    (page,) = [chore for chore in known() if chore.name == "moderation.page"]
    assert run(chore=page) == "done"


def takes_it(petra):
    """“I have it” leads to the case, and it is hers."""
    page = entered(petra, reverse("moderation:alarm_take", args=[Alarm.objects.get().pk]), {})
    assert CRY in page
    assert Case.objects.get().claimed_by == petra


def at(concern, act):
    return reverse("moderation:concern_act", args=[concern.pk, act])


def raised_from_the_case(petra):
    """She is led from the case to the form: numbers first, the words and the level are there."""
    case = Case.objects.select_related("message__author").get()
    raising = reverse("moderation:new_concern_about", args=["case", case.pk])
    assert raising in entered(petra, reverse("moderation:case", args=[case.pk]))
    form = entered(petra, raising)
    assert form.index("tel:112") < form.index("Is somebody in danger right now?")
    assert CRY in form
    filled = {"danger": "called", "seat": str(case.message.author_id), "about": "seat", "words": CRY}
    entered(petra, raising, filled | {"level": "5", "why": "They say that it has happened."})
    concern = Concern.objects.get()
    assert (concern.case, concern.level, concern.state) == (case, 5, "waits")
    return concern


def worked_on(concern, lead, coordinator):
    """The lead has it, plans, looks up who it is with a second person, and tells 112 and the family."""
    entered(lead, reverse("moderation:concern_take", args=[concern.pk]), {})
    step = {"what": "Stay on the line", "who": "Riitta", "minutes": "15", "kind": "act"}
    entered(lead, at(concern, "step"), step)
    entered(lead, at(concern, "identity"), {"reason": "112 asks where they live."})
    reveal = Reveal.objects.get()
    entered(coordinator, reverse("moderation:reveal", args=[reveal.pk]), {"is_agreed": "yes"})
    behind = entered(lead, reverse("moderation:identity", args=[reveal.pk]), {})
    assert reveal.person.username in behind
    given = {"to": "health", "authority": "112", "channel": "phone", "reference": "X-1", "was_told": "yes"}
    given_at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    entered(lead, at(concern, "given"), given | {"given_at": given_at})
    entered(lead, at(concern, "family"), {"family": "told", "why": "Her sister, by 112."})
    return reveal


def closed(concern, reveal, lead):
    """It cannot be closed before all of it was thought of."""
    page = entered(lead, reverse("moderation:concern", args=[concern.pk]))
    assert "Some steps are not done yet." in page
    done = reverse("moderation:step_done", args=[concern.steps.get().pk])
    entered(lead, done, {"came": "The ambulance came at 21.20."})
    entered(lead, at(concern, "consult"), {"whom": "112", "advice": "An ambulance."})
    told = {"is_told": "yes", "words": "We looked up your account to send help. Ask Riitta."}
    entered(lead, reverse("moderation:reveal_told", args=[reveal.pk]), told)
    entered(lead, at(concern, "close"), {"outcome": "safe", "closing": "In hospital, safe."})


def is_told_back(concern, petra, member):
    """Who raised it reads that it is closed, and no more; the person reads that somebody looked."""
    own = entered(petra, reverse("moderation:concern", args=[concern.pk]))
    assert "It is closed" in own
    assert "hospital" not in own
    assert "Ask Riitta." in entered(member.user, reverse("moderation:looked_up"))
    concern.refresh_from_db()
    assert (concern.state, concern.heard_at is not None) == ("closed", True)


def stands_in_the_log(petra, lead, coordinator):
    """Everybody who did or looked is in the log, and not a word of it."""
    log = list(Entry.objects.filter(action__regex="^(concern|identity|alarm|case)"))
    assert {entry.actor_id for entry in log} == {None, petra.pk, lead.pk, coordinator.pk}
    assert {"alarm.raised", "alarm.taken", "case.claimed"} <= {entry.action for entry in log}
    assert not any(word in entry.facts_json for entry in log for word in ("pills", "hospital", "Kuura"))
