"""Pieces that a template writes once, for other words to be put in."""

import pytest
from django.template import engines
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from community.directory import moulds
from community.directory.moulds import written

CALL = "directory/_call.html"
WORDS = {"dial": "+35891", "number": "09 1", "name": "Open house"}


@pytest.fixture(autouse=True)
def times_written(monkeypatch):
    """How often a template wrote."""
    times = []

    def write(template, context):
        times.append(template)
        return engines["django"].get_template(template).render(context)

    moulds._mould.cache_clear()
    monkeypatch.setattr(moulds, "render_to_string", write)
    yield times
    moulds._mould.cache_clear()


def test_other_words_are_put_in_without_the_template(times_written):
    first = written(CALL, WORDS)
    second = written(CALL, WORDS | {"name": "Night line"})

    assert times_written == [CALL]
    assert second == first.replace("Open house", "Night line")
    assert 'href="tel:+35891"' in first


def test_it_is_what_the_template_writes():
    assert written(CALL, WORDS) == engines["django"].get_template(CALL).render(WORDS)


@pytest.mark.parametrize("name", ['<b>&"', "{number}", "{0} {}", "}{", "%s"])
def test_words_are_words(name):
    assert written(CALL, WORDS | {"name": name}) == engines["django"].get_template(CALL).render(
        WORDS | {"name": name}
    )


def test_what_is_html_already_stays_so():
    html = written("directory/_service.html", {"name": mark_safe("<i>House</i>"), "pk": "1"})

    assert "<i>House</i>" in html
    assert isinstance(html, SafeString)


def test_what_is_not_said_is_another_shape(times_written):
    said = {"name": "House", "pk": "1"}
    with_alert = written("directory/_service.html", said | {"alert": "Moved"})
    without = written("directory/_service.html", said | {"alert": ""})

    assert len(times_written) == 2
    assert "Moved" in with_alert
    assert "notice--warn" in with_alert
    assert "notice--warn" not in without


def test_what_is_taken_as_it_is_is_another_shape():
    said = {"name": "House", "pk": "1"}

    assert "online" in written("directory/_service.html", said, is_online=True)
    assert "online" not in written("directory/_service.html", said, is_online=False)


def test_each_language_has_its_own():
    english = written(CALL, WORDS)
    with override("fi"):
        finnish = written(CALL, WORDS)

    assert "Call" in english
    assert "Soita" in finnish
    assert written(CALL, WORDS) == english
