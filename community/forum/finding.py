"""Finding words in one group's forum. They are sealed, so they are opened and looked through, and nothing is kept.

No index of words lies in the database: whoever got hold of it would learn which words recur in which group, and an
erasure would have one more place to reach. Five thousand replies are opened in some fifty milliseconds
(docs/decisions/0014), and no small group writes more before its words go; older ones are not looked through.
"""

import re
from dataclasses import dataclass
from uuid import UUID

import snowballstemmer
from django.db.models import BinaryField, CharField, ExpressionWrapper, F
from django.db.models.functions import Cast

from community.forum.models import Reply, Topic
from community.forum.models.state import GONE
from groups.models import Muting

AT_MOST = 5000  # replies looked through, newest first
WORD = re.compile(r"[^\W_]+")
ID = Cast("pk", CharField())
AS_STORED = (
    ID,
    ExpressionWrapper(F("body"), BinaryField()),
    Cast("said_at", CharField()),
)  # text sorts as times do
SHORTEST_STEM = 3  # a shorter one begins half of all words
STEMMERS = {"en": "english", "fi": "finnish", "sv": "swedish", "nb": "norwegian"}


@dataclass(frozen=True)
class Found:
    """Replies that have all the words, newest first; and whether there were older ones that nobody looked through."""

    ids: list[UUID]
    is_cut: bool


def find(group, seat, words):
    """Where whoever has this seat may read all these words, or others of the same stem, in the group. Three queries.

    Opening words are found by their topic's title too; those of people they do not read, not at all. No words find
    nothing.
    """
    patterns = patterns_of(words, group.language)
    if not patterns:
        return Found([], is_cut=False)
    titles = _titles(group, seat.user)
    rows, is_cut = _newest(group, seat)
    words_of = Reply._meta.get_field("body").opened((pk, body) for pk, body, _said_at in rows)
    found = []
    for (pk, text), (*_rest, said_at) in zip(words_of, rows, strict=True):
        if has_all(f"{titles[pk]}\n{text}" if pk in titles else text, patterns):
            found.append((said_at, pk))
    return Found([UUID(pk) for _said_at, pk in sorted(found, reverse=True)], is_cut)


def _newest(group, seat):
    """(id, sealed words, time) of what whoever has this seat may read, in no order; and whether older ones were left.

    As the database has them: to make objects of ids and times takes longer than to open the words, and to put five
    thousand in order there as long, while few of them are found. One query; two where older ones are left.
    """
    readable = Reply.objects.readable_by(seat.user).filter(topic__group=group)
    readable = readable.exclude(author__in=Muting.objects.folded_by(seat).values("whom"))
    readable = readable.values_list(*AS_STORED)
    rows = list(readable.order_by()[: AT_MOST + 1])
    if len(rows) <= AT_MOST:
        return rows, False
    return list(readable.order_by("-said_at", "-pk")[:AT_MOST]), True


def _titles(group, user):
    """By the id of their opening words, as text, the titles this person may read: those shown, and their own."""
    known = Topic.objects.visible_to(user).filter(group=group).exclude(state__in=GONE)
    openings = dict(Reply.objects.filter(topic__in=known, opens=True).values_list("topic", ID))
    titles = Topic._meta.get_field("title").opened(known.filter(pk__in=openings).values_list("pk", "title"))
    return {openings[pk]: title for pk, title in titles}


def patterns_of(words, language):
    """For each word somebody asks for: the letters to look for first, and the pattern that must then hold."""
    stem = snowballstemmer.stemmer(STEMMERS[language]).stemWord
    asked = dict.fromkeys(word for word in WORD.findall(words.casefold()))
    return [_pattern(word, stem(word)) for word in asked]


def _pattern(word, stem):
    if len(stem) >= SHORTEST_STEM and word.startswith(stem):
        return stem, re.compile(rf"\b{re.escape(stem)}")
    if len(word) > SHORTEST_STEM:
        return word, re.compile(rf"\b{re.escape(word)}")
    return word, re.compile(rf"\b{re.escape(word)}\b")


def has_all(text, patterns):
    """Whether the text has every one of these words, in whatever order."""
    text = text.casefold()
    for letters, pattern in patterns:  # noqa: SIM110 - a generator takes longer than what it asks
        if letters not in text or not pattern.search(text):
            return False
    return True
