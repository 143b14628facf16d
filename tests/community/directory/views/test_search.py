"""Finding a service as anybody does: by a form without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from community import moulds
from community.directory.actions.listing import relist
from community.directory.actions.seeds import load_seeds
from community.directory.models import Service
from tests.community.directory.entries import make_location, make_schedule, make_service, put

pytestmark = pytest.mark.django_db
INFANTS = "Therapeutic work for families with infants"


@pytest.fixture
def seeds():
    load_seeds()


@pytest.fixture
def look(client):
    def get(**asked):
        answer = client.get("/services/", asked)
        assert answer.status_code == 200
        return answer

    return get


def names(answer):
    return [card.service.name for card in answer.context["cards"]]


def listed(*services):
    relist(services=Service.objects.all())
    return services


def test_everything_is_there_before_anything_is_asked(seeds, look):
    answer = look()

    assert len(names(answer)) == 7
    assert "7 services" in answer.text


def test_what_is_asked_stays_in_the_form_and_out_of_the_title(seeds, look):
    answer = look(
        place="Kallio, Helsinki", words="infants", free="on", kind="infants", language=["fi"], age="0,5"
    )

    assert names(answer) == [INFANTS]
    assert 'value="infants"' in answer.text
    assert len(re.findall(r"<input[^>]* checked", answer.text)) == 2
    assert "<title>Services ·" in answer.text


def test_a_misspelt_place_is_asked_back_and_everything_else_still_counts(seeds, look):
    answer = look(place="Helsinky", words="infants")

    assert "We do not know the place" in answer.text
    assert "?words=infants&amp;place=Helsinki#found" in answer.text
    assert names(answer) == [INFANTS]


@pytest.mark.parametrize(
    "asked", [{"age": "soon"}, {"week": "60"}, {"kind": "colour"}, {"page": "0"}, {"words": "a\x00"}]
)
def test_what_cannot_be_read_is_said_and_kept(seeds, look, asked):
    answer = look(**asked)

    assert "One thing needs your attention" in answer.text
    assert len(names(answer)) == 7


def test_nothing_found_leads_on(seeds, look):
    answer = look(place="Espoo", kind="infants")

    assert names(answer) == []
    assert "If you live in Espoo:" in answer.text
    assert "1 service is for people who live in Helsinki." in answer.text
    assert "For people of other places too" in answer.text
    assert 'href="tel:112"' in answer.text
    assert "116 117" in answer.text


def test_ways_out_say_how_many_there_would_be(seeds, look):
    answer = look(kind="infants", words="bicycle")

    assert ("Without the words", 1, "?kind=infants#found") in [
        (str(words), total, search) for words, total, search in answer.context["without"]
    ]


def test_where_no_single_choice_helps_all_of_ones_place_is_offered(seeds, look):
    make_service("For everybody")
    relist(services=Service.objects.all())

    answer = look(place="Espoo", kind="infants", language="ar")

    assert [(total, search) for _words, total, search in answer.context["without"]] == [
        (1, "?place=Espoo#found")
    ]


def test_another_country_brings_its_own_lines(seeds, look):
    answer = look(place="Oslo")

    assert "Out-of-hours doctor" in answer.text
    assert answer.context["country"] == "NO"


def test_stale_cards_sink_and_say_so(look, client):
    today = timezone.localdate()
    listed(
        make_service("Never checked"),
        make_service("Old", assured_date=today - timedelta(days=200), assurer_name="Sari"),
        make_service("Fresh", assured_date=today, assurer_name="Sari"),
        make_service("Due", assured_date=today - timedelta(days=20), check_by=today - timedelta(days=1)),
    )

    answer = look()

    assert names(answer)[0] == "Fresh"
    assert "older than 180 days, call first" in answer.text
    assert "Nobody has checked this yet: call first" in answer.text
    assert "to be checked again, call first" in answer.text


def test_a_card_tells_hours_by_the_clock_of_the_service(look):
    service = make_service("Oslo house")
    make_schedule("00:00", "00:00", byday="", service=service, zone="Europe/Oslo", freq="")
    listed()

    answer = look()

    assert "by the clock of Oslo" in answer.text
    assert "Open now, day and night" in answer.text


def test_it_says_how_far_it_is(look):
    near = make_service("Near")
    put(near, make_location(latitude=60.18, longitude=24.95))
    listed()

    assert " km" in look(place="Helsinki").text


def test_pages_are_gone_through_by_links(look):
    for number in range(23):
        make_service(f"Service {number:02}")
    listed()

    first = look(free="")
    second = look(free="", page="2")

    assert (len(names(first)), len(names(second))) == (20, 3)
    assert 'rel="next"' in first.text
    assert 'rel="prev"' in second.text


def test_a_page_past_the_end_is_the_last_one(look):
    listed(make_service("House"))

    assert names(look(page="9")) == ["House"]


def test_long_words_in_another_language_are_cut_whole(look):
    listed(make_service("House", written_in="fi", description="sana " * 80))

    assert "sana …</span>" in look().text


def test_hidden_entries_are_not_shown(look):
    listed(make_service("Gone", status="defunct"))

    assert names(look()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_asks_the_same_however_many_there_are(look, number, django_assert_num_queries):
    for _number in range(number):
        service = make_service()
        make_schedule(service=service)
        put(service, make_location(latitude=60.18, longitude=24.95))
    listed()
    look()

    with django_assert_num_queries(3):
        look(place="Helsinki")


def test_a_sentence_finds_what_has_some_of_its_words_and_says_so(seeds, look):
    answer = look(words="pregnant 21 weeks", place="Helsinki")

    assert INFANTS in names(answer)
    assert "These have some of them." in answer.text
    assert "some of them" not in look(words="infants").text


def test_what_cannot_be_read_is_said_beside_the_list(seeds, look):
    found = look(week="99").text.split('id="found"')[1]

    assert "up to 42 for weeks" in found
    assert 'href="#week"' in found


@pytest.mark.parametrize("asked", ["stödgrupper", "Stödgruppen", "stödgrupp"])
def test_the_end_of_a_compound_finds_it(seeds, look, asked):
    assert "Peer support groups" in names(look(words=asked))


def test_the_form_shows_what_was_asked_whoever_asked_before(look):
    look(place="Helsinki", words="sleep", week="21", kind="", language=["fi"], free="on")

    form = look(place='"Oulu" <b>', age="0,5", language=["sv", "fi"], whose="child", open_now="on").text

    assert 'value="&quot;Oulu&quot; &lt;b&gt;"' in form
    assert 'value="0,5"' in form
    assert '<option value="child" selected>' in form
    assert re.findall(r'<input type="checkbox" name="(\w+)"[^>]*checked>', form) == [
        "language",
        "language",
        "open_now",
    ]
    assert "Helsinki" not in form.partition("</form>")[0]


def test_what_nobody_can_choose_makes_no_form_of_its_own(look):
    look(kind="first", way="first", language=["first"])
    known = moulds._mould.cache_info().currsize

    look(kind="second", way="second", language=["second"])

    assert moulds._mould.cache_info().currsize == known
