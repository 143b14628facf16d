"""Finding words in one group's forum. They are sealed, so they are opened and looked through, and nothing is kept.

No index of words lies in the database: whoever got hold of it would learn which words recur in which group, and an
erasure would have one more place to reach. Five thousand replies are opened in some fifty milliseconds
(docs/decisions/0014), and no small group writes more before its words go; older ones are not looked through.
"""

import re
from dataclasses import dataclass
from uuid import UUID

import snowballstemmer

from community.forum.models import Reply, Topic
from community.forum.models.state import GONE
from groups.models import Muting

AT_MOST = 5000  # replies looked through, newest first
WORD = re.compile(r"[^\W_]+")
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
    readable = Reply.objects.readable_by(seat.user).filter(topic__group=group)
    readable = readable.exclude(author__in=Muting.objects.folded_by(seat).values("whom"))
    rows = list(readable.order_by("-said_at", "-pk").values_list("pk", "body")[: AT_MOST + 1])
    words_of = Reply._meta.get_field("body").opened(rows[:AT_MOST])
    found = [pk for pk, text in words_of if has_all(f"{titles.get(pk, '')}\n{text}", patterns)]
    return Found(found, is_cut=len(rows) > AT_MOST)


def _titles(group, user):
    """By the id of their opening words, the titles this person may read: those shown, and their own."""
    known = Topic.objects.visible_to(user).filter(group=group).exclude(state__in=GONE)
    openings = dict(Reply.objects.filter(topic__in=known, opens=True).values_list("topic", "pk"))
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
    return all(letters in text and pattern.search(text) for letters, pattern in patterns)
