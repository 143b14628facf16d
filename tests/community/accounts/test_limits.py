"""How long a session lasts."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.urls import reverse

from community.accounts import limits
from tests import cast
from tests.community.accounts.people import WALK, enter, sessions_of

pytestmark = pytest.mark.django_db
FETCH = {"REMOTE_ADDR": "192.0.2.7", "HTTP_SEC_FETCH_MODE": "cors"}


@pytest.fixture
def clock(monkeypatch):
    """Moves time on, for sessions only."""
    real = import_module("time").time
    passed = timedelta()

    def on(**span):
        nonlocal passed
        passed += timedelta(**span)

    monkeypatch.setattr(limits.time, "time", lambda: real() + passed.total_seconds())
    return on


def is_in(client, **facts):
    return client.get("/you/", **(facts or WALK)).status_code == 200


def test_a_session_ends_when_nobody_acts(client, person, clock):
    enter(client, person)

    clock(minutes=59)
    assert is_in(client)
    clock(minutes=61)
    assert not is_in(client)
    assert not sessions_of(person)


def test_acting_puts_the_end_off_but_not_for_ever(client, person, clock):
    enter(client, person)

    for _half in range(47):
        clock(minutes=30)
        assert is_in(client)
    clock(minutes=30)
    assert not is_in(client)


@pytest.mark.parametrize(("kind", "minutes"), [("facilitator", 30), ("administrator", 15)])
def test_the_more_one_may_do_the_sooner_it_ends(client, clock, kind, minutes):
    enter(client, cast.make_staff(kind, step=False))

    clock(minutes=minutes - 1)
    assert is_in(client)
    clock(minutes=minutes + 1)
    assert not is_in(client)


def test_a_new_duty_shortens_a_session_that_is_open(client, person, clock):
    enter(client, person)
    person.roles.create(kind="facilitator")
    clock(minutes=2)
    is_in(client)

    clock(minutes=31)

    assert not is_in(client)


@pytest.mark.parametrize(
    "background",
    [FETCH, {**WALK, "HTTP_SEC_PURPOSE": "prefetch"}, {**WALK, "QUERY_STRING": "quiet"}],
    ids=["fetch", "prefetch", "a page that refreshes itself"],
)
def test_what_a_page_does_by_itself_does_not_count(client, person, clock, background):
    enter(client, person)
    for _turn in range(2):
        clock(minutes=29)
        assert is_in(client, **background)

    clock(minutes=3)

    assert not is_in(client)


@pytest.mark.parametrize(
    "background", [{}, {"HTTP_ACCEPT": "text/html"}], ids=["bare", "as a page is asked for"]
)
def test_what_a_script_asks_by_itself_does_not_count_in_a_browser_that_tells_nothing(
    client, person, clock, background
):
    """Without Sec-Fetch headers only the address can say it."""
    enter(client, person)
    for _turn in range(2):
        clock(minutes=29)
        client.get("/you/?quiet", REMOTE_ADDR=WALK["REMOTE_ADDR"], **background)

    clock(minutes=3)

    assert not is_in(client)


@pytest.mark.parametrize("script", ["live-room.js", "plain-line.js"])
def test_scripts_that_ask_again_and_again_say_that_nobody_acted(settings, script):
    words = (settings.BASE_DIR / "static" / "js" / script).read_text()
    asked = re.findall(r"(?:fetch|attend\) await post)\(`?([^,]+),", words)

    assert asked
    assert all("?quiet`" in address for address in asked)


def test_a_form_counts_even_when_a_script_sends_it(client, person, clock):
    enter(client, person)
    clock(minutes=40)
    client.post(reverse("accounts:stay"), **FETCH)

    clock(minutes=40)

    assert is_in(client)


def test_acting_is_written_at_most_once_a_minute(client, person, clock, django_assert_num_queries):
    enter(client, person)
    is_in(client)
    before = client.session["seen_at"]
    clock(seconds=50)
    is_in(client)
    assert client.session["seen_at"] == before

    clock(seconds=20)
    is_in(client)

    assert client.session["seen_at"] > before


def test_the_sign_in_page_says_why_and_leads_back(client, person, clock):
    enter(client, person)
    clock(hours=2)

    response = client.get("/you/?x=1", **WALK)

    assert response.url == "/account/login/?ended=idle&next=%2Fyou%2F%3Fx%3D1"
    assert "Nothing happened for a while" in client.get(response.url).content.decode()
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_after_the_longest_time_the_page_says_so(client, person, clock):
    enter(client, person)
    for _half in range(47):
        clock(minutes=30)
        is_in(client)
    clock(minutes=31)

    response = client.get("/you/", **WALK)

    assert "ended=longest" in response.url
    assert "for a long time" in client.get(response.url).content.decode()


@pytest.mark.parametrize("method", ["post", "fetch"])
def test_nothing_leads_back_to_what_is_not_safe_to_open_again(client, person, clock, method):
    enter(client, person)
    clock(hours=2)

    response = client.post("/you/", **WALK) if method == "post" else client.get("/you/", **FETCH)

    assert response.url == "/account/login/?ended=idle"


def test_help_stays_open_to_somebody_whose_session_just_ended(client, person, clock):
    enter(client, person)
    clock(hours=2)

    assert client.get(reverse("front"), **WALK).status_code == 200


def test_staying_answers_with_what_is_left(client, person, clock):
    enter(client, person)
    clock(minutes=50)

    answer = client.post(reverse("accounts:stay"), **FETCH).json()

    assert answer["extends"] is True
    assert 3590 <= answer["ends_in"] <= 3600
    assert answer["warns_in"] == answer["ends_in"] - 180


def test_staying_works_without_javascript(client, person):
    enter(client, person)

    assert client.post(reverse("accounts:stay"), **WALK).url == reverse("accounts:you")


def test_near_the_longest_time_a_page_knows_that_staying_does_not_help(client, person, clock):
    enter(client, person)
    for _half in range(47):
        clock(minutes=30)
        is_in(client)

    assert client.post(reverse("accounts:stay"), **FETCH).json()["extends"] is False


def test_a_live_line_asks_and_acts(client, person, clock):
    enter(client, person)
    key = client.session.session_key
    clock(minutes=50)

    assert 590 <= limits.look(limits.SessionStore(key)).ends_in <= 600
    assert 3590 <= limits.touch(key).ends_in <= 3600
    assert limits.touch(key).ends_in <= 3600


def test_a_live_line_hears_that_the_time_is_up(client, person, clock):
    enter(client, person)
    clock(minutes=61)

    assert limits.touch(client.session.session_key) is None
    assert not sessions_of(person)
    assert limits.touch("unknown") is None


def test_a_session_from_before_there_were_limits_begins_now(client, person, clock):
    enter(client, person)
    session = client.session
    del session["seen_at"]
    session.save()

    assert is_in(client)
    assert client.session["seen_at"]


def test_a_visitor_has_no_limits(client, db):
    assert client.get(reverse("front")).wsgi_request.session_limits is None
