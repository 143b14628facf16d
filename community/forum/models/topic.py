"""Topic: something a group writes about between its meetings. Its first reply is its opening words."""

import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from community.forum.models.reply import Reply
from community.forum.models.state import WAITING, State
from groups.models import Membership


class TopicQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Topics of the groups in which this person has a seat now, and their own that wait or came back.

        A newcomer reads what was written before they came: whoever writes is told so (docs/decisions/0013).
        """
        here = self.filter(group__memberships__user=user, group__memberships__left_at=None)
        return here.known_to(user)

    def known_to(self, user):
        """Of topics that people in their group may know of: what others may, and this person's own that wait."""
        return self.filter(Q(length__gt=0) | Q(state__in=WAITING, author__user=user))

    def held_for(self, user):
        """Topics of groups this person leads whose opening words wait for somebody to decide."""
        return self.filter(state=State.HELD).led_by(user)

    def led_by(self, user):
        """Topics of the groups this person leads."""
        return self.filter(
            group__memberships__user=user,
            group__memberships__left_at=None,
            group__memberships__part=Membership.Part.FACILITATOR,
        )

    def shown(self):
        """Topics that others than their author know of."""
        return self.filter(length__gt=0)

    def in_order(self):
        """Pinned ones first, then those in which somebody wrote last."""
        return self.order_by(F("pinned_at").desc(nulls_last=True), "-latest_at", "pk")

    def unanswered(self):
        """What a member began and nobody has answered, longest first.

        A question is answered by staff, other topics by anybody else. An answer that is gone counts no more.
        """
        answers = Reply.objects.filter(topic=OuterRef("pk"), state=State.SHOWN).exclude(
            author=OuterRef("author")
        )
        of_staff = answers.filter(author__part__in=Membership.STAFF)
        is_answered = Q(Exists(of_staff)) | (~Q(kind=Topic.Kind.QUESTION) & Q(Exists(answers)))
        begun = self.filter(
            state=State.SHOWN, author__part=Membership.Part.MEMBER, author__left_at=None, closed_at=None
        )
        return begun.filter(~is_answered).order_by("started_at")

    def locked(self, topic):
        """That topic as it stands now, its row locked until the transaction ends. One query."""
        return self.select_for_update(of=("self",), no_key=True).select_related("group").get(pk=topic.pk)


class Topic(models.Model):
    """A subject with its replies. `length` counts the places given out, so `position` runs from 1 without gaps."""

    class Kind(models.TextChoices):
        TALK = "talk", _("talk")
        QUESTION = "question", _("question to staff")
        WEEK = "week", _("theme of the week")

    TITLE = 120

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        "groups.PeerGroup", null=True, on_delete=models.CASCADE, related_name="topics", db_index=False
    )
    author = models.ForeignKey(
        "groups.Membership", null=True, on_delete=models.SET_NULL, related_name="topics", db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TALK)
    title = vault.SealedText(max_length=TITLE)
    content_note = vault.SealedText(blank=True)  # a ContentNote: what its opening words are about
    state = models.CharField(max_length=9, choices=State, default=State.SHOWN)  # of its opening words
    length = models.PositiveIntegerField(default=0)  # places given out so far; 0 until others may know of it
    client_id = models.UUIDField()
    started_at = models.DateTimeField(default=timezone.now)
    latest_at = models.DateTimeField(default=timezone.now)  # when the newest reply was shown
    pinned_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("author", "client_id", name="a_resent_topic_finds_the_first_copy"),
            models.CheckConstraint(
                condition=Q(length__gt=0) | ~Q(state__in=["shown", "hidden"]),
                name="shown_topics_have_opening_words",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "latest_at"]),
            models.Index(fields=["group", "kind", "started_at"]),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return self.group.data_key_id

    @property
    def language(self):
        """The language in which its pieces are written."""
        return self.group.language

    @property
    def is_question(self):
        return self.kind == self.Kind.QUESTION

    @property
    def is_shown(self):
        """Whether everybody who sees the topic may read its title."""
        return self.state == State.SHOWN
