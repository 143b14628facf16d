"""Over time, by plain pages: wanted by the person, seen by nobody else, a low number brings help and no alarm."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from community.vault import destroy
from groups.actions.wellbeing import answer_wellbeing, begin_wellbeing
from groups.models import CheckIn, HelpCall, Wellbeing, WellbeingAnswer
from moderation.models import Case
from tests import cast
from tests.groups.views.pages import page_of

pytestmark = pytest.mark.django_db
PAGE, ANSWER, BEGIN, STOP = "/over_time/", "/over_time/answer/", "/over_time/begin/", "/over_time/stop/"
HELP = "You need not carry it alone."


def five(number):
    return {f"q{place}": str(number) for place in range(5)}


def answered(user, *sums):
    """Answers two weeks apart, the last one just now; each sum of five is made of it and noughts."""
    begin_wellbeing(account=user)
    wellbeing = Wellbeing.objects.get(account=user)
    for place, sum_of_five in enumerate(sums):
        numbers = [min(5, max(0, sum_of_five - 5 * item)) for item in range(5)]
        at = timezone.now() - timedelta(days=15 * (len(sums) - 1 - place))
        row = WellbeingAnswer(wellbeing=wellbeing, answered_at=at)
        row.numbers = numbers
        row.save()


def checked(seat, **answers):
    row = CheckIn(meeting=cast.make_meeting(seat.group), seat=seat, kind="out")
    row.answer(answers)
    row.save()


def test_nothing_is_asked_of_somebody_who_did_not_want_it(as_, member):
    client = as_(member)

    page = page_of(client.get(PAGE))

    assert "Yes, I want that" in page
    assert "Answer five questions" not in page
    assert client.get(ANSWER)["Location"] == PAGE
    assert not Wellbeing.objects.exists()


def test_whoever_wants_it_answers_five_questions_in_the_published_words(as_, member):
    client = as_(member)
    form = page_of(client.post(BEGIN, follow=True))
    assert "My daily life has been filled with things that interest me" in form
    assert "Geneva: World Health Organization; 2024" in form

    page = page_of(client.post(ANSWER, five(3), follow=True))

    assert WellbeingAnswer.objects.get().score == 60
    assert '<td class="number">60</td>' in page
    assert HELP not in page
    assert "They come again on" in page


@pytest.mark.parametrize("language", ["fi", "sv", "nb"])
def test_where_the_published_wording_is_not_known_it_is_english_and_said(as_, member, language):
    begin_wellbeing(account=member.user)
    client = as_(member)
    client.cookies["django_language"] = client.cookies["language"] = language

    page = page_of(client.get(ANSWER, headers={"Accept-Language": language}))

    assert 'lang="en">Please indicate for each of the five statements' in page
    assert '<p class="notice">' in page


def test_one_answer_left_out_says_so_and_keeps_the_others(as_, member):
    begin_wellbeing(account=member.user)
    answer = as_(member).post(ANSWER, five(3) | {"q2": ""})

    assert answer.status_code == 422
    assert "Without all five there is no number." in page_of(answer)
    assert page_of(answer).count(" checked") == 4
    assert not WellbeingAnswer.objects.exists()


def test_two_pages_at_once_leave_one_answer(as_, member, monkeypatch):
    answered(member.user, 13)
    monkeypatch.setattr("groups.views.wellbeing.rules.may_answer_wellbeing", lambda *facts: True)

    client = as_(member)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("groups.views.wellbeing.act.answer_wellbeing", refused)
        page = client.post(ANSWER, five(1), follow=True)

    assert page.redirect_chain[0][0] == PAGE
    assert WellbeingAnswer.objects.count() == 1


def refused(**facts):
    raise PermissionDenied("They come again later.")


@pytest.mark.parametrize(
    ("sum_of_five", "words", "others"),
    [
        (12, "Your number is low just now.", "depressed"),
        (7, "Many people with a number like this are depressed.", "Your number is low just now."),
    ],
)
def test_a_low_number_brings_help_and_alarms_nobody(
    as_, member, facilitator, moderator, sum_of_five, words, others
):
    answered(member.user, sum_of_five)

    page = page_of(as_(member).get(PAGE))

    assert HELP in page
    assert words in page
    assert others not in page
    assert "Nobody has been told." in page
    assert 'href="tel:112"' in page
    assert "Ask a person to be in touch" in page
    for alarm in (Case, HelpCall, Entry):
        assert not alarm.objects.exists()
    assert mail.outbox == []


def test_fifty_and_more_is_not_low(as_, member):
    answered(member.user, 13)

    assert HELP not in page_of(as_(member).get(PAGE))


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [(13, 16, "clearly better"), (16, 13, "clearly lower"), (13, 15, "About the same")],
)
def test_a_change_is_named_from_ten_points_on(as_, member, before, now, words):
    answered(member.user, before, now)

    assert words in page_of(as_(member).get(PAGE))


def test_the_line_is_a_picture_with_a_sentence_and_a_table(as_, member):
    answered(member.user, 10, 12, 14)

    page = page_of(as_(member).get(PAGE))

    assert page.count("<svg") == page.count("<svg ")
    picture = page.partition('role="img" aria-label="')[2].partition('"')[0]
    assert "3 answers to “WHO-5”, the first 40, the latest 56, on a scale from 0 to 100" in " ".join(
        picture.split()
    )
    assert page.count('<td class="number">') == 3
    assert page.index('<td class="number">56') < page.index('<td class="number">40')


def test_one_answer_is_no_line_yet(as_, member):
    answered(member.user, 14)

    assert 'role="img"' not in page_of(as_(member).get(PAGE)).partition("<main")[2].partition("</main>")[0]


def test_nobody_sees_the_answers_of_somebody_else(as_, member, other_member, facilitator):
    answered(member.user, 10, 12)
    checked(member, mood=2)

    for seat in (other_member, facilitator):
        page = page_of(as_(seat).get(PAGE)).partition("<main")[2]
        assert '<td class="number">' not in page


def test_the_rooms_own_questions_are_lines_too(as_, member):
    for mood in (3, 6):
        checked(member, mood=mood, heard=8)

    page = page_of(as_(member).get(PAGE))

    assert "At the meetings: Thursday group" in page
    assert "Check-out: How are you just now?" in page
    assert "Check-out: Did you feel heard today?" in page
    assert "Did you feel safe here today?" not in page


def test_what_was_destroyed_with_the_group_is_not_there(as_, member, django_capture_on_commit_callbacks):
    checked(member, mood=3)
    destroy(key=member.group.data_key)

    assert "At the meetings" not in page_of(as_(member).get(PAGE))


@pytest.mark.parametrize("how", ["keep", "erase"])
def test_stopping_asks_what_becomes_of_the_answers(as_, member, how):
    answered(member.user, 12)
    client = as_(member)
    assert "Stop, and erase what I answered" in page_of(client.get(STOP))

    page = page_of(client.post(STOP, {"how": how}, follow=True))

    assert WellbeingAnswer.objects.count() == (1 if how == "keep" else 0)
    assert ("stay with you" if how == "keep" else "are erased") in page
    assert "Yes, I want that" in page


def test_what_was_kept_may_be_erased_later(as_, member):
    answered(member.user, 12)
    client = as_(member)
    client.post(STOP, {"how": "keep"})

    assert "Erase my answers" in page_of(client.get(PAGE))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_costs_the_same_however_much_was_answered(as_, member, count, django_assert_num_queries):
    answered(member.user, *[12] * count)
    for _ in range(count):
        checked(member, mood=3)
    client = as_(member)
    client.get(PAGE)

    with django_assert_num_queries(7):  # who it is in two, the frame’s duties, and four of one’s own
        client.get(PAGE)


def test_answers_are_made_by_the_action(member):
    begin_wellbeing(account=member.user)

    assert answer_wellbeing(account=member.user, numbers=[1] * 5).score == 20
