"""The copy a person takes away: one archive with `data.json` for programs and `index.html` for people.

Written while it is sent, piece by piece: it lies on no disk of ours. docs/own-data.md describes the form.
"""

import json
import zipfile
from datetime import date
from itertools import islice
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from community.accounts import own_data
from community.templatetags.look import when

FORM, VERSION = "vierelle-own-data", 1
ROWS_AT_ONCE = 100
HERE = "⟨here⟩"  # where a page is cut, for what is written between its head and its foot
STYLE = Path(__file__).parent / "own_copy.css"


class Pipe:
    """What the archive is written to; what has been written is taken out again at once. It cannot be sought in."""

    def __init__(self):
        self.written = []

    def write(self, chunk):
        self.written.append(bytes(chunk))
        return len(chunk)

    def flush(self):
        """Nothing waits here."""

    def taken(self):
        chunk, self.written = b"".join(self.written), []
        return chunk


def archive(person):
    """The bytes of the archive, in pieces; in the person's language."""
    pipe, made_at = Pipe(), timezone.now()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, parts in (
            ("data.json", as_json(person, made_at)),
            ("index.html", as_page(person, made_at)),
        ):
            with whole.open(zipfile.ZipInfo(name, made_at.timetuple()[:6]), "w") as file:
                while (part := _next_of(parts, person.language)) is not None:
                    file.write(part.encode())
                    if chunk := pipe.taken():
                        yield chunk
    yield pipe.taken()


def _next_of(parts, language):
    """The next piece in that language, which is put away again before anybody waits."""
    with translation.override(language):
        return next(parts, None)


def as_json(person, made_at):
    """`data.json` in pieces."""
    facts = {"form": FORM, "version": VERSION, "made_at": made_at, "language": person.language}
    yield _json(facts)[:-1] + ', "sections": ['
    for at, section in enumerate(own_data.sections(person)):
        columns = {name: str(label) for name, label in section.columns.items()}
        head = {"key": section.key, "title": str(section.title), "columns": columns}
        yield (", " if at else "") + _json(head)[:-1] + ', "rows": ['
        before = ""
        for rows in _few_by_few(section.rows):
            yield before + ", ".join(map(_json, rows))
            before = ", "
        yield "]}"
    withheld = [{"what": str(thing.what), "why": str(thing.why)} for thing in own_data.withheld(person)]
    yield '], "withheld": ' + _json(withheld) + "}\n"


def as_page(person, made_at):
    """`index.html` in pieces: one page that needs nothing else, neither a script nor a line."""
    sections = own_data.sections(person)
    context = {
        "language": person.language,
        "made_at": _day(made_at),
        "sections": sections,
        "withheld": own_data.withheld(person),
        "here": HERE,
    }
    page = render_to_string("accounts/own_data/copy.html", context)
    style = f"<style>{STYLE.read_text(encoding='utf-8')}</style></head>"
    head, foot = page.replace("</head>", style, 1).split(HERE, 1)
    yield head
    for section in sections:
        yield from _section_of_page(section)
    yield foot


def _section_of_page(section):
    part = render_to_string("accounts/own_data/copy_section.html", {"section": section, "here": HERE})
    head, foot = part.split(HERE, 1)
    yield head
    is_empty = True
    for rows in _few_by_few(section.rows):
        is_empty = False
        shown = [list(_shown(section, row)) for row in rows]
        yield render_to_string("accounts/own_data/copy_rows.html", {"rows": shown})
    yield foot if not is_empty else f"<li>{_('Nothing.')}</li>{foot}"


def _few_by_few(rows):
    rows = iter(rows)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield some


def _shown(section, row):
    """What is known of one thing, as its reader writes days and yes and no: (label, value)."""
    for name, value in row.items():
        if isinstance(value, bool):
            yield section.columns[name], _("yes") if value else _("no")
        elif isinstance(value, date):
            yield section.columns[name], _day(value)
        elif value not in (None, ""):
            yield section.columns[name], str(value)


def _day(moment):
    """A day, or a moment, as pages of the site write it."""
    return strip_tags(when(moment))


def _json(value):
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value):
    """Moments as ISO 8601, and everything else as it is written."""
    return value.isoformat() if isinstance(value, date) else str(value)
