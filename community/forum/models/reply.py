"""Reply: one thing written in a topic; the first one opens it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from community import vault
from community.forum.models.reaction import Reaction
from community.forum.models.state import GONE, WAITING, State
from groups.models import Membership
from groups.models.screened import Screened


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person may know of: what has its place in topics of their groups, and their own that waits."""
        here = self.filter(topic__group__memberships__user=user, topic__group__memberships__left_at=None)
        own = Q(state__in=WAITING, author__user=user)
        return here.filter(Q(position__isnull=False) | own)

    def readable_by(self, user):
        """Whose words this person may read on ordinary pages: those shown, and their own that wait or came back.

        Said by what it is, not by what it is not: PostgreSQL takes “not hidden” for next to nothing where all is shown.
        """
        return self.visible_to(user).filter(state__in=[State.SHOWN, *WAITING])

    def held_for(self, user):
        """Held words in groups this person leads: they wait for somebody to decide."""
        return self.filter(
            state=State.HELD,
            topic__group__memberships__user=user,
            topic__group__memberships__left_at=None,
            topic__group__memberships__part=Membership.Part.FACILITATOR,
        )

    def between(self, first, last):
        """What has these places in a topic, in its one order: shown, hidden (without words) and taken back."""
        return self.filter(position__gte=first, position__lte=last).order_by("position")

    def waiting(self):
        """Held for staff, longest first."""
        return self.filter(state=State.HELD).order_by("said_at")

    def own_apart(self, membership):
        """What only its author sees: being read, or given back. Oldest first."""
        return self.filter(state__in=WAITING, author=membership).order_by("said_at")


class Reply(Screened, models.Model):
    """One thing written in a topic. Held, hidden, given back and taken back as what is said in a room is.

    An edit that must be read first takes the words from their place until somebody has decided: `position` is empty
    then, as for all words that wait, and `kept_position` is where they come back to.
    """

    State = State
    WAITING = WAITING
    GONE = GONE
    LENGTH = 5000

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # These two are looked up by the indexes below that begin with them.
    topic = models.ForeignKey("forum.Topic", on_delete=models.CASCADE, related_name="replies", db_index=False)
    author = models.ForeignKey(
        "groups.Membership", null=True, on_delete=models.SET_NULL, related_name="replies", db_index=False
    )
    opens = models.BooleanField(default=False)  # whether these are the opening words of the topic
    quotes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="quoted_in"
    )
    body = vault.SealedText(max_length=LENGTH)
    content_note = vault.SealedText(blank=True)  # a ContentNote
    state = models.CharField(max_length=9, choices=State, default=State.SHOWN)
    position = models.PositiveIntegerField(null=True)  # its place in the topic, from 1; empty while it waits
    kept_position = models.PositiveIntegerField(null=True)  # its place before an edit that must be read first
    revision = models.PositiveIntegerField(default=0)  # up by one for every change to what others see of it
    client_id = models.UUIDField()
    said_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = vault.SealedText(max_length=500, blank=True)  # why it was hidden or given back, for its author
    found = vault.SealedText(
        null=True
    )  # ids of rules that spoke, as `community.screening.written`; for staff

    objects = ReplyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "topic", "author", "client_id", name="a_resent_reply_finds_the_first_copy"
            ),
            models.UniqueConstraint("topic", "position", name="one_reply_per_position"),
            models.UniqueConstraint("topic", condition=Q(opens=True), name="one_opening_per_topic"),
            models.CheckConstraint(
                condition=Q(position__isnull=False) | ~Q(state__in=["shown", "hidden"]),
                name="shown_replies_have_a_place",
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True) | ~Q(state__in=["held", "returned"]),
                name="held_replies_have_no_place",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "said_at"]),
            models.Index(
                fields=["topic"], condition=Q(state__in=["held", "returned"]), name="replies_that_wait"
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return self.topic.vault_key_id

    @property
    def group(self):
        return self.topic.group

    @property
    def has_changed(self):
        """Whether anything happened to it since it was first shown; before that nobody can have given it a sign."""
        return self.revision > 1


def hand_quotes(replies):
    """Give each of these the reply it quotes and the signs it was given, as pieces show them. At most two queries."""
    known = {reply.pk: reply for reply in replies}
    missing = {reply.quotes_id for reply in replies} - known.keys() - {None}
    if missing:
        known |= Reply.objects.select_related("author").in_bulk(missing)
    for reply in replies:
        if reply.quotes_id in known:
            reply.quotes = known[reply.quotes_id]
    signed = [reply for reply in replies if reply.state == Reply.State.SHOWN and reply.has_changed]
    prefetch_related_objects(signed, Prefetch("reactions", Reaction.objects.by_name()))
