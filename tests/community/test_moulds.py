"""A piece that differs in words alone is written once, and each page puts in what is its own."""

import pytest
from django.template import Context, Template, engines
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from community import moulds
from community.moulds import written

FOOT = Template('{% load look %}{% standing "components/foot.html" "csrf_token here" %}')
CALL = "directory/_call.html"
WORDS = {"dial": "+35891", "number": "09 1", "name": "Open house"}


def foot(**context):
    return FOOT.render(Context(context))


def test_a_piece_that_stands_has_the_words_of_this_page_and_of_no_other():
    one, other = (foot(csrf_token=token * 32, here=f"/{token}/") for token in "ab")

    assert f'value="{"a" * 32}"' in one
    assert 'value="/a/"' in one
    assert one.replace("a" * 32, "b" * 32).replace("/a/", "/b/") == other


def test_a_piece_that_stands_escapes_what_is_put_in():
    assert 'value="/?q=&quot;&gt;{x}"' in foot(csrf_token="a", here='/?q=">{x}')


def test_a_piece_that_stands_leaves_out_what_this_page_does_not_have():
    html = foot(here=None)

    assert "csrfmiddlewaretoken" not in html
    assert 'name="next" value=""' in html


def test_a_piece_that_stands_is_written_in_each_language():
    in_english = foot()
    with translation.override("fi"):
        in_finnish = foot()

    assert '<span lang="en" aria-current="true">' in in_english
    assert '<span lang="fi" aria-current="true">' in in_finnish


# --- Words put into any template ---------------------------------------------------
@pytest.fixture
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
    with translation.override("fi"):
        finnish = written(CALL, WORDS)

    assert "Call" in english
    assert "Soita" in finnish
    assert written(CALL, WORDS) == english
