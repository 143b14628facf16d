"""Moulds: a piece that differs in words alone is written by its template once, then other words are put in."""

import re
import uuid
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language


def written(template, words, **same):
    """The template with these words: it may write them and ask whether there are any, and nothing else of them.

    `same`: what it takes as it is; there should be few different ones.
    """
    told = tuple(name for name, said in words.items() if said)
    mould = _mould(template, get_language(), told, tuple(same.items()))
    return format_html(mould, "", **words)  # it insists on something to put in


@lru_cache(maxsize=1000)
def _mould(template, _language, told, same):
    """The piece with `{name}` where words of that name come, as `format_html` takes it."""
    names = {str(uuid.uuid4()): name for name in told}  # stands in no other text, and may stand in an address
    html = render_to_string(template, {name: sign for sign, name in names.items()} | dict(same))
    html = html.replace("{", "{{").replace("}", "}}")
    return re.sub("|".join(names) or "(?!)", lambda found: f"{{{names[found[0]]}}}", html)
