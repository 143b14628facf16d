"""What tells who or where somebody is. All numbers here are made up or set aside for examples."""

import pytest

from community.directory import crisis
from moderation.screeners import digits, identifiers, numbers
from tests import cast

KINDS = {
    "hetu": [
        "1 3 1 0 5 2 - 3 0 8 T", "131052 viiva 308T",
        "131052-308T", "hetu 131052 - 308t", "13lO52-3O8T", "131052A308T", "131052Y308T", "131052308T",
        "131052–308T",
    ],
    "fodselsnummer": ["15108695088", "151086 95088", "nr 151086-95088.", "1 5 1 0 8 6 9 5 0 8 8"],
    "personnummer": ["811218+9876", "811218-9876", "19811218-9876", "811278-9873", "8112189876"],
    "nino": ["AB 12 34 56 C", "ab123456c", "my nino is QQ 12 34 56 C"],
    "ssn": ["987-65-4320", "SSN 987 65 4320", "ssn nine eight seven, sixty five, four three two zero"],
    "passport": ["passport number is 925665416", "passi numero FP9900417", "passet har nummer CCC004417"],
    "nhs": ["943 476 5919", "9434765919"],
    "iban": [
        "FI2112345600000785", "it is FI21 1234 5600 0007 85 today", "NO9386011117947",
        "SE4550000000058398257466",
    ],
    "account": ["04-00-04 12345678", "bankgiro 123-4566", "1234.56.78903", "kontonummer 12345678903"],
    "card": ["4111 1111 1111 1111", "5500-0000-0000-0004"],
    "business": ["1572860-0", "orgnr 123 456 785"],
    "phone": [
        "+358(0)40 123 4567", "(+47) 912 34 567", "040, 123, 4567", "040\n123 4567",
        "040 123 4567", "040-1234567", "0401234567", "+358 40 123 4567", "00358 40 1234567", "0 4 0 1 2 3 4 5 6 7",
        "O4O l23 4567", "٠٤٠ ١٢٣ ٤٥٦٧", "０４０１２３４５６７", "070-174 06 05", "912 34 567", "47 91 23 45 67",
        "+47 912 34 567",
        "07700 900123", "+44 7700 900123", "020 7946 0123", "zero four zero one two three four five six seven",
        "nolla neljä nolla yksi kaksi kolme neljä viisi kuusi seitsemän",
        "noll sju noll ett sju fyra noll sex noll fem",
        "0\u200b401234567", "(040) 1234567", "040.123.4567", "(555) 555-0143", "nollsjuttio 174 06 44",
        "oh seven seven double oh, nine hundred, five five two", "zero7700nine00six12", "0 4 4 9 9 9 8 8 7 7",
    ],
    "email": [
        "kuura@example.fi", "kuura @ example . fi", "kuura (at) gmail (dot) com", "kuura at gmail dot com",
        "kuura ät example piste fi", "kuura krøllalfa example punkt no", "kuura[at]example[.]fi",
    ],
    "handle": [
        "@kuura_h", "my snap is kuura99", "snap: kuura.halla", "mun insta on kuurahalla",
        "lägg till mig på snapchat: lisa_99",
        "snapchat's kuura_99", "kik me at kuura99", "på signal är jag kuura.77", "u/trasig_termos",
        "kuura#1234", "min instagram är kuurahalla", "kuura_99 on telegram", "discord @kuura",
    ],
    "name": [
        "jeg heter Kari Nordmann", "mun nimi on Matti Meikäläinen", "My name is Anna Maria Example",
        "my boss Kari Nordmann", "pomoni Matti Virtanen", "terveisin, Matti Virtanen",
        "jag heter Eva Svensson", "the social worker is Anna Example", "Dr Anna Example",
        "sök Eva Svensson på facebook",
        "facebookissa Matti Meikäläinen", "Matti Meikäläinen Lahden perhekeskuksesta",
    ],
    "address": [
        "Mannerheimintie 12 A 5", "asun Hämeenkadulla 5", "Storgatan 12", "Kungsgatan 4B", "Storgata 5",
        "Karl Johans gate 5",
        "Bjørnveien 12b", "12 Baker Street", "221b baker street", "14 Oak Close",
        "asun Hämeenkadulla", "Koivutie 3.", "Koivutie 3, Espoo", "Rosenvägen 4:", "9 The Crescent",
        "I live on Baker Street",
        "Koivuranta 4", "Ramels väg 118", "Mafeking St, number 88", "17a Orchard Row", "77 W. Juniper St",
        "number nineteen sycamore drive", "koivukatu, numero 27", "koivutie seittemän", "kungsgatan tolv",
    ],
    "postcode": [
        "831 44 östersund", "9900 Kirkenes", "Närpes, 64200",
        "99800 Ivalosta", "LS6 leeds", "00100 Helsinki", "33100 tampere",
        "0150 Oslo", "111 22 Stockholm", "SW1A 1AA", "m1 1ae",
        "SE-123 45 Byn",
    ],
    "plate": ["ABC-123", "rekkari abc-12", "AB12 CDE", "ABC 12D", "EK 12345", "regnr abc123"],
    "birthday": ["syntynyt 13.10.1952", "born 1952-10-13"],
    "work": ["I work at Nordea", "jobbar på Ericsson"],
    "school": [
        "she is in class 7b", "at St Mary's Primary", "year 9 at Oakfield",
        "7B-luokalla",
        "förskolan Solen",
        "käyn Kallion lukiota", "I am at Riverside High School",
        "my girl is at St. Mary’s Primary School", "går på Vasaskolan",
        "jeg går på Solberg ungdomsskole",
    ],
}  # fmt: skip
ORDINARY = [
    "Same. School at least is loud.",
    "Call 112 if you are in danger.", "24.12.2026 klo 18.00", "2026-12-24 at 10:30", "20261224", "from 18.00-20.30",
    "1 2 3 4 5 6 7 8 9 10", "from 2019-2023", "It cost 25 000 000 kr", "I walked 12 500 steps",
    "PHQ-9 was 14, GAD-7 12",
    "I am 45 years old and have 2 children", "instagram is bad for me", "my insta is private", "my snapchat is dead",
    "we met in 2019 Helsinki was cold", "one two three four five", "20 minutes down the road",
    "B12 500 mg twice a day",
    "see you at 9am, B4 2pm", "about 10000 Finns", "valtatie 4", "på vägen 3 gånger", "covid-19", "My name is Kuura",
    "my name is Kuura and I like it", "1-2 times a day, 3-4 times a week", "born 2015 and 2018", "room 12 at 5 pm",
    "the number of people was 12 000 000", "jag bor i Stockholm och jobbar i Uppsala", "I'm Finnish",
    "asun Helsingissä",
    "I work at home", "kävin lukion Turussa", "the first class was full", "call me in 10 minutes", "ring 112",
    "konto sedan 2019", "case number 20241234",
    "freephone 0800 123 456",
    "High school was hard", "12.10.2024, 18.30", "1, 2, 3, 4, 5, 6, 7, 8",
    "valtatie 4.","hetu 131052-1234", "instagram: it is bad for people, I think",
    "I was born in 1980", "olen Suomessa",
    "131052-308A", "FI2112345600000786", "4111 1111 1111 1112", "at the end of the road", "a school for all",
    "13/10/1999",
]  # fmt: skip


def kinds(text, place=None):
    found = identifiers.screen(text, author=None, place=place)
    return {finding.rule.removeprefix("identifiers."): finding for finding in found}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_identifiers_are_found_and_held(kind, text):
    found = kinds(text)

    assert kind in found
    assert found[kind].holds == (kind != "business")


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_tell_nobody(text):
    assert not kinds(text)


@pytest.mark.parametrize("entry", crisis.entries(), ids=lambda entry: entry["id"])
def test_numbers_of_crisis_lines_are_everybodys(entry):
    for number in filter(None, [entry.get("phone"), entry.get("sms"), *entry.get("also", ())]):
        assert not kinds(f"Call {number} today.")
        assert not kinds(f"Call {number.replace(' ', '')} today.")


def test_a_crisis_line_hides_no_other_number():
    assert "phone" in kinds("116 123 or 040 123 4567")
    assert "phone" in kinds("040 112 3456")


@pytest.mark.parametrize("number", ["01010750160", "15108695088"])
def test_norwegian_numbers_have_two_check_digits(number):
    last = str((int(number[-1]) + 1) % 10)

    assert numbers.found_in(number, digits.runs(number))
    assert "fodselsnummer" not in dict(numbers.found_in(number[:-1] + last, digits.runs(number[:-1] + last)))


@pytest.mark.django_db
def test_people_of_the_room_may_be_addressed(group, member):
    assert not kinds("@Kuura thank you", group.room)
    assert "handle" in kinds("@Halla thank you", group.room)


@pytest.mark.django_db
def test_the_aliases_are_asked_for_only_when_somebody_is_addressed(group, django_assert_num_queries):
    cast.seat(cast.make_user(), group, alias="Halla")
    room = group.room

    with django_assert_num_queries(0):
        kinds("Thank you all", room)
    with django_assert_num_queries(1):
        kinds("@Halla thank you", room)


def test_a_finding_says_nothing_of_what_was_found():
    assert "308T" not in repr(kinds("131052-308T"))
