"""What a case or a report points at: something said in a room, something written in a forum, or no words at all."""

from django.db import models
from django.db.models import Q

from community.forum.models import Reply


def pointing_at(words):
    """The fields that lead to these words, for whoever makes or looks up a row; both empty for None."""
    is_reply = isinstance(words, Reply)
    return {"message": None if is_reply else words, "reply": words if is_reply else None}


class PointsAtWords(models.Model):
    """Words of a room (`message`) or of a forum (`reply`). They may go before the row does."""

    message = models.ForeignKey("groups.Message", null=True, on_delete=models.SET_NULL, related_name="+")
    reply = models.ForeignKey("forum.Reply", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(message=None) | Q(reply=None), name="%(class)s_points_at_words_of_one_place"
            )
        ]

    @property
    def words(self):
        """The words themselves, wherever they were said, or None. No query where they were selected beside it."""
        if self.message_id is not None:
            return self.message
        return self.reply if self.reply_id is not None else None


def author_of(words):
    """The seat of whoever said them, or None."""
    return words.author if words is not None else None
