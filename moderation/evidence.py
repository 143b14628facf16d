"""The sealed copy: words and what stood around them, as they were when somebody pointed them out."""

import json

from django.utils.crypto import salted_hmac

from community.forum.models import Reply
from groups.models import Message

AROUND = 5  # words kept before and after, so that none are judged alone


def copy_of(words, *, is_about_words=True):
    """The words and their surroundings as they stand now, as JSON. Two queries.

    Of words around it that were taken back only that is kept. Where somebody pointed at a person, and at no words of
    theirs, none of the lines `is_it`.
    """
    placed = _beside(words).select_related("author")
    if words.position is None:
        before, after = placed.filter(said_at__lt=words.said_at).reverse()[:AROUND], []
    else:
        before = placed.filter(position__lt=words.position).reverse()[:AROUND]
        after = placed.filter(position__gt=words.position)[:AROUND]
    lines = [*reversed(before), words, *after]
    it = words.pk if is_about_words else None
    return json.dumps([_line(line, words, is_it=line.pk == it) for line in lines], ensure_ascii=False)


def copy_around(seat):
    """What somebody said last, and its surroundings; none of it is what it is about. "[]" where they said nothing."""
    last = Message.objects.filter(author=seat).placed().select_related("author", "room__group").last()
    return copy_of(last, is_about_words=False) if last else "[]"


def with_changes(kept, copy):
    """The kept copy, and after it the words themselves where `copy` has them otherwise: each way they read stays."""
    lines, latest = json.loads(kept or "[]"), json.loads(copy or "[]")
    known = {line["body"] for line in lines if line.get("is_it")}
    changed = [line for line in latest if line.get("is_it") and line["body"] not in known]
    return json.dumps([*lines, *changed], ensure_ascii=False) if changed else kept


def as_it_reads(case):
    """The case's copy as whoever decides reads it: words that their author changed since stand in it both ways.

    Words that were taken back stay as they were. No query where they were selected beside the case.
    """
    words = case.words
    if words is None or not case.evidence or words.state == Message.State.RETRACTED:
        return case.evidence
    return with_changes(case.evidence, json.dumps([_line(words, words, is_it=True)]))


def mark_of(case):
    """What stands for all that whoever decides reads of it; other words, or another proposal, have another mark."""
    asked = [report.note for report in case.reports.all()]
    read = json.dumps([as_it_reads(case), asked, case.proposed_at and case.proposed_at.isoformat()])
    return salted_hmac("moderation.evidence", read, algorithm="sha256").hexdigest()


def _beside(words):
    """All that has a place where these were said, in its order."""
    if isinstance(words, Reply):
        return Reply.objects.filter(topic=words.topic_id, position__isnull=False).order_by("position")
    return Message.objects.filter(room=words.room).placed()


def _line(line, words, *, is_it):
    return {
        "is_it": is_it,
        "alias": line.author.alias if line.author else "",
        "at": line.said_at.isoformat(),
        "state": line.state,
        "body": _body(line, words) if is_it or line.state != Message.State.RETRACTED else "",
    }


def _body(line, words):
    """What was said; opening words stand under the title of their topic."""
    if isinstance(line, Reply) and line.opens:
        return f"{words.topic.title}\n\n{line.body}"
    return line.body
