"""The sealed copy: words and what stood around them, as they were when somebody pointed them out."""

import json

from groups.models import Message

AROUND = 5  # messages kept before and after, so that words are not judged alone


def copy_of(message, *, is_about_words=True):
    """The words and their surroundings as they stand now, as JSON. Two queries.

    Of words around it that were taken back only that is kept. Where somebody pointed at a person, and at no words of
    theirs, none of the lines `is_it`.
    """
    placed = Message.objects.filter(room=message.room).placed().select_related("author")
    if message.position is None:
        before, after = placed.filter(said_at__lt=message.said_at).reverse()[:AROUND], []
    else:
        before = placed.filter(position__lt=message.position).reverse()[:AROUND]
        after = placed.filter(position__gt=message.position)[:AROUND]
    lines = [*reversed(before), message, *after]
    it = message.pk if is_about_words else None
    return json.dumps([_line(line, is_it=line.pk == it) for line in lines], ensure_ascii=False)


def _line(message, *, is_it):
    return {
        "is_it": is_it,
        "alias": message.author.alias if message.author else "",
        "at": message.said_at.isoformat(),
        "state": message.state,
        "body": message.body if is_it or message.state != Message.State.RETRACTED else "",
    }
