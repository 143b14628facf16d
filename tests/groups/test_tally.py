"""What a group's answers say together: tried by somebody who watches every summary and wants one person's number."""

import itertools
import random
from collections import defaultdict

from groups.tally import FIRST, MORE, NEARLY, renew, summaries


class Person:
    """As much of a CheckIn as counting needs, without seals."""

    def __init__(self, **answers):
        self.told = {}
        self.answer(answers)

    def answer(self, answers):
        self.answers = {key: number for key, number in answers.items() if number is not None}

    def tell(self, key):
        self.told = {name: number for name, number in self.told.items() if name != key}
        self.told |= {name: number for name, number in self.answers.items() if name == key}


def people(*moods):
    return [Person(mood=mood) for mood in moods]


def seen(rows):
    renew(rows)
    return {key: (told.count, told.middle, told.spread) for key, told in summaries(rows).items()}


def test_four_answers_say_nothing_and_five_do():
    assert seen(people(1, 9, 9, 9)) == {}
    assert seen(people(1, 8, 9, 9, 10)) == {"mood": (5, 9, "close")}


def test_each_question_needs_five_of_its_own():
    rows = [Person(mood=5, safe=2), *people(5, 5, 5, 6)]

    assert set(seen(rows)) == {"mood"}


def test_the_middle_half_says_how_far_apart_they_lie():
    assert seen(people(0, 4, 5, 6, 10))["mood"] == (5, 5, "close")
    assert seen(people(0, 2, 5, 7, 10))["mood"] == (5, 5, "wide")
    assert seen(people(0, 1, 5, 9, 10))["mood"] == (5, 5, "far")


def test_one_or_two_more_change_nothing_and_three_do():
    rows = people(5, 5, 5, 5, 5)
    first = seen(rows)

    for _ in range(MORE - 1):
        rows += people(0)
        assert seen(rows) == first

    rows += people(9)
    assert seen(rows)["mood"][0] == 8


def test_changing_ones_answer_or_taking_it_back_shows_only_together_with_others():
    rows = people(9, 9, 9, 9, 9, 9, 9, 9)
    first = seen(rows)

    rows[0].answer({"mood": 0})
    rows[1].answer({})
    assert seen(rows) == first

    rows[2].answer({"mood": 0})
    assert seen(rows)["mood"][0] == 7


def test_a_group_that_falls_under_five_is_not_told_of_anew():
    rows = people(9, 9, 9, 9, 9)
    first = seen(rows)

    for row in rows[:4]:
        row.answer({"mood": None})
        assert seen(rows) == first


def test_however_people_come_and_change_no_two_views_differ_by_fewer_than_three():
    chance = random.Random(7)
    for _ in range(200):
        rows, before = [], {}
        for _ in range(40):
            if not rows or chance.random() < 0.4:
                rows.append(Person())
            chance.choice(rows).answer(
                {key: chance.choice([None, *range(11)]) for key in ("mood", "heard", "safe")}
            )
            renew(rows)
            now = [row.told for row in rows]
            for key in ("mood", "heard", "safe"):
                was = [told.get(key) for told in before.get("told", [])] + [None] * len(rows)
                changed = sum(one.get(key) != other for one, other in zip(now, was, strict=False))
                counted = sum(key in one for one in now)
                assert changed == 0 or changed >= MORE
                assert counted == 0 or changed == 0 or counted >= FIRST
            before["told"] = now


def test_three_who_all_say_the_same_against_the_others_wait_for_a_fourth():
    rows = people(0, 0, 0, 10, 10)
    first = seen(rows)

    rows += people(10, 10, 10)
    assert seen(rows) == first

    rows += people(10)
    assert seen(rows) == {"mood": (9, 10, "far")}


def test_nobodys_number_can_be_worked_out_from_all_that_was_shown():
    """All worlds of five answers and then three more, from 0, 4, 7 and 10. Whoever watched every summary, and even
    knows who came early and who late, is left with quite different possible numbers for every person."""
    worlds = defaultdict(lambda: (set(), set()))
    ways = (0, 4, 7, 10)
    for early in itertools.combinations_with_replacement(ways, 5):
        for late in itertools.combinations_with_replacement(ways, 3):
            rows = people(*early)
            first = seen(rows)["mood"]
            worlds[first][0].update(early)
            rows += people(*late)
            if (second := seen(rows)["mood"]) != first:
                worlds[first, second][0].update(early)
                worlds[first, second][1].update(late)

    possible = [numbers for everybody in worlds.values() for numbers in everybody if numbers]
    assert min(max(numbers) - min(numbers) for numbers in possible) > NEARLY
