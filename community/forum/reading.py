"""What a topic's page needs, asked as seldom as can be: who comes and what they may see, then twenty replies.

Reading is what a forum is for most of the time, and working out the SQL of such questions takes longer than the
answers (`community.lean`).
"""

from dataclasses import dataclass

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from community.accounts.models import User
from community.forum.models import Reply, Topic
from community.forum.models.reply import hand_quotes
from community.lean import Lean
from groups.models import GroupText, Membership, Muting, PeerGroup
from groups.readings import columns_of, instance, made

PER_PAGE = 20


def page_of(position):
    """On which page of its topic that place is, from 1."""
    return (max(position, 1) - 1) // PER_PAGE + 1


# --- Who comes ------------------------------------------------------------------------
@dataclass(frozen=True)
class Opened:
    """A topic with its group and author, the current seat of whoever opens it, and what is their own in it."""

    topic: Topic
    seat: Membership
    group_name: str  # in the language of the page
    read_to: int
    mode: str  # of Following
    has_waiting: bool  # words that nobody else sees yet
    has_found: bool  # words in which screeners found something
    folds: bool  # whether there is anybody they do not read

    @property
    def pages(self):
        return page_of(self.topic.length)

    @property
    def first_unread(self):
        """The first place they have not had before them; the last one when they have read it all."""
        return min(self.read_to + 1, self.topic.length)


AUTHOR = ["id", "alias", "part", "left_at", "user_id"]
SHAPE = [
    (Topic, columns_of(Topic)),
    (PeerGroup, columns_of(PeerGroup)),
    (Membership, columns_of(Membership)),
    (Membership, AUTHOR),
]
NAMES = [
    prefix + name
    for prefix, (_model, columns) in zip(("", "group__", "seat__", "author__"), SHAPE, strict=True)
    for name in columns
]


def _name_in(language):
    return Subquery(GroupText.objects.filter(group=OuterRef("group"), language=language).values("name"))


def _opened(topic_id, user_id, language):
    written = Reply.objects.filter(topic=OuterRef("pk"), author=OuterRef("seat"))
    has = {
        "has_waiting": Exists(written.filter(state__in=Reply.WAITING)),
        "has_found": Exists(written.filter(found__isnull=False)),
        "folds": Exists(Muting.objects.filter(by=OuterRef("seat"))),
    }
    seat = Q(group__memberships__user=user_id, group__memberships__left_at=None)
    return (
        Topic.objects.filter(pk=topic_id)
        .known_to(user_id)
        .annotate(
            seat=FilteredRelation("group__memberships", condition=seat),
            own=FilteredRelation("followings", condition=Q(followings__person=user_id)),
        )
        .filter(seat__isnull=False)
        .annotate(group_name=Coalesce(_name_in(language), _name_in(OuterRef("group__language"))), **has)
        .values_list(*NAMES, "group_name", "own__read_to", "own__mode", *has)
    )


topics = Lean(_opened, topic_id=Topic().pk, user_id=User().pk, language="of the page")


def opened(topic_id, user):
    """The topic as this person may see it, else None: what `visible_to` says, and their seat with it. One query."""
    language = (get_language() or "").partition("-")[0]
    rows = topics.ask(topic_id=topic_id, user_id=user.pk, language=language)
    if not rows:
        return None
    topic, group, seat, author = made(rows[0], SHAPE)
    topic.group = seat.group = group
    topic.author, seat.user = author, user
    name, read_to, mode, *has = rows[0][len(NAMES) :]
    return Opened(topic, seat, name or "", read_to or 0, mode or "", *map(bool, has))


# --- What stands there ------------------------------------------------------------------
# What pieces show; all else is asked for when somebody needs it.
NEVER_SHOWN = {"topic_id", "client_id", "decided_at", "reason", "found"}
SAID = [name for name in columns_of(Reply) if name not in NEVER_SHOWN]


def _said(topic_id, first, last):
    names = [*SAID, *(f"author__{name}" for name in AUTHOR)]
    return Reply.objects.filter(topic=topic_id).between(first, last).values_list(*names)


said = Lean(_said, topic_id=Topic().pk, first=2**31 - 1, last=2**31 - 2)


def replies_on(topic, number):
    """The replies on that page of a topic, in their order, with quotes and signs. One query, and at most three more."""
    last = number * PER_PAGE
    found, authors = [], {}
    for row in said.ask(topic_id=topic.pk, first=last - PER_PAGE + 1, last=last):
        reply = instance(Reply, SAID, row[: len(SAID)])
        reply.__dict__["topic_id"], reply._state.fields_cache["topic"] = topic.pk, topic
        if reply.author_id:
            if reply.author_id not in authors:
                authors[reply.author_id] = instance(Membership, AUTHOR, row[len(SAID) :])
            reply._state.fields_cache["author"] = authors[reply.author_id]
        found.append(reply)
    _name_deciders(found)
    hand_quotes(found)
    return found


def _name_deciders(replies):
    deciders = {reply.decided_by_id for reply in replies if reply.state == Reply.State.HIDDEN} - {None}
    deciders = User.objects.in_bulk(deciders) if deciders else {}
    for reply in replies:
        if reply.decided_by_id in deciders:
            reply.decided_by = deciders[reply.decided_by_id]


def waiting_in(topic, seat):
    """This person's own words in a topic that nobody else sees yet, oldest first. At most three queries."""
    waiting = list(topic.replies.own_apart(seat).select_related("decided_by"))
    for reply in waiting:
        reply.topic, reply.author = topic, seat
    hand_quotes(waiting)
    return waiting
