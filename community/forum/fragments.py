"""Pieces of a forum's pages: rendered in the group's language, kept in this process while nothing has changed."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from community.forum.models import ContentNote, Reply
from community.forum.reading import page_of
from community.text import light_markup
from groups import fragments as in_room
from groups.fragments import Shelf, signs_of

QUOTED = 200  # signs of what is quoted

shelf = Shelf()


def reply_html(reply, *, own=False, unquoted=False):
    """One reply, as its state lets it be seen. What is quoted stands in it as it is now.

    Needs `topic.group`, `author`, `decided_by` where it is hidden or given back, and what `hand_quotes` gives. `own`:
    for its author, who reads words that wait. `unquoted`: for somebody who does not want to read whom it quotes.
    Sealed words are opened when the piece is made, and not again while nothing has changed.
    """
    quoted = reply.quotes
    key = (reply.pk, reply.revision, reply.author_id, own, unquoted, quoted and (quoted.pk, quoted.revision))
    return shelf.fetch(key, lambda: _reply(reply, own, unquoted), is_quick=True)


def _reply(reply, own, unquoted):
    state = reply.state
    readable = state == Reply.State.SHOWN or (own and state in Reply.WAITING)
    context = {
        "reply": reply,
        "author": reply.author,
        "is_own": own,
        "is_waiting": state in Reply.WAITING,
        "is_gone": state in Reply.GONE,
        "words": light_markup(reply.body) if readable else "",
        "note": ContentNote.words(reply.content_note) if readable else "",
        "quote": quote_of(reply.quotes) if readable and reply.quotes else None,
        "is_unquoted": unquoted,
        "signs": signs_of(reply) if state == Reply.State.SHOWN else [],
        "decided_by": _name_of(reply.decided_by)
        if state in (Reply.State.HIDDEN, Reply.State.RETURNED)
        else "",
    }
    return _render("forum/reply/_reply.html", reply.topic, context)


def quote_of(quoted):
    """What a reply shows of the words it quotes: whose they are, and their first words while they are shown.

    Words with a content note are not quoted: they would be read unprepared.
    """
    is_shown = quoted.state == Reply.State.SHOWN
    note = ContentNote.words(quoted.content_note) if is_shown else ""
    words = Truncator(" ".join(quoted.body.split())).chars(QUOTED) if is_shown and not note else ""
    at = f"?page={page_of(quoted.position)}#reply-{quoted.pk}" if quoted.position else ""
    return {"of": quoted, "author": quoted.author, "words": words, "note": note, "at": at}


def fields_html(form):
    """The boxes of a reply form. Those nobody has filled in are the same for everybody in a language: a list to choose
    from takes longer to write than all the rest of the page."""
    if form.is_bound:
        return _fields(form)
    return shelf.fetch(("fields", get_language()), lambda: _fields(form))


def _fields(form):
    return render_to_string("forum/reply/_fields.html", {"form": form})


def why_held(reply):
    """What each rule that holds these words looks for, for staff: the most serious first, and nothing twice."""
    return in_room.why_held(reply, reply.topic.language)


def folded(replies, pieces, whom, *, seat):
    """The pieces as this person reads them: folded where somebody they do not read (`whom`, ids of seats) has written,
    and without the words where such a person is quoted."""
    return [_folded(reply, piece, whom, seat) for reply, piece in zip(replies, pieces, strict=True)]


def _folded(reply, piece, whom, seat):
    if reply.quotes and reply.quotes.author_id in whom:
        piece = reply_html(reply, own=reply.author_id == seat.pk, unquoted=True)
    if reply.author_id not in whom or reply.state != Reply.State.SHOWN:
        return piece
    return _render("groups/message/_folded.html", reply.topic, {"author": reply.author, "piece": piece})


def _name_of(user):
    """How staff are called in public; somebody whose account is gone was staff all the same."""
    return (user.display_name if user else "") or gettext("Staff")


def _render(template, topic, context):
    with translation.override(topic.language):
        return render_to_string(template, {"topic": topic, "group": topic.group, **context})
