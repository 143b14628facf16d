"""Finding services in the listings."""

import pytest

from community.directory import asking, finding, places
from community.directory.actions.listing import relist
from community.directory.actions.seeds import load_seeds
from community.directory.finding import Wish
from community.directory.models import ListedWord, Listing, Service

pytestmark = pytest.mark.django_db
INFANTS = "Therapeutic work for families with infants"


@pytest.fixture(autouse=True)
def seeds():
    load_seeds()


def names(**wish):
    found = finding.find(Wish(**wish))
    return [Service.objects.get(pk=hit.service_id).name for hit in found.hits]


@pytest.mark.parametrize(
    "words", ["vauva", "vauvan", "infants", "infant", "Infnts", "spedbarn", "späda barn"]
)
def test_it_forgives_inflection_and_spelling_in_each_language(words):
    assert INFANTS in names(words=words)


def test_it_tells_which_word_it_read_instead():
    assert finding.find(Wish(words="infnts")).meant == ("infant",)


def test_all_words_have_to_be_there():
    assert names(words="infants bicycle") == []


@pytest.mark.parametrize(
    "words", ["'", '"', "*", "infants OR", "a:b", "(", "NOT infants", "🙂", "%", "\x00", "ͺͺͺ"]
)
def test_signs_of_the_search_engines_are_words_like_others(words):
    finding.find(Wish(words=words))


def test_services_of_another_town_are_counted_apart():
    found = finding.find(Wish(place=places.find("Espoo"), terms=("infants",)))
    assert (found.total, found.elsewhere) == (0, 1)


def test_a_part_of_a_town_belongs_to_it():
    assert INFANTS in names(place=places.find("Kallio, Helsinki"))


def test_a_child_not_born_yet_is_looked_for_by_week():
    assert INFANTS in names(pregnancy_week=18)
    assert "Child welfare family work" not in names(pregnancy_week=18)


def test_a_first_birthday_ends_it():
    assert INFANTS in names(age=0.9)
    assert INFANTS not in names(age=1)


def test_what_could_be_left_out_is_told():
    wish = Wish(terms=("infants",), place=places.find("Espoo"))
    assert finding.counts_without(wish) == [("place", 1)]


def test_a_listing_made_again_leaves_no_trace_of_the_first():
    Service.objects.filter(name=INFANTS).update(name="Small feet", translations={}, description="")
    relist(services=Service.objects.all())
    assert INFANTS not in names(words="infants therapeutic")
    assert Listing.objects.count() == Service.objects.count()
    assert ListedWord.objects.filter(text="feet").exists()


def test_what_is_not_to_be_had_is_not_found():
    Service.objects.filter(name=INFANTS).update(status=Service.Status.DEFUNCT)
    relist(services=Service.objects.all())
    assert INFANTS not in names()


def test_a_search_asks_the_same_however_many_there_are(django_assert_max_num_queries):
    place = places.find("Helsinki")
    finding.find(Wish(words="family"))
    with django_assert_max_num_queries(3):
        finding.find(Wish(words="family", place=place, languages=("fi",), age=5, free=True))


def test_what_is_made_for_a_week_or_an_age_stands_first():
    assert names(pregnancy_week=18)[0] == INFANTS
    assert set(names(age=0.5)[:2]) == {INFANTS, "Child welfare family work"}


def test_the_age_of_a_parent_says_nothing_of_the_ages_of_a_child():
    assert INFANTS not in names(age=35)
    assert INFANTS not in names(age=35, whose="child")
    assert INFANTS in names(age=35, whose="parent")


def test_what_is_for_other_places_can_be_named():
    wish = Wish(place=places.find("Espoo"), terms=("infants",))

    assert Service.objects.get(pk__in=finding.elsewhere(wish, most=9)).name == INFANTS
    assert finding.elsewhere(wish, most=0) == []


def test_one_word_is_enough_where_that_is_asked():
    sentence = "I am so tired and the baby cries"

    assert names(words=sentence) == []
    assert INFANTS in names(words=sentence, any_word=True)


@pytest.mark.parametrize(
    ("forms", "asked"),
    [
        ({"terap", "terapia", "terapi"}, ["terap"]),
        ({"par", "parents", "paren"}, ["par", "paren"]),  # three letters are not looked for as a beginning
        ({"vauva", "vauvo"}, ["vauva", "vauvo"]),
    ],
)
def test_what_a_shorter_beginning_finds_is_not_asked_for_twice(forms, asked):
    assert asking._widest(forms) == asked


def test_without_a_place_what_is_for_another_country_stands_last():
    assert names()[-1] == "Group psychotherapy in Norway"
    assert names(place=places.find("Oslo"))[0] == "Group psychotherapy in Norway"
