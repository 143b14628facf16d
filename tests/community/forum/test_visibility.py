"""Whoever comes, whatever stands there: one sees what one may, by every way of looking. Tried at random."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.forum.models import Reply, Topic
from community.forum.reading import opened, replies_on, waiting_in
from tests import cast

PEOPLE = ("author", "member", "facilitator", "peer", "left", "stranger", "other_lead", "nobody")
STATES = list(Reply.State.values)
topics = st.lists(
    st.tuples(st.sampled_from(STATES), st.lists(st.sampled_from(STATES), max_size=4)), max_size=3
)


class Visibility(TestCase):
    """One house, made once; what is written in it differs each time."""

    @classmethod
    def setUpTestData(cls):
        cls.group, other = cast.make_group(), cast.make_group(name="Tuesday group")
        cls.seats = {
            "author": cast.seat(cast.make_user(), cls.group),
            "member": cast.seat(cast.make_user(), cls.group),
            "facilitator": cast.lead(cast.make_staff("facilitator"), cls.group),
            "peer": cast.seat(cast.make_staff("facilitator", credential=False), cls.group, part="peer"),
            "left": cast.seat(cast.make_user(), cls.group, left_at=timezone.now(), end="left"),
            "stranger": cast.seat(cast.make_user(), other),
            "other_lead": cast.lead(cast.make_staff("facilitator"), other),
        }
        cls.users = {name: seat.user for name, seat in cls.seats.items()} | {"nobody": cast.make_user()}

    @given(person=st.sampled_from(PEOPLE), written=topics)
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_one_sees_what_one_may(self, person, written):
        user, seat = self.users[person], self.seats.get(person)
        is_here = person in {"author", "member", "facilitator", "peer"}
        for opening, states in written:
            topic = self.made(opening, states)
            replies = list(topic.replies.all())
            own = person == "author"
            waits = own and topic.state in Reply.WAITING
            knows_topic = is_here and (topic.length > 0 or waits)
            known = {r.pk for r in replies if is_here and (r.position or (own and r.state in Reply.WAITING))}
            readable = {r.pk for r in replies if r.pk in known and r.state not in Reply.GONE}

            assert Topic.objects.visible_to(user).filter(pk=topic.pk).exists() is knows_topic
            assert set(self.ids(Reply.objects.visible_to(user), topic)) == known
            assert set(self.ids(Reply.objects.readable_by(user), topic)) == readable
            held = {r.pk for r in replies if r.state == "held" and person == "facilitator"}
            assert set(self.ids(Reply.objects.held_for(user), topic)) == held
            it = opened(topic.pk, user)
            assert (it is not None) is knows_topic
            if it:
                assert it.seat == seat
                shown = [*replies_on(it.topic, 1), *(waiting_in(it.topic, it.seat) if it.has_waiting else [])]
                assert {r.pk for r in shown} == known

    def made(self, opening, states):
        topic = cast.topic(self.seats["author"], state=opening)
        for state in states:
            cast.reply(topic, self.seats["author"], state=state)
        return topic

    def ids(self, replies, topic):
        return replies.filter(topic=topic).values_list("pk", flat=True)


pytestmark = pytest.mark.django_db
