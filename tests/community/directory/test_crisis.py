"""Crisis lines: the right number first, and honest about what nobody has checked."""

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from community.directory import crisis
from community.directory.crisis import LANGUAGE_NAMES, TIME_ZONES, lines_for, opening_of

HELSINKI = ZoneInfo("Europe/Helsinki")
KINDS = {"emergency", "line"}
AUDIENCES = {"anyone", "adult", "young", "parents", "violence", "worried"}
LANGUAGES = ("en", "fi", "sv", "nb")


def at(day, hour, minute=0, zone=HELSINKI):
    """A moment of November or December 2026 on a local clock; 16 November is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=zone)


def entry(**fields):
    """A line with office hours unless told otherwise."""
    week = {day: [["09:00", "12:00"], ["13:00", "17:00"]] for day in crisis.DAYS[:5]} | {"sat": [], "sun": []}
    made = {
        "id": "x",
        "country": "FI",
        "kind": "line",
        "name": {"en": "Line"},
        "purpose": {"en": "For all."},
        "phone": "09 1",
        "hours": week,
        "languages": ["fi"],
        "audience": ["anyone"],
        "checked_on": None,
        "valid_from": None,
        "valid_to": None,
    }
    return made | fields


@pytest.fixture
def book(monkeypatch):
    """Puts other entries in the place of the file."""
    return lambda *entries: monkeypatch.setattr(crisis, "entries", lambda: entries)


def ids(lines):
    return [line.id for line in lines]


# --- The file ------------------------------------------------------------------------
@pytest.mark.parametrize("line", crisis.entries(), ids=lambda line: line["id"])
def test_every_entry_is_whole(line):
    assert line["country"] in TIME_ZONES
    assert line["kind"] in KINDS
    assert set(line["audience"]) <= AUDIENCES
    assert set(line["languages"]) <= set(LANGUAGE_NAMES)
    assert line["confirmed"] in {"copy", "known"}
    assert line["source"]
    assert any(line.get(way) for way in ("phone", "sms", "chat", "web"))
    for words in (line["name"], line["purpose"], line.get("hours_words") or line["name"]):
        assert set(words) == set(LANGUAGES)
        assert all(words.values())
    if line["checked_on"]:
        assert date.fromisoformat(line["checked_on"])
    if isinstance(line["hours"], dict):
        assert set(line["hours"]) == set(crisis.DAYS)


def test_ids_are_unique():
    assert len({line["id"] for line in crisis.entries()}) == len(crisis.entries())


@pytest.mark.parametrize("country", TIME_ZONES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_begins_with_an_emergency_number_that_always_answers(country, language):
    first = lines_for(country, language)[0]

    assert first.is_emergency
    assert first.opening.always
    assert first.dial in {"112", "113", "999"}


@pytest.mark.parametrize("country", TIME_ZONES)
def test_a_guess_about_a_person_never_hides_a_number(country):
    everything = set(ids(lines_for(country, "en")))

    assert set(ids(lines_for(country, "nb", audience="young"))) == everything
    assert len(everything) == sum(line["country"] == country for line in crisis.entries())


def test_the_file_is_read_once_and_is_plain_json():
    assert crisis.entries() is crisis.entries()
    assert json.dumps(crisis.entries())


# --- Order ---------------------------------------------------------------------------
def test_open_lines_in_the_persons_language_lead():
    shown = lines_for("FI", "en", now=at(21, 20))  # a Saturday evening: the English line is closed

    assert ids(shown)[:3] == ["fi-112", "fi-nollalinja", "fi-116117"]
    assert ids(shown).index("fi-mieli-fi") < ids(shown).index("fi-mieli-en-ar")


def test_the_english_line_leads_in_english_while_it_is_open():
    assert ids(lines_for("FI", "en", now=at(16, 12)))[1] == "fi-mieli-en-ar"


def test_young_people_get_their_own_lines_and_adults_do_not_get_them_first(book):
    book(entry(id="all"), entry(id="young", audience=["young"]), entry(id="adult", audience=["adult"]))

    now = at(16, 10)
    assert ids(lines_for("FI", "fi", audience="young", now=now)) == ["all", "young", "adult"]
    assert ids(lines_for("FI", "fi", audience="adult", now=now)) == ["all", "adult", "young"]
    assert ids(lines_for("FI", "fi", now=now)) == ["all", "young", "adult"]


def test_open_comes_before_unknown_and_unknown_before_closed(book):
    closed = {day: [] for day in crisis.DAYS}
    book(entry(id="closed", hours=closed), entry(id="unknown", hours=None), entry(id="open", hours="always"))

    assert ids(lines_for("FI", "fi", now=at(16, 10))) == ["open", "unknown", "closed"]


def test_of_two_open_lines_the_checked_one_comes_first(book):
    book(
        entry(id="unchecked", hours="always"),
        entry(id="long ago", hours="always", checked_on="2024-01-01"),
        entry(id="checked", hours="always", checked_on="2026-11-01"),
        entry(id="checked, hours unknown", hours=None, checked_on="2026-11-01"),
    )

    shown = ids(lines_for("FI", "fi", now=at(16, 10)))
    assert shown == ["checked", "unchecked", "long ago", "checked, hours unknown"]


def test_a_line_whose_language_nobody_told_counts_as_the_countrys_own(book):
    book(entry(id="foreign", languages=["sv"]), entry(id="untold", languages=[]))

    assert ids(lines_for("FI", "fi", now=at(16, 10))) == ["untold", "foreign"]
    assert lines_for("FI", "fi", now=at(16, 10))[0].languages == ()


# --- Hours ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("moment", "is_open", "until", "next_at"),
    [
        (at(16, 8, 59), False, None, at(16, 9)),
        (at(16, 9), True, at(16, 12), None),
        (at(16, 12), False, None, at(16, 13)),
        (at(20, 17), False, None, at(23, 9)),  # Friday evening: the weekend, then Monday
    ],
)
def test_hours_are_read_on_the_countrys_clock(moment, is_open, until, next_at):
    opening = opening_of(entry(), moment.astimezone(UTC))

    assert (opening.is_open, opening.until) == (is_open, until)
    if not is_open:
        assert opening.next_at == next_at
        assert opening.opens_today is (next_at.date() == moment.date())


def test_hours_over_midnight_last_until_morning():
    night = entry(hours={day: [["21:00", "06:00"]] for day in crisis.DAYS}, open_on_holidays=True)

    assert opening_of(night, at(16, 5, 59)).until == at(16, 6)
    assert opening_of(night, at(16, 6)).next_at == at(16, 21)
    assert opening_of(night, at(16, 23)).until == at(17, 6)


def test_on_a_public_holiday_weekday_hours_are_not_trusted():
    independence_day_next_year = datetime(2027, 12, 6, 10, tzinfo=HELSINKI)  # a Monday

    opening = opening_of(entry(), independence_day_next_year)

    assert (opening.is_open, opening.on_holiday) == (None, True)
    assert opening.next_at == datetime(2027, 12, 7, 9, tzinfo=HELSINKI)


def test_the_next_opening_is_never_on_a_holiday():
    sunday_before = datetime(2027, 12, 5, 10, tzinfo=HELSINKI)

    assert opening_of(entry(), sunday_before).next_at == datetime(2027, 12, 7, 9, tzinfo=HELSINKI)


def test_lines_that_are_always_open_do_not_mind_holidays():
    christmas = datetime(2026, 12, 25, 10, tzinfo=HELSINKI)

    assert opening_of(entry(hours="always"), christmas).always
    assert opening_of(entry(open_on_holidays=True), christmas).is_open


def test_unknown_hours_are_neither_open_nor_closed():
    assert opening_of(entry(hours=None), at(16, 10)).is_open is None


def test_hours_keep_their_local_time_when_the_clock_changes():
    before = opening_of(entry(), datetime(2026, 10, 23, 5, 59, tzinfo=UTC))  # summer time: 8.59
    after = opening_of(entry(), datetime(2026, 10, 26, 6, 59, tzinfo=UTC))  # winter time: 8.59

    assert before.next_at == datetime(2026, 10, 23, 6, tzinfo=UTC)
    assert after.next_at == datetime(2026, 10, 26, 7, tzinfo=UTC)


# --- What a reader sees -----------------------------------------------------------------
def test_words_come_in_the_readers_language_and_else_in_english(book):
    book(entry(name={"en": "Line", "fi": "Linja"}))

    assert lines_for("FI", "fi")[0].name == "Linja"
    assert lines_for("FI", "nb")[0].name == "Line"
    assert lines_for("FI", "fi")[0].hours_words == ""


def test_a_number_can_be_dialled(book):
    book(entry(phone="+358 80 005-005"))

    assert lines_for("FI", "fi")[0].dial == "+35880005005"


@pytest.mark.parametrize(
    ("checked_on", "needs_check"),
    [(None, True), ("2026-05-19", True), ("2026-05-20", False), ("2026-11-16", False)],
)
def test_after_half_a_year_a_check_is_old(book, checked_on, needs_check):
    book(entry(checked_on=checked_on))

    assert lines_for("FI", "fi", now=at(16, 10))[0].needs_check is needs_check


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "is_shown"),
    [
        (None, None, True),
        ("2026-11-16", "2026-11-16", True),
        ("2026-11-17", None, False),
        (None, "2026-11-15", False),
    ],
)
def test_a_line_is_shown_on_its_own_days_only(book, valid_from, valid_to, is_shown):
    book(entry(valid_from=valid_from, valid_to=valid_to))

    assert bool(lines_for("FI", "fi", now=at(16, 10))) is is_shown
