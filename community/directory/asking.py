"""Which services have the words somebody asks for: inflected, misspelt, or only begun."""

import json
from bisect import bisect_left
from functools import lru_cache

from django.db import connection
from django.db.models import BooleanField, Func, Q, Value
from django.db.models.expressions import RawSQL
from rapidfuzz import fuzz, process

from community.directory.models import ListedWord
from community.directory.words import asked

ALIKE, MOST_ALIKE, SHORTEST_ALIKE = 78, 6, 4
SHORTEST_START = 4  # letters from which a word may be the beginning of a longer one
SHORTEST_END = 6  # and the end of one
# All keys in one row: many rows take longer to be read than to be found.
ON_SQLITE = "SELECT {} FROM directory_found WHERE directory_found MATCH %s"
ON_POSTGRESQL = (
    "SELECT array_agg(id) FROM directory_listing"
    " WHERE to_tsvector('simple', words) @@ to_tsquery('simple', %s)"
)


def with_words(words):
    """What narrows listings to those with all of these words, and the words read in place of those nobody wrote so."""
    asks, meant = _asks(words)
    if not asks:
        return Q(), ()
    if connection.vendor == "postgresql":
        return Q(_HasWords("words", Value(asks))), meant
    return Q(pk__in=RawSQL(ON_SQLITE.format("rowid"), [asks])), meant  # noqa: S611 (forms are letters and digits alone)


def listings_with(words, any_of=False):
    """The keys of listings that have all of these words (None where these are none), and the words read instead.

    `any_of`: one of the longer words is enough.
    """
    asks, meant = _asks(words, any_of)
    if not asks:
        return None, ()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(ON_POSTGRESQL, [asks])
            return cursor.fetchone()[0] or [], meant
        cursor.execute(ON_SQLITE.format("json_group_array(rowid)"), [asks])
        return json.loads(cursor.fetchone()[0]), meant


def _asks(words, any_of=False):
    """What the search engine of this database is asked for; empty where no word is left."""
    groups, meant = _read(words)
    if any_of:
        groups = [forms for forms in groups if len(max(forms, key=len)) >= SHORTEST_START]
    write, either, both = (
        (_pg, " | ", " & ") if connection.vendor == "postgresql" else (_fts, " OR ", " AND ")
    )
    asked = (f"({either.join(map(write, _widest(forms)))})" for forms in groups)
    return (either if any_of else both).join(asked), meant


def _widest(forms):
    """Those that no other one begins: what is found by the beginning of a word is found by its own beginning too."""
    starts = {form for form in forms if len(form) >= SHORTEST_START}
    return sorted(
        form for form in forms if not any(form != start and form.startswith(start) for start in starts)
    )


class _HasWords(Func):
    """As the index on PostgreSQL is written, so that it is used."""

    template = "to_tsvector('simple', %(expressions)s)"
    arg_joiner = ") @@ to_tsquery('simple', "
    output_field = BooleanField()


def _read(words):
    """For each word what it may be found by, and the known words taken instead of those nobody wrote so."""
    known = _vocabulary(ListedWord.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
    groups, meant = [], {}
    for forms in asked(words):
        if not forms & known.all and not any(known.begins(form) for form in forms):
            near = {word for form in forms for word in (*known.near(form), *known.ends(form))}
            meant |= dict.fromkeys(sorted(near, key=lambda word: (len(word), word))[:1])
            forms = forms | near
        groups.append(forms)
    return groups, tuple(meant)


class _Vocabulary:
    """All words that services are found by, in order, to be looked through for those that begin or look alike."""

    def __init__(self):
        self.ordered = sorted(ListedWord.objects.values_list("text", flat=True))
        self.all = frozenset(self.ordered)
        self.backwards = sorted(word[::-1] for word in self.ordered)

    def begins(self, start):
        """Whether a known word goes on like this."""
        place = bisect_left(self.ordered, start)
        return (
            len(start) >= SHORTEST_START
            and place < len(self.ordered)
            and self.ordered[place].startswith(start)
        )

    def ends(self, word):
        """Known compounds that end like this, with or without the s that joins them: stödgrupp, kamratstödsgrupp."""
        if len(word) < SHORTEST_END:
            return []
        joints = range(3, len(word) - 2)
        ends = [word[::-1], *(f"{word[:at]}s{word[at:]}"[::-1] for at in joints)]
        places = [(end, bisect_left(self.backwards, end)) for end in ends]
        found = (
            known for end, at in places for known in self.backwards[at : at + 1] if known.startswith(end)
        )
        return [known[::-1] for known in found]

    def near(self, word):
        """Known words that are spelled much alike, the best first."""
        if len(word) < SHORTEST_ALIKE:
            return []
        found = process.extract(word, self.ordered, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_ALIKE)
        return [known for known, _score, _place in found]


@lru_cache(maxsize=1)
def _vocabulary(_newest):
    """Read again when words have come."""
    return _Vocabulary()


def _pg(form):
    return f"'{form}':*" if len(form) >= SHORTEST_START else f"'{form}'"


def _fts(form):
    return f'"{form}"*' if len(form) >= SHORTEST_START else f'"{form}"'
