"""Following: how far one person has read a topic, and whether they follow it or do not want to be told of it."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class FollowingQuerySet(models.QuerySet):
    def of(self, person, topics):
        """One person's marks on these topics (ids): {topic id: Following}. One query."""
        own = self.filter(person=person, topic__in=topics)
        return {following.topic_id: following for following in own}

    def with_news(self):
        """Those whose topic has grown since it was read."""
        return self.filter(topic__length__gt=F("read_to"))


class Following(models.Model):
    """One person's own mark on one topic. Nobody else learns of it."""

    class Mode(models.TextChoices):
        FOLLOW = "follow", _("followed")
        MUTE = "mute", _("muted")

    topic = models.ForeignKey("forum.Topic", on_delete=models.CASCADE, related_name="followings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followings", db_index=False
    )
    mode = models.CharField(max_length=6, choices=Mode, blank=True)
    read_to = models.PositiveIntegerField(default=0)  # the last place they have had before them

    objects = FollowingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("person", "topic", name="one_following_per_person_and_topic")]

    def __str__(self):
        return str(self.pk)

    @property
    def is_followed(self):
        return self.mode == self.Mode.FOLLOW

    @property
    def is_muted(self):
        return self.mode == self.Mode.MUTE
