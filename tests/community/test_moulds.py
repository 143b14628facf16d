"""A piece that stands on many pages is written once, and each page puts in what is its own."""

from django.template import Context, Template
from django.utils import translation

FOOT = Template('{% load look %}{% standing "components/foot.html" "csrf_token here" %}')


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
