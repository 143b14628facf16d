"""The archive: two files that hold the same, for programs and for people, in the person's language."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.utils import timezone

from community.accounts import own_copy
from community.accounts.own_data import Holding, Withheld, listing

pytestmark = pytest.mark.django_db
MANY = own_copy.ROWS_AT_ONCE + 5


class Drawer(Holding):
    def export(self, person):
        things = [
            {"n": number, "words": f"<b>&{number}", "when": None, "on": number == 0} for number in range(MANY)
        ]
        things[0]["when"], things[1]["when"] = timezone.now(), date(2026, 3, 1)
        columns = {name: (name.title(), lambda one, name=name: one[name]) for name in things[0]}
        yield listing("things", "Things", things, **columns)
        yield listing("nothing", "Nothing here", [], name=("Name", "name"))

    def withheld(self, person):
        yield Withheld("A spoon", "It is somebody’s own")


@pytest.fixture
def files(person, settings):
    settings.OWN_DATA = [f"{__name__}.Drawer"]
    return unpacked(person)


def unpacked(person):
    chunks = list(own_copy.archive(person))
    assert len(chunks) > 1
    with zipfile.ZipFile(io.BytesIO(b"".join(chunks))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_data_say_what_form_they_have(files):
    whole = json.loads(files["data.json"])

    things, nothing = whole["sections"]
    assert (whole["form"], whole["version"], whole["language"]) == ("vierelle-own-data", 1, "en")
    assert things["columns"] == {"n": "N", "words": "Words", "when": "When", "on": "On"}
    assert len(things["rows"]) == MANY
    assert things["rows"][1] == {"n": 1, "words": "<b>&1", "when": "2026-03-01", "on": False}
    assert nothing["rows"] == []
    assert whole["withheld"] == [{"what": "A spoon", "why": "It is somebody’s own"}]


def test_the_page_stands_alone_and_escapes_what_people_wrote(files):
    page = files["index.html"]

    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")
    assert "&lt;b&gt;&amp;104" in page
    assert "<b>&" not in page
    assert page.count("<style>") == 1
    assert own_copy.HERE not in page
    assert "<dd>yes</dd>" in page
    assert "1 March 2026" in page
    assert "Nothing." in page
    for foreign in ("<script", "<link", "<img", "http://", "https://", "url("):
        assert foreign not in page


def test_it_is_in_the_language_of_the_person(person):
    person.language = "fi"

    files = unpacked(person)

    assert '<html lang="fi">' in files["index.html"]
    assert json.loads(files["data.json"])["language"] == "fi"
