"""Message: one thing said in a room."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from groups.models.group import Membership
from groups.models.meeting import LATE
from groups.models.reaction import Reaction
from groups.models.screened import Screened


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person may know of: the transcripts since they came, and their own words that wait or came back.

        What was said before somebody came stays with those who were there; facilitators read it all.
        """
        seat = "room__group__memberships__"
        joined = F(f"{seat}joined_at")
        was_there = Q(meeting__closed_at__gt=joined) | Q(
            meeting__closed_at=None, meeting__ends_at__gt=joined - LATE
        )
        since_they_came = was_there | Q(**{f"{seat}part": Membership.Part.FACILITATOR})
        here = self.filter(since_they_came, **{f"{seat}user": user, f"{seat}left_at": None})
        own = Q(state__in=Message.WAITING, author__user=user)
        return here.filter(Q(position__isnull=False) | own)

    def held_for(self, user):
        """Held words in groups this person leads: they wait for somebody to decide."""
        return self.filter(
            state=Message.State.HELD,
            room__group__memberships__user=user,
            room__group__memberships__left_at=None,
            room__group__memberships__part=Membership.Part.FACILITATOR,
        )

    def placed(self):
        """What stands in the transcript, in its one order: shown, hidden (without words) and taken back."""
        return self.filter(position__isnull=False).order_by("position")

    def waiting(self):
        """Held for staff, longest first."""
        return self.filter(state=Message.State.HELD).order_by("said_at")

    def own_apart(self, membership):
        """What only its author sees: being read, or given back. Oldest first."""
        return self.filter(state__in=Message.WAITING, author=membership).order_by("said_at")

    def found_since(self, membership, moment):
        """What this person said since then in which screeners found something, newest first."""
        return self.filter(author=membership, found__isnull=False, said_at__gt=moment).order_by("-said_at")

    def since(self, revision, meeting):
        """What the live line carries of the changes after that number, oldest first.

        Words, names and times travel only while their meeting is on, since a newcomer's page may be listening; that
        words are gone always travels (without a name or a time when they are of another meeting).
        """
        gone = Q(state__in=Message.GONE)
        carried = gone | Q(meeting=meeting) if meeting else gone
        return self.filter(carried, revision__gt=revision, position__isnull=False).order_by("revision")


class Message(Screened, models.Model):
    """One thing said in a room. Moderation hides it; only retention destroys it."""

    class State(models.TextChoices):
        SHOWN = "shown", _("shown")
        HELD = "held", _("being read")
        RETURNED = "returned", _("given back")
        HIDDEN = "hidden", _("hidden")
        RETRACTED = "retracted", _("taken back")

    WAITING = (State.HELD, State.RETURNED)
    GONE = (State.HIDDEN, State.RETRACTED)
    LENGTH = 2000

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # These three are looked up by the indexes below that begin with them; one more each is written for every word.
    room = models.ForeignKey("groups.Room", on_delete=models.CASCADE, related_name="messages", db_index=False)
    meeting = models.ForeignKey(
        "groups.Meeting", null=True, on_delete=models.SET_NULL, related_name="messages", db_index=False
    )
    author = models.ForeignKey(
        "groups.Membership", null=True, on_delete=models.SET_NULL, related_name="messages", db_index=False
    )
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    card = models.CharField(max_length=64, blank=True)  # a service shared by staff, by its key: "crisis:<id>"
    body = vault.SealedText(max_length=LENGTH)
    state = models.CharField(max_length=9, choices=State, default=State.SHOWN)
    position = models.PositiveBigIntegerField(
        null=True
    )  # the revision at which it was first shown; empty before
    revision = models.PositiveBigIntegerField(default=0)  # the room's counter at its last change
    client_id = models.UUIDField()
    said_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = vault.SealedText(max_length=500, blank=True)  # why it was hidden or given back, for its author
    found = vault.SealedText(
        null=True
    )  # ids of rules that spoke, as `community.screening.written`; for staff

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("room", "author", "client_id", name="a_resend_finds_the_first_copy"),
            models.UniqueConstraint("room", "position", name="one_message_per_position"),
            models.CheckConstraint(
                condition=Q(position__isnull=False) | ~Q(state__in=["shown", "hidden"]),
                name="shown_words_have_a_place",
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True) | ~Q(state__in=["held", "returned"]),
                name="held_words_have_no_place",
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True) | Q(revision__gte=F("position")),
                name="changes_come_after_saying",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "revision"]),
            models.Index(fields=["room", "state", "said_at"]),
            models.Index(fields=["meeting", "position"]),
            models.Index(fields=["author", "said_at"]),
            models.Index(fields=["author"], condition=Q(found__isnull=False), name="words_with_findings"),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return self.room.group.data_key_id

    @property
    def group(self):
        return self.room.group

    @property
    def has_changed(self):
        """Whether anything happened to it since it was shown; before that nobody can have given it a sign."""
        return self.revision != self.position

    def is_of(self, meeting):
        """Whether this was said at that meeting; never when there is none."""
        return meeting is not None and self.meeting_id == meeting.pk


def hand_answers(messages):
    """Give each of these the message it answers and the signs it was given, as pieces show them.

    At most two queries, and none where nobody answered: what is answered is mostly among them, and what nothing
    happened to since it was shown has no signs.
    """
    known = {message.pk: message for message in messages}
    missing = {message.reply_to_id for message in messages} - known.keys() - {None}
    if missing:
        known |= Message.objects.select_related("author").in_bulk(missing)
    for message in messages:
        if message.reply_to_id in known:
            message.reply_to = known[message.reply_to_id]
    signed = [message for message in messages if message.state == Message.State.SHOWN and message.has_changed]
    prefetch_related_objects(signed, Prefetch("reactions", Reaction.objects.by_name()))
