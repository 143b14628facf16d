"""Writing in a forum: beginning a topic, replying in it, changing one's own words. Safe to repeat."""

from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from community.forum import rules
from community.forum.actions import following
from community.forum.actions.changing import keep, latest, place, seat_now, take_from_place
from community.forum.models import Reply, Topic
from community.screening import content_held, content_noticed, screen, written
from community.verdicts import require
from groups.models import Membership, PeerGroup

BETWEEN = "\n\n"  # a title and the words below it, as screeners read them


def start(*, group: PeerGroup, author: Membership, title, body, client_id, kind="talk", content_note=""):
    """Begin a topic with its opening words; they are held until staff have read them, if that is so for this person.

    `content_note`: a ContentNote, or "". A second press finds the first topic.
    Raises PermissionDenied with a sentence for the person.
    """
    client_id = _id_of(client_id, title, body, kind)
    author = seat_now(actor=author)
    require(rules.may_start(author.user, author, group, kind))
    if begun := Topic.objects.select_related("group").filter(author=author, client_id=client_id).first():
        return begun
    topic = Topic(group=group, author=author, kind=kind, title=title, client_id=client_id)
    topic.state = Reply.State.RETURNED  # until its opening words are there, a moment later
    screening = _screened(title + BETWEEN + body, author, topic)
    opening = Reply(
        topic=topic, author=author, opens=True, body=body, content_note=content_note, client_id=client_id
    )
    try:
        with transaction.atomic():
            topic.save()
            _keep_new(opening, screening)
    except IntegrityError:  # begun through another process at the same moment
        return Topic.objects.select_related("group").get(author=author, client_id=client_id)
    return topic


def write(*, topic: Topic, author: Membership, body, client_id, quotes: UUID | None = None, content_note=""):
    """Reply in a topic. `quotes`: the id of a reply in it whose words are shown above; nothing of them is copied.

    A second press finds the first reply. Raises PermissionDenied with a sentence for the person.
    """
    client_id = _id_of(client_id, body, quotes)
    author = seat_now(actor=author)
    require(rules.may_read(author.user, author))
    if said := _said_before(topic, author, client_id):
        return said
    require(rules.may_reply(author.user, author, topic))
    screening = _screened(body, author, topic)
    with transaction.atomic():
        topic = Topic.objects.locked(topic)
        if said := _said_before(topic, author, client_id):
            return said
        author = seat_now(actor=author)
        require(rules.may_reply(author.user, author, topic))
        reply = Reply(topic=topic, author=author, body=body, content_note=content_note, client_id=client_id)
        if quotes:
            reply.quotes = Reply.objects.filter(pk=quotes).first()
            require(rules.may_quote(reply.quotes, topic))
        _keep_new(reply, screening)
    return reply


def edit(*, reply: Reply, actor: Membership, body, content_note="", title=""):
    """Change one's own words, or say anew what was given back. They are screened, and may have to be read, as if new.

    While changed words wait, the old ones are shown to nobody: what they were changed for may be what was wrong with
    them. `title` matters for the opening words of a topic alone.
    """
    seat = seat_now(actor=actor)
    require(rules.may_edit(seat.user, seat, reply))
    text = title + BETWEEN + body if reply.opens else body
    screening = screen(text, author=seat, place=reply.topic)
    with transaction.atomic():
        reply, seat = latest(reply=reply, actor=actor)
        require(rules.may_edit(seat.user, seat, reply))
        if _says_the_same(reply, title, body, content_note):
            return reply
        reply.body, reply.content_note = body, content_note
        if reply.opens:
            reply.topic.title = title
        _note_change(reply)
        _settle(reply, seat, screening)
        keep(reply=reply)
        _tell(reply)
    return reply


def _note_change(reply):
    """Changed where others had read it, it is marked; what nobody had read is simply said now."""
    if reply.position or reply.kept_position:
        reply.edited_at = timezone.now()
    else:
        reply.said_at = timezone.now()
    reply.decided_by, reply.decided_at, reply.reason = None, None, ""


def _says_the_same(reply, title, body, content_note):
    """Whether nothing would change. Words that were given back cannot be sent in again as they are by that alone."""
    if reply.state != Reply.State.SHOWN or (reply.opens and reply.topic.title != title):
        return False
    return (reply.body, reply.content_note) == (body, content_note)


def _id_of(client_id, *facts):
    """What a second press has in common with the first, and other words under the same `client_id` do not have.

    The form's own number alone would lose words: whoever goes back a page and writes something else sends it again.
    """
    digest = salted_hmac(
        "community.forum", repr((str(client_id), *map(str, facts))), algorithm="sha256"
    ).digest()
    return UUID(bytes=digest[:16])


def _said_before(topic, author, client_id):
    said = Reply.objects.filter(topic=topic, author=author, client_id=client_id).first()
    if said:
        said.topic, said.author = topic, author
    return said


def _screened(text, author, topic):
    """What screeners see. Whoever writes too fast cannot make them work."""
    now = timezone.now()
    if pace := rules.pace_of(author):
        lately = Reply.objects.filter(author=author, said_at__gt=now - pace.window).order_by("said_at")
        require(rules.keeps_pace(author, list(lately.values_list("said_at", flat=True)), now))
    return screen(text, author=author, place=topic)


def _keep_new(reply, screening):
    """Put new words in their place, or keep them back; their author follows the topic from now on."""
    _settle(reply, reply.author, screening)
    keep(reply=reply)
    _tell(reply)
    following.follow(topic=reply.topic, actor=reply.author, is_asked=False)


def _settle(reply, seat, screening):
    """Whether the words are shown or wait, and where."""
    reply.found = written(screening.findings)
    if screening.holds or rules.needs_reading(seat, reply.topic.group):
        reply.state = Reply.State.HELD
        if reply.position:
            take_from_place(reply=reply)
    else:
        reply.state = Reply.State.SHOWN
        if not reply.position:
            place(reply=reply)


def _tell(reply):
    """Tell whoever opens cases, after the commit: of what waits, and of what was shown with something found in it."""
    if reply.state == Reply.State.HELD:
        told = partial(content_held.send, Reply, content=reply, findings=reply.findings)
    elif reply.found:
        told = partial(content_noticed.send, Reply, content=reply, findings=reply.findings)
    else:
        return
    transaction.on_commit(told, robust=True)
