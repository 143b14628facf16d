"""A concern is written down once and for good, has a clock, and every look at it is recorded."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from groups.models import HelpCall
from moderation import actions
from moderation.models import Concern, Fact, Look
from moderation.models.concern import WAITS
from tests import cast
from tests.moderation.concerns import close_to_the_end, make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, moderator):
    return make_concern(member, moderator)


def entries(action):
    return Entry.objects.filter(action=action).count()


# --- Raising ------------------------------------------------------------------------------------------
def test_a_concern_keeps_said_seen_and_meant_apart(concern, member, moderator):
    facts = {fact.kind: fact.words for fact in concern.facts.all()}

    assert facts == {
        "said": "I do not want to wake up.",
        "seen": "Wrote at 23.40.",
        "meant": "May be alone.",
        "done": "Wrote back.",
        "level": "Said it.",
    }
    assert (concern.seat, concern.alias, concern.group) == (member, "Kuura", member.group)
    assert (concern.raised_by, concern.raised_as, concern.country) == (moderator, "moderator", "FI")
    assert entries("concern.raised") == 1


def test_boxes_left_empty_make_no_entry(member, moderator):
    made = make_concern(member, moderator, words=" ", entries={"seen": "Left."})

    assert set(made.facts.values_list("kind", flat=True)) == {"seen", "level"}


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_the_clock_runs_by_level(level, member, moderator):
    made = make_concern(member, moderator, level=level)

    assert made.due_at - made.raised_at == WAITS[level]


@pytest.mark.parametrize("danger", ["now", "called"])
def test_danger_now_is_always_the_highest_level(danger, member, moderator):
    made = make_concern(member, moderator, level=2, danger=danger)

    assert made.level == 5
    assert made.due_at - made.raised_at == datetime.timedelta(minutes=5)


def test_a_person_is_found_by_their_newest_seat(member, moderator):
    in_group = actions.concern.raise_concern(
        actor=moderator, person=member.user, group=member.group, words="x"
    )
    anywhere = actions.concern.raise_concern(actor=moderator, person=member.user, words="x")
    nobody = actions.concern.raise_concern(actor=moderator, words="x", country="NO")

    assert in_group.seat == anywhere.seat == member
    assert (nobody.seat, nobody.alias, nobody.country, nobody.danger) == (None, "", "NO", "unsure")


def test_the_same_person_asking_again_about_the_same_call_finds_theirs(member, moderator, facilitator):
    call = HelpCall.objects.create(room=member.group.room, caller=member)

    first = make_concern(member, moderator, call=call)

    assert make_concern(member, moderator, call=call) == first
    assert make_concern(member, facilitator.user, call=call) != first
    assert entries("concern.raised") == 2


def test_a_facilitator_and_a_lead_raise_in_their_own_duty(member, facilitator, lead):
    assert make_concern(member, facilitator.user).raised_as == "facilitator"
    assert make_concern(member, lead).raised_as == "safeguarding"


def test_others_raise_none(member, coordinator):
    for user in (member.user, coordinator):
        with pytest.raises(PermissionDenied, match="raised by staff"):
            make_concern(member, user)

    assert not Concern.objects.exists()


# --- Looking --------------------------------------------------------------------------------------------
def test_each_look_is_recorded_twice(concern, lead):
    actions.concern.look_at(concern=concern, actor=lead)
    actions.concern.look_at(concern=concern, actor=lead)

    assert entries("concern.looked") == 2
    assert Look.objects.filter(concern=concern, by=lead).count() == 2


def test_nobody_else_looks(concern, member, coordinator):
    for user in (member.user, coordinator, cast.make_staff("moderator")):
        with pytest.raises(PermissionDenied):
            actions.concern.look_at(concern=concern, actor=user)
        with pytest.raises(PermissionDenied):
            actions.concern.look_through(actor=member.user, count=0)

    assert not Look.objects.exists()


# --- In hand ---------------------------------------------------------------------------------------------
def test_a_lead_takes_it_and_another_takes_it_over(concern, lead):
    actions.concern.take(concern=concern, actor=lead)
    actions.concern.take(concern=concern, actor=lead)
    first = Concern.objects.get().taken_at
    other = cast.make_staff("safeguarding")

    actions.concern.take(concern=concern, actor=other)

    concern.refresh_from_db()
    assert (concern.taken_by, concern.taken_at) == (other, first)
    assert entries("concern.taken") == 2


def test_facts_are_added_and_corrected_by_new_ones(concern, moderator, lead):
    wrong = concern.facts.get(kind="seen")

    right = actions.concern.add_fact(
        concern=concern, actor=moderator, kind="seen", words="Wrote at 22.40.", corrects=wrong
    )

    assert right.corrects == wrong
    assert Fact.objects.get(pk=wrong.pk).words == "Wrote at 23.40."
    assert entries("concern.added") == 1


def test_a_fact_is_of_a_kind_people_write_and_corrects_one_of_its_own(concern, moderator, member):
    other = make_concern(member, moderator).facts.first()

    with pytest.raises(ValueError, match="of a kind that people write"):
        actions.concern.add_fact(concern=concern, actor=moderator, kind="level", words="x")
    with pytest.raises(ValueError, match="one of the same concern"):
        actions.concern.add_fact(concern=concern, actor=moderator, kind="said", words="x", corrects=other)


def test_a_higher_level_shortens_the_wait_and_a_lower_one_does_not_lengthen_it(concern, lead):
    actions.concern.judge(concern=concern, actor=lead, level=5, why="Has pills.")
    concern.refresh_from_db()
    assert concern.due_at <= timezone.now() + WAITS[5]
    due = concern.due_at

    actions.concern.judge(concern=concern, actor=lead, level=2, why="Gave them away.")

    concern.refresh_from_db()
    assert (concern.level, concern.due_at) == (2, due)
    assert list(concern.facts.filter(kind="level").values_list("level", flat=True)) == [3, 5, 2]


def test_what_the_family_knows_and_whom_one_asked_are_written_down(concern, lead):
    actions.concern.note_family(concern=concern, actor=lead, family="not", why="He reads her phone.")
    actions.concern.consult(concern=concern, actor=lead, whom="Dr. A", advice="Call.", was_named=True)

    assert concern.facts.get(kind="family").family == "not"
    assert concern.consultations.get().was_named
    assert (entries("concern.family"), entries("concern.consulted")) == (1, 1)


def test_only_leads_steer(concern, moderator):
    steering = [
        lambda: actions.concern.take(concern=concern, actor=moderator),
        lambda: actions.concern.judge(concern=concern, actor=moderator, level=5, why="x"),
        lambda: actions.concern.note_family(concern=concern, actor=moderator, family="told", why="x"),
        lambda: actions.concern.consult(concern=concern, actor=moderator, whom="x", advice="x"),
        lambda: actions.concern.close(concern=concern, actor=moderator, outcome="safe", closing="x"),
    ]
    for act in steering:
        with pytest.raises(PermissionDenied, match="safeguarding leads"):
            act()


def test_the_highest_level_rings_and_the_next_one_writes_to_all_leads(
    member, moderator, lead, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as calls:
        make_concern(member, moderator, level=4)
    assert len(calls) == 1
    assert Concern.objects.get().called_at is not None

    made = make_concern(member, moderator, level=5)

    assert (made.called_at, made.alarms.count()) == (None, 1)


# --- Closing ---------------------------------------------------------------------------------------------
def test_closing_is_told_back_when_who_raised_it_looks(concern, lead, moderator):
    concern = close_to_the_end(concern, lead)
    actions.concern.close(concern=concern, actor=lead, outcome="help", closing="Nurse visits.")
    concern.refresh_from_db()
    assert (concern.state, concern.closed_by, concern.heard_at) == ("closed", lead, None)

    actions.concern.look_at(concern=concern, actor=moderator)
    heard = Concern.objects.get().heard_at
    actions.concern.look_at(concern=concern, actor=moderator)

    assert heard is not None
    assert Concern.objects.get().heard_at == heard
    assert entries("concern.closed") == 1


def test_a_lead_who_closes_what_they_raised_knows_already(member, lead):
    concern = close_to_the_end(make_concern(member, lead), lead)

    actions.concern.close(concern=concern, actor=lead, outcome="nothing", closing="A song text.")

    concern.refresh_from_db()
    assert concern.heard_at == concern.closed_at


def test_it_is_closed_once(concern, lead):
    concern = close_to_the_end(concern, lead)
    actions.concern.close(concern=concern, actor=lead, outcome="safe", closing="Home.")

    with pytest.raises(PermissionDenied, match="This concern is closed"):
        actions.concern.close(concern=concern, actor=lead, outcome="nothing", closing="x")


def test_no_word_of_a_concern_is_in_the_log(concern, lead):
    concern = close_to_the_end(concern, lead)
    actions.concern.close(concern=concern, actor=lead, outcome="safe", closing="Home.")

    told = " ".join(entry.facts_json + entry.reason for entry in Entry.objects.all())
    for word in ("wake", "alone", "Kuura", "Called", "Home"):
        assert word not in told
